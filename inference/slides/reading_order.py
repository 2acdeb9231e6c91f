"""From boxes of recognised text to what a person reads: title first, column by column, wrapped lines joined."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median, median_low

from inference.text.untrusted import strip_invisible

_BULLET = re.compile(r"^\s*(?:[•●▪■◦○‣∙·▶►➤✓*]\s*|[-–—]\s+)")
_TITLE_BOXES = 4
_RINGS = frozenset("0Oo")
_SENTENCE_END = (".", "!", "?", ":", ";")


@dataclass(frozen=True, slots=True)
class TextBox:
    """One recognised line, in pixels of the picture. `score` is 0..1."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    score: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Reading:
    """`title` is "" where no line stands out; `lines` are the others, each a whole bullet or paragraph."""

    title: str
    lines: tuple[str, ...]
    confidence: float

    @property
    def text(self) -> str:
        return "\n".join([self.title, *self.lines] if self.title else self.lines)


def read_in_order(boxes: Iterable[TextBox], width: float, height: float) -> Reading:
    """Reads a picture of that size."""
    cleaned = [_cleaned(box) for box in boxes]
    kept = [box for box in cleaned if box.text and box.height > 0]
    title = _title_boxes(kept, height)
    rest = [box for box in kept if box not in title]
    lines = [line for column in _columns(rest, width) for line in _paragraphs(_rows(column))]
    return Reading(
        title=" ".join(row.text for row in _rows(title)),
        lines=tuple(lines),
        confidence=sum(box.score for box in kept) / len(kept) if kept else 0.0,
    )


def _cleaned(box: TextBox) -> TextBox:
    text = " ".join(strip_invisible(box.text).split())
    return TextBox(box.left, box.top, box.right, box.bottom, text, box.score)


def _title_boxes(boxes: list[TextBox], height: float) -> list[TextBox]:
    """The topmost of the largest lines of the upper part, with the lines of its size right under it."""
    upper = [box for box in boxes if box.top < 0.6 * height and any(character.isalpha() for character in box.text)]
    if not upper:
        return []
    largest = max(box.height for box in upper)
    title = [min((box for box in upper if box.height >= 0.8 * largest), key=lambda box: (box.middle, box.left))]
    for box in sorted(upper, key=lambda box: box.top):
        if box is not title[0] and len(title) < _TITLE_BOXES and _continues_title(title[-1], box):
            title.append(box)
    others = [box.height for box in boxes if box not in title]
    stands_out = not others or median(box.height for box in title) >= 1.2 * median_low(others)
    return title if stands_out else []


def _continues_title(above: TextBox, box: TextBox) -> bool:
    same_size = 0.8 < box.height / above.height < 1.25
    same_row = abs(box.middle - above.middle) < 0.4 * above.height and 0 <= box.left - above.right < 1.5 * above.height
    centres = abs((box.left + box.right) - (above.left + above.right)) / 2
    aligned = min(abs(box.left - above.left), centres) < 0.6 * above.height
    right_under = aligned and 0 < box.middle - above.middle < 1.7 * above.height
    return same_size and (same_row or right_under)


def _columns(boxes: list[TextBox], width: float) -> list[list[TextBox]]:
    """Splits at gaps that no line crosses; lines across the page part it into bands that are split each on its own."""
    if len(boxes) < 2:
        return [boxes] if boxes else []
    gap = max(0.025 * width, 1.2 * median(box.height for box in boxes))
    split = _split_at(boxes, gap)
    if split is not None:
        left, right = split
        return [*_columns(left, width), *_columns(right, width)]
    wide = [box for box in boxes if box.right - box.left > 0.55 * width]
    narrow = [box for box in boxes if box not in wide]
    if wide and len(narrow) > 1 and _split_at(narrow, gap) is not None:
        return _bands(narrow, wide, width)
    return [boxes]


