"""The bench film: a drawn lecture with everything that misleads a finder of slides, and its truth.

A speaker who moves in a corner, a pointer that wanders, bullets that come one by one, light and dark slides.
"""

import json
import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import Colorspace

from inference.evaluation.films_canvas import ACCENT, HEIGHT, INK, LINE, MOON, NIGHT, PAPER, WIDTH, Canvas, sans
from inference.evaluation.films_encoding import Encoding, Picture, encode

FPS = 25
_SLIDES_PER_MINUTE = 1.7
_HEAD_CORNER, _HEAD_SIZE, _HEAD_LOOP = (1020, 530), (240, 170), 7 * FPS
_MARGIN = 80
_PLAIN = {"preset": "veryfast", "crf": "26"}
_THIN = {"preset": "medium"}


@dataclass(frozen=True, slots=True)
class DrawnSlide:
    """`moments` has one entry per line: when it appears. Without builds they are all the start."""

    start: float
    end: float
    title: str
    lines: tuple[str, ...]
    moments: tuple[float, ...]
    dark: bool

    @property
    def text(self) -> str:
        return "\n".join((self.title, *self.lines))

    @property
    def builds(self) -> list[float]:
        return sorted(set(self.moments) - {self.start})


def plan(minutes: float, seed: int = 4) -> tuple[DrawnSlide, ...]:
    """Slides of 12 to 60 s; every second or third has bullets that come one by one. The same seed, the same film."""
    dice = random.Random(seed)
    count = max(2, round(minutes * _SLIDES_PER_MINUTE))
    weights = [dice.uniform(0.5, 1.6) for _ in range(count)]
    slides, start = [], 0.0
    for number, weight in enumerate(weights):
        end = round(start + weight / sum(weights) * minutes * 60, 2)
        title, *lines = TEXTS[number % len(TEXTS)]
        grows = dice.random() < 0.4 and number > 0
        step = (end - start) / (len(lines) + 1)
        moments = tuple(round(start + step * line, 2) if grows else start for line in range(len(lines)))
        slides.append(DrawnSlide(start, end, title, tuple(lines), moments, dark=number % 5 == 3))
        start = end
    return tuple(slides)


def bench_film(path: Path, *, minutes: float, audio: Path | None, bit_rate: int | None = None) -> Path:
    """Writes a film of 1280x720 at 25 frames/s to `path` and its truth beside it; returns the truth's path.

    `audio` is repeated to the end. `bit_rate` (bits/s of the picture) is for a thin film, as lecture servers make them;
    without it the picture is crisp. Truth: {"slides": [{"start", "end", "text", "builds"}]}, seconds.
    """
    slides = plan(minutes)
    encoding = Encoding(fps=FPS, x264=_THIN if bit_rate else _PLAIN, bit_rate=bit_rate)
    encode(path, _pictures(slides), encoding, audio=audio, length_s=slides[-1].end)
    truth = path.with_suffix(".truth.json")
    truth.write_text(
        json.dumps(
            {"slides": [{"start": s.start, "end": s.end, "text": s.text, "builds": s.builds} for s in slides]}, indent=1
        )
    )
    return truth


def _pictures(slides: tuple[DrawnSlide, ...]) -> Iterator[Picture]:
    heads = [_to_yuv(_head(frame / FPS)) for frame in range(_HEAD_LOOP)]
    number = 0
    for slide in slides:
        moments = [slide.start, *slide.builds]
        for moment, end in zip(moments, [*moments[1:], slide.end], strict=True):
            sheet = _to_yuv(np.asarray(_draw(slide, moment).image()))
            for frame in range(number, round(end * FPS)):
                yield Picture(_composed(sheet, heads[frame % _HEAD_LOOP], frame / FPS), format="yuv420p")
            number = round(end * FPS)


