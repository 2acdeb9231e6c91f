"""An answer with the stretches marked that a grader has found key points or a contradiction in."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizgen.attempts.models import Grade

CONFLICT = 0
"""In the place of a key point's number."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """`points` are the numbers (from 1) of the key points that this stretch has earned; () for plain text."""

    text: str
    points: tuple[int, ...] = ()

    @property
    def is_conflict(self) -> bool:
        return CONFLICT in self.points

    @property
    def numbers(self) -> str:
        return ", ".join(str(point) for point in self.points if point != CONFLICT)


def marked(text: str, grade: Grade | None) -> list[Stretch]:
    """The whole text, cut where a mark begins or ends. A quote that is not found word for word marks nothing."""
    spans = _spans(text, _quotes(grade)) if grade else []
    cuts = sorted({0, len(text), *(cut for start, end, _ in spans for cut in (start, end))})
    return [Stretch(text[a:b], _points(spans, a, b)) for a, b in pairwise(cuts)]


def _quotes(grade: Grade) -> list[tuple[str, int]]:
    quotes = [(credit["quote"], number) for number, credit in enumerate(grade.credits, 1) if credit["credit"] > 0]
    return [*quotes, (grade.conflict, CONFLICT)]


def _spans(text: str, quotes: Sequence[tuple[str, int]]) -> list[tuple[int, int, int]]:
    found = ((text.find(quote.strip()), len(quote.strip()), number) for quote, number in quotes if quote.strip())
    return [(start, start + length, number) for start, length, number in found if start >= 0]


def _points(spans: Sequence[tuple[int, int, int]], start: int, end: int) -> tuple[int, ...]:
    return tuple(sorted({number for a, b, number in spans if a <= start and end <= b}))
