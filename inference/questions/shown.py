"""What the slides say, as sentences of the lecture: lines joined, each with the moment at which it is spoken about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from inference.text.passage import Passage, Sentence

SPOKEN_ABOUT = 62
"""A spoken sentence with at least this share of a line's words (0..100) is taken to be about the line."""
_bullet = re.compile(r"^\s*(?:[•●○▪■–—\-*·»>◦‣]|\(?\d{1,2}[.)]|[oO]\s(?=[A-Z]))\s*")
_ended = re.compile(r"[.?!:;]$")
_formula = re.compile(r"[=≈×÷∑∫√<>≤≥]|\w\^|\d\s*[+*/]\s*\d")


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One bullet or paragraph of a slide. `sentence` has the times of the speech about it, or of the whole slide."""

    sentence: Sentence
    passage: int
    title: str


@dataclass(frozen=True, slots=True)
class ShownSlide:
    """A slide's title and its lines; `passage` is the first one spoken during it."""

    passage: int
    title: str
    lines: tuple[ShownLine, ...]


def shown_slides(passages: Sequence[Passage]) -> Iterator[ShownSlide]:
    """Each slide once, with what is written on it below its title. Formulas are left out."""
    seen: set[int] = set()
    for number, passage in enumerate(passages):
        if passage.slide is None or passage.slide in seen or not passage.slide_text.strip():
            continue
        seen.add(passage.slide)
        same = [p for p in passages if p.slide == passage.slide]
        texts = [text for text in joined_lines(passage.slide_text) if not _is_title(text, passage.title)]
        lines = tuple(
            ShownLine(_timed(text, same), number, passage.title) for text in texts if not _formula.search(text)
        )
        yield ShownSlide(number, passage.title, lines)


def joined_lines(text: str) -> list[str]:
    """Bullets and paragraphs without their marks; a line that goes on in small letters is joined to the one before."""
    joined: list[str] = []
    for raw in text.splitlines():
        marked = bool(_bullet.match(raw))
        line = _bullet.sub("", raw).strip()
        if not line:
            continue
        goes_on = joined and not marked and not _ended.search(joined[-1]) and (line[0].islower() or line[0].isdigit())
        if goes_on and not _formula.search(line):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def _is_title(text: str, title: str) -> bool:
    return bool(title) and fuzz.ratio(text.lower(), title.lower()) > 90


def _timed(text: str, passages: Sequence[Passage]) -> Sentence:
    """The line with the times of the sentence that says most of it, or of all that is said on the slide."""
    spoken = [sentence for passage in passages for sentence in passage.sentences]
    best = max(spoken, key=lambda s: fuzz.token_set_ratio(text.lower(), s.text.lower()), default=None)
    if best is not None and fuzz.token_set_ratio(text.lower(), best.text.lower()) >= SPOKEN_ABOUT:
        return Sentence(text, best.start, best.end, 1.0, best.segments)
    segments = tuple(sorted({segment for sentence in spoken for segment in sentence.segments}))
    return Sentence(text, passages[0].start, passages[-1].end, 1.0, segments)
