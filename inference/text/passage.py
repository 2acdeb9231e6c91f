"""The text that a question is asked about."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """One spoken sentence. Times are None where the transcript has none; `segments` index the transcript's segments."""

    text: str
    start: float | None
    end: float | None
    confidence: float
    segments: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the lecture on one topic. `slide` indexes the lecture's slides; `slide_text` is its text."""

    start: float | None
    end: float | None
    title: str
    sentences: tuple[Sentence, ...]
    slide: int | None
    slide_text: str