def _draw(slide: DrawnSlide, at: float) -> Canvas:
    ground, ink, soft = (NIGHT, MOON, "#2b3036") if slide.dark else (PAPER, INK, LINE)
    canvas = Canvas(ground)
    canvas.text((_MARGIN, 60), slide.title, sans(44, 700), ink)
    canvas.line([(_MARGIN, 132), (WIDTH - _MARGIN, 132)], soft, 2)
    y = 168.0
    for line, moment in zip(slide.lines, slide.moments, strict=True):
        height = canvas.paragraph((_MARGIN + 30, y), line, 27, 880, ink) if moment <= at else 0.0
        if height:
            canvas.disc((_MARGIN + 8, y + 19), 5, ACCENT)
        y += height + 22
    return canvas


def _head(at: float) -> np.ndarray:
    """A head and shoulders that sway and nod before a wall with some grain. It loops after seven seconds."""
    width, height = _HEAD_SIZE
    turn = 2 * math.pi / (_HEAD_LOOP / FPS)
    sway, nod = 34 * math.sin(3 * turn * at), 12 * math.sin(8 * turn * at)
    y, x = np.mgrid[0:height, 0:width]
    picture = np.empty((height, width, 3))
    picture[:] = (96, 104, 112)
    shoulders = ((x - width / 2 - sway * 0.6) / 90) ** 2 + ((y - height - 20) / 80) ** 2 < 1
    face = ((x - width / 2 - sway) / 36) ** 2 + ((y - 70 - nod) / 46) ** 2 < 1
    hair = face & (y < 48 + nod)
    for shape, colour in ((shoulders, (40, 58, 110)), (face, (214, 176, 150)), (hair, (60, 44, 36))):
        picture[shape] = colour
    grain = np.random.default_rng(int(at * FPS)).normal(0, 2, (height, width, 1))
    return np.clip(picture + grain, 0, 255).astype(np.uint8)