def _split_at(boxes: list[TextBox], gap: float) -> tuple[list[TextBox], list[TextBox]] | None:
    """Left and right of the first empty strip at least `gap` wide."""
    ordered = sorted(boxes, key=lambda box: box.left)
    edge = ordered[0].right
    for number, box in enumerate(ordered[1:], start=1):
        if box.left - edge >= gap:
            return ordered[:number], ordered[number:]
        edge = max(edge, box.right)
    return None


def _bands(narrow: list[TextBox], wide: list[TextBox], width: float) -> list[list[TextBox]]:
    columns: list[list[TextBox]] = []
    rest = narrow
    for line in sorted(wide, key=lambda box: box.middle):
        columns += _columns([box for box in rest if box.middle < line.middle], width)
        columns.append([line])
        rest = [box for box in rest if box.middle >= line.middle]
    return columns + _columns(rest, width)


def _rows(boxes: list[TextBox]) -> list[TextBox]:
    """Boxes side by side become one row, from top to bottom."""
    rows: list[list[TextBox]] = []
    for box in sorted(boxes, key=lambda box: box.middle):
        if rows and abs(box.middle - rows[-1][0].middle) < 0.5 * min(box.height, rows[-1][0].height):
            rows[-1].append(box)
        else:
            rows.append([box])
    return [_joined(sorted(row, key=lambda box: box.left)) for row in rows]


def _joined(row: list[TextBox]) -> TextBox:
    return TextBox(
        left=min(box.left for box in row),
        top=min(box.top for box in row),
        right=max(box.right for box in row),
        bottom=max(box.bottom for box in row),
        text=" ".join(box.text for box in row),
        score=min(box.score for box in row),
    )


def _paragraphs(rows: list[TextBox]) -> list[str]:
    """Lines that were wrapped are joined; a bullet's sign is left out."""
    if not rows:
        return []
    pitches = [below.middle - above.middle for above, below in pairwise(rows)]
    tight = 1.15 * min(pitches, default=0.0)
    spaced = max(pitches, default=0.0) > 1.25 * min(pitches, default=0.0)
    paragraphs = [rows[0].text]
    for above, below in pairwise(rows):
        if _is_wrapped(above, below, _right_edge(rows, above), close=spaced and below.middle - above.middle <= tight):
            paragraphs[-1] += " " + below.text
        else:
            paragraphs.append(below.text)
    return [line for text in paragraphs if _says_something(line := _BULLET.sub("", text).strip())]


def _says_something(line: str) -> bool:
    """The one letter that names a bar or an axis is no line of text, nor are the rings and dots of a drawing."""
    characters = [character for character in line if character.isalnum()]
    return len(characters) > 1 and any(character not in _RINGS for character in characters)


def _right_edge(rows: list[TextBox], like: TextBox) -> float:
    """How far lines of this size and indent reach: where this text wraps."""
    return max(
        row.right for row in rows if 0.75 < row.height / like.height < 1.33 and abs(row.left - like.left) < like.height
    )


def _is_wrapped(above: TextBox, below: TextBox, right: float, close: bool) -> bool:
    """`below` goes on with the sentence of `above`: its first word found no room there.

    A small letter says so by itself; a capital only where bullets are set further apart than lines (`close`).
    """
    if _BULLET.match(below.text) or above.text.endswith(_SENTENCE_END):
        return False
    size = above.height
    indent = below.left - above.left
    # The box of a bullet's first line may hold the sign although the sign was not read.
    most = 2.2 if _BULLET.match(above.text) else 1.5 if below.text[0].islower() else 0.8
    aligned = -0.6 * size < indent < most * size
    near = below.middle - above.middle < 2.1 * size and 0.7 < below.height / size < 1.4
    first_word = below.text.split()[0]
    word_width = (below.right - below.left) * (len(first_word) + 1) / max(1, len(below.text))
    full = above.right + 1.15 * word_width > right
    return aligned and near and full and (below.text[0].islower() or close)
