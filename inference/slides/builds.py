"""Several readings of one slide become one slide: its text grew, or it was shown again after the speaker."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from inference.slides.changes import Stretch
from inference.slides.reading_order import Reading

_CONTAINED = 0.9
_FURNITURE_SLIDES, _FURNITURE_SHARE = 4, 0.5
_LEAST_LETTERS, _LEAST_CONFIDENCE = 3, 0.6


@dataclass(frozen=True, slots=True)
class ReadStretch:
    """`number` says which of the pictures belongs to it."""

    number: int
    stretch: Stretch
    reading: Reading


def has_text(reading: Reading) -> bool:
    """Whether there is writing: what a recogniser sees in a face or a wall is short and unsure."""
    letters = sum(character.isalnum() for character in reading.text)
    return letters >= _LEAST_LETTERS and reading.confidence >= _LEAST_CONFIDENCE


def merged_builds(read: Iterable[ReadStretch]) -> list[ReadStretch]:
    """Joins a stretch with the one before where its text holds all of the earlier text."""
    slides: list[ReadStretch] = []
    for later in read:
        if slides and _contains(later.reading.text, slides[-1].reading.text):
            whole = replace(later.stretch, start=slides[-1].stretch.start)
            slides[-1] = replace(later, stretch=whole)
        else:
            slides.append(later)
    return slides


def without_furniture(slides: list[ReadStretch]) -> list[ReadStretch]:
    """Drops the lines that stand on most slides: footers, the course's name, page numbers."""
    seen = Counter(key for slide in slides for key in {_key(line) for line in slide.reading.lines})
    if len(slides) < _FURNITURE_SLIDES:
        return slides
    least = max(_FURNITURE_SLIDES, _FURNITURE_SHARE * len(slides))
    return [
        replace(
            slide,
            reading=replace(
                slide.reading, lines=tuple(line for line in slide.reading.lines if seen[_key(line)] < least)
            ),
        )
        for slide in slides
    ]


def _contains(later: str, earlier: str) -> bool:
    words = Counter(_words(earlier))
    held = words & Counter(_words(later))
    return bool(words) and held.total() >= _CONTAINED * words.total()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", line.casefold())