def _composed(sheet: np.ndarray, head: np.ndarray, at: float) -> np.ndarray:
    """The slide with the speaker in the corner and the pointer where it is now: planar YUV 4:2:0 (1080, 1280)."""
    picture = sheet.copy()
    _paste(picture, head, _HEAD_CORNER, _HEAD_SIZE)
    x = int(560 + 420 * math.sin(at / 9.0) * math.cos(at / 3.1))
    y = int(330 + 180 * math.sin(at / 5.3))
    for row in range(20):  # a dark triangle with a light edge, in the luma alone
        picture[y + row, x : x + row * 2 // 3 + 2] = 235
        picture[y + row, x + 1 : x + row * 2 // 3] = 20
    return picture


def _paste(picture: np.ndarray, patch: np.ndarray, corner: tuple[int, int], size: tuple[int, int]) -> None:
    for whole, part, share in zip(_planes(picture, WIDTH, HEIGHT), _planes(patch, *size), (1, 2, 2), strict=True):
        left, top = corner[0] // share, corner[1] // share
        whole[top : top + part.shape[0], left : left + part.shape[1]] = part


def _planes(yuv: np.ndarray, width: int, height: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    flat, luma, chroma = yuv.reshape(-1), width * height, width * height // 4
    half = (height // 2, width // 2)
    return (
        flat[:luma].reshape(height, width),
        flat[luma : luma + chroma].reshape(half),
        flat[luma + chroma :].reshape(half),
    )


def _to_yuv(pixels: np.ndarray) -> np.ndarray:
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgb24")
    return frame.reformat(format="yuv420p", dst_colorspace=Colorspace.ITU709).to_ndarray()


TEXTS: tuple[tuple[str, ...], ...] = (
    (
        "Photosynthesis",
        "Photosynthesis converts light energy into chemical energy stored in glucose.",
        "The light reactions take place in the thylakoid membranes of the chloroplast.",
        "The Calvin cycle fixes carbon dioxide with the enzyme rubisco.",
        "6 CO2 + 6 H2O becomes C6H12O6 + 6 O2",
    ),
    (
        "Binary search",
        "Binary search finds a value in a sorted array by halving the interval.",
        "It needs at most log2(n) + 1 comparisons for n elements.",
        "The array must be sorted, because half of it is discarded unseen.",
        "For 1,000,000 elements 20 comparisons are enough.",
    ),
    (
        "Ohm's law",
        "The current through a resistor is proportional to the voltage across it.",
        "V = I R, with voltage in volts, current in amperes, resistance in ohms",
        "A 12 V battery drives 0.5 A through a resistor of 24 ohms.",
    ),
    (
        "Supply and demand",
        "Demand falls when the price rises, because buyers turn to substitutes.",
        "The equilibrium price clears the market: no surplus and no shortage.",
        "A price ceiling below the equilibrium causes a shortage.",
        "Elasticity measures how strongly quantity responds to price.",
    ),
    (
        "The cell membrane",
        "The membrane is a bilayer of phospholipids about 7 nm thick.",
        "Osmosis is the movement of water through a semipermeable membrane.",
        "Active transport uses ATP to move ions against their gradient.",
    ),
    (
        "Eigenvalues",
        "An eigenvector keeps its direction when the matrix is applied to it.",
        "The eigenvalues are the roots of the characteristic polynomial.",
        "A symmetric matrix has real eigenvalues and orthogonal eigenvectors.",
        "The trace equals the sum of the eigenvalues.",
    ),
    (
        "Plate tectonics",
        "The lithosphere is broken into about fifteen major plates.",
        "Subduction recycles oceanic crust into the mantle.",
        "The Atlantic widens by 2.5 centimeters every year.",
        "Earthquakes happen where plates stick and then slip.",
    ),
    (
        "Entropy",
        "Entropy counts the number of microscopic arrangements of a system.",
        "The entropy of an isolated system never decreases.",
        "Melting 1 kg of ice at 273 K raises its entropy by 1220 J/K.",
    ),
    (
        "TCP congestion control",
        "Slow start doubles the congestion window every round trip.",
        "A lost packet halves the window, because loss signals congestion.",
        "Additive increase and multiplicative decrease share the link fairly.",
        "Typical round trip times lie between 10 ms and 200 ms.",
    ),
    (
        "The French Revolution",
        "The Estates General met at Versailles in May 1789.",
        "The Bastille fell on 14 July 1789, after bread prices had doubled.",
        "The Declaration of the Rights of Man abolished feudal privilege.",
    ),
    (
        "Hypothesis testing",
        "The null hypothesis states that there is no effect.",
        "The p-value is the probability of data at least as extreme under the null.",
        "A type I error rejects a true null hypothesis.",
        "Larger samples increase the power of the test.",
    ),
    (
        "Acids and bases",
        "An acid donates a proton and a base accepts one.",
        "The pH is the negative logarithm of the hydrogen ion concentration.",
        "A buffer resists changes of pH, because it holds a weak acid and its base.",
        "Pure water at 25 degrees has a pH of 7.",
    ),
    (
        "Gradient descent",
        "The gradient points in the direction of steepest ascent.",
        "Each step moves the weights against the gradient of the loss.",
        "A learning rate that is too large makes the loss diverge.",
    ),
    (
        "Kepler's laws",
        "Planets move on ellipses with the Sun at one focus.",
        "The line from the Sun to a planet sweeps equal areas in equal times.",
        "The square of the period grows as the cube of the semimajor axis.",
        "Jupiter needs 11.86 years for one orbit.",
    ),
    (
        "Natural selection",
        "Individuals differ, and some of the differences are inherited.",
        "Variants that leave more offspring become more common.",
        "Antibiotic resistance spreads because treated bacteria die and resistant ones remain.",
    ),
    (
        "Recursion",
        "A recursive function calls itself on a smaller problem.",
        "The base case ends the recursion.",
        "Every call takes a frame on the stack, so deep recursion may overflow it.",
        "Merge sort splits the list, sorts both halves and merges them.",
    ),
    (
        "The nitrogen cycle",
        "Nitrogen fixation turns N2 from the air into ammonia.",
        "Nitrifying bacteria oxidize ammonia to nitrite and nitrate.",
        "Denitrification returns nitrogen to the atmosphere.",
        "Air consists of 78 percent nitrogen.",
    ),
)
