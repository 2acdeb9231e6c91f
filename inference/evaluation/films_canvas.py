"""A sheet to draw slides on: fonts, wrapped text with coloured terms, cards. Sizes are pixels of a 1280x720 picture."""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1280, 720
_OVERSAMPLING = 2

Point = tuple[float, float]
Ink = str
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

PAPER, CARD, INK, MUTED, LINE = "#fbfbfa", "#ffffff", "#1d2126", "#5b6470", "#dfe1e5"
NIGHT, MOON, DUSK = "#14171a", "#eceef0", "#9aa3ad"
POTENTIAL, KINETIC, ACCENT = "#3b5bdb", "#d9480f", "#3b5bdb"
TERM_INKS = {"U": POTENTIAL, "K": KINETIC}

_PROJECT = Path(__file__).resolve().parents[2]
_SYSTEM = Path("/usr/share/fonts")
_SANS = ("inter-latin-opsz-normal.woff2", "InterVariable.ttf", "DejaVuSans.ttf", "LiberationSans-Regular.ttf")
_SANS_BOLD = ("inter-latin-opsz-normal.woff2", "InterVariable.ttf", "DejaVuSans-Bold.ttf", "LiberationSans-Bold.ttf")
_MATHS = ("LiberationSerif-Italic.ttf", "DejaVuSerif-Italic.ttf")
_TERM = re.compile(r"\{([UKB])\|([^}]*)\}")


@lru_cache
def _font_file(names: tuple[str, ...]) -> Path | None:
    """The first of these files that the project's own static folder or the system has."""
    folders = [_PROJECT / "static", _SYSTEM]
    found = (path for name in names for folder in folders for path in sorted(folder.rglob(name)))
    return next(found, None)


@lru_cache
def _font(names: tuple[str, ...], size: int, weight: int) -> Font:
    path = _font_file(names)
    if path is None:
        return ImageFont.load_default(size)
    font = ImageFont.truetype(path, size)
    try:
        axes = font.get_variation_axes()
    except OSError:  # a font with one weight only
        return font
    # A variable font draws weight and, where it can, the optical size; other axes stay as they are.
    wanted = {b"Weight": weight, b"Optical size": size / _OVERSAMPLING}
    font.set_variation_by_axes([_within(axis, wanted.get(axis["name"])) for axis in axes])
    return font


def _within(axis: Any, wanted: float | None) -> float:
    return axis["default"] if wanted is None else min(max(wanted, axis["minimum"]), axis["maximum"])


def sans(size: float, weight: int = 440) -> Font:
    """Inter where it is found, else DejaVu Sans, else the font inside Pillow."""
    return _font(_SANS_BOLD if weight >= 600 else _SANS, round(size * _OVERSAMPLING), weight)


def maths(size: float) -> Font:
    """An italic with serifs, for formulas."""
    return _font(_MATHS, round(size * _OVERSAMPLING), 400)


class Canvas:
    """Draws at twice the size and shrinks once at the end, so that lines and curves come out smooth."""

    def __init__(self, background: Ink = PAPER) -> None:
        self._sheet = Image.new("RGB", (WIDTH * _OVERSAMPLING, HEIGHT * _OVERSAMPLING), background)
        self._draw = ImageDraw.Draw(self._sheet)

    def image(self) -> Image.Image:
        """RGB, 1280x720."""
        return self._sheet.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)

    def line(self, points: Sequence[Point], ink: Ink, width: float = 2) -> None:
        self._draw.line([_scaled(point) for point in points], fill=ink, width=_whole(width), joint="curve")

    def dashes(self, start: Point, end: Point, ink: Ink, width: float = 2, dash: float = 9) -> None:
        (x0, y0), (x1, y1) = start, end
        count = max(1, int(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 / dash))
        for step in range(0, count, 2):
            a, b = step / count, min(1, (step + 1) / count)
            self.line([(x0 + (x1 - x0) * a, y0 + (y1 - y0) * a), (x0 + (x1 - x0) * b, y0 + (y1 - y0) * b)], ink, width)

    def disc(self, centre: Point, radius: float, ink: Ink, outline: Ink | None = None, width: float = 3) -> None:
        x, y = centre
        box = [_scaled((x - radius, y - radius)), _scaled((x + radius, y + radius))]
        self._draw.ellipse(box, fill=ink, outline=outline, width=_whole(width))

    def box(
        self, corner: Point, size: Point, ink: Ink, *, outline: Ink | None = None, radius: float = 0, width: float = 1.5
    ) -> None:
        x, y = corner
        area = [_scaled(corner), _scaled((x + size[0], y + size[1]))]
        self._draw.rounded_rectangle(area, radius * _OVERSAMPLING, fill=ink, outline=outline, width=_whole(width))

    def polygon(self, points: Sequence[Point], ink: Ink) -> None:
        self._draw.polygon([_scaled(point) for point in points], fill=ink)

    def arrow(self, start: Point, end: Point, ink: Ink, width: float = 3, head: float = 12) -> None:
        (x0, y0), (x1, y1) = start, end
        length = max(1e-6, ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5)
        ux, uy = (x1 - x0) / length, (y1 - y0) / length
        neck = (x1 - ux * head, y1 - uy * head)
        self.line([start, neck], ink, width)
        half = head * 0.55
        self.polygon([end, (neck[0] - uy * half, neck[1] + ux * half), (neck[0] + uy * half, neck[1] - ux * half)], ink)

    def text(self, at: Point, words: str, font: Font, ink: Ink = INK, anchor: str = "la") -> float:
        """One line. Returns its width."""
        self._draw.text(_scaled(at), words, fill=ink, font=font, anchor=anchor)
        return font.getlength(words) / _OVERSAMPLING

    def paragraph(self, at: Point, marked: str, size: float, width: float, ink: Ink = INK) -> float:
        """Wraps text in which {U|...}, {K|...} and {B|...} mark terms. Returns the height used."""
        x, y = at
        left, line_height = x, size * 1.36
        space = sans(size).getlength(" ") / _OVERSAMPLING
        for word, term in _words(marked):
            font = sans(size, 620 if term else 440)
            advance = font.getlength(word) / _OVERSAMPLING
            if x > left and x + advance > left + width:
                x, y = left, y + line_height
            x += self.text((x, y), word, font, TERM_INKS.get(term, ink)) + space
        return y + line_height - at[1]


def _words(marked: str) -> list[tuple[str, str]]:
    """Every word with the mark of its term ("" for none); punctuation stays on the word before it."""
    words: list[tuple[str, str]] = []
    position = 0
    for match in _TERM.finditer(marked):
        words += [(word, "") for word in marked[position : match.start()].split()]
        words += [(word, match[1]) for word in match[2].split()]
        position = match.end()
        tail = re.match(r"[.,;:]+", marked[position:])
        if tail:
            words[-1] = (words[-1][0] + tail[0], match[1])
            position += tail.end()
    return words + [(word, "") for word in marked[position:].split()]


def _scaled(point: Point) -> Point:
    return point[0] * _OVERSAMPLING, point[1] * _OVERSAMPLING


def _whole(width: float) -> int:
    return max(1, round(width * _OVERSAMPLING))
