"""Small films for the tests: pages with bars for lines of text, encoded in a moment."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from inference.evaluation.films_encoding import Encoding, Picture, encode

WIDTH, HEIGHT, FPS = 320, 180, 5


def page(seed: int, lines: int = 4, width: int = WIDTH, height: int = HEIGHT) -> np.ndarray:
    """A white page with a dark title and some lines of "words", no two seeds alike."""
    dice = np.random.default_rng(seed)
    pixels = np.full((height, width, 3), 250, np.uint8)
    unit = height // 18
    for line in range(lines + 1):
        top, x = unit * (2 + 3 * line), unit * 2
        while x < width * 0.7:
            word = int(dice.integers(unit, unit * 4))
            pixels[top : top + unit, x : x + word] = 30
            x += word + unit // 2 + int(dice.integers(0, unit))
    return pixels


def film(
    path: Path,
    parts: Sequence[tuple[float, Sequence[np.ndarray]]],
    *,
    keyframe_every_s: float = 100.0,
    cuts: bool = False,
    fps: int = FPS,
) -> Path:
    """Each part is (seconds, pictures that are shown in turn, one a frame). `cuts` puts a keyframe on each part."""
    pictures = []
    for seconds, shown in parts:
        for number in range(max(1, round(seconds * fps))):
            pictures.append(Picture(shown[number % len(shown)], cut=cuts and number == 0))
    keyint = max(1, round(keyframe_every_s * fps))
    x264 = {"preset": "ultrafast", "crf": "20", "x264-params": f"keyint={keyint}:min-keyint=1:scenecut=0"}
    encode(path, pictures, Encoding(fps=fps, x264=x264), audio=None, length_s=len(pictures) / fps)
    return path
