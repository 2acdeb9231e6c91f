"""Rows of a lecture as the values that `inference` takes."""

from typing import Any

from inference.slides.slide import Slide as SeenSlide
from inference.speech.transcript import TranscriptSegment as SpokenSegment
from inference.speech.transcript import Word
from inference.text.passage import Passage as TextPassage
from inference.text.passage import Sentence
from quizgen.lectures.models import Lecture, Passage, Slide, TranscriptSegment


def segments_of(lecture: Lecture) -> tuple[SpokenSegment, ...]:
    return tuple(_segment(row) for row in lecture.segments.all())


def slides_of(lecture: Lecture) -> tuple[SeenSlide, ...]:
    """Without their pictures: whoever reads rows wants the text."""
    return tuple(slide_of(row) for row in lecture.slides.all())


def passages_of(lecture: Lecture) -> tuple[TextPassage, ...]:
    return tuple(_passage(row) for row in lecture.passages.all())


def _segment(row: TranscriptSegment) -> SpokenSegment:
    words = tuple(Word(*word) for word in row.words)
    return SpokenSegment(start=row.start, end=row.end, text=row.text, words=words, confidence=row.confidence)


def slide_of(row: Slide) -> SeenSlide:
    return SeenSlide(
        start=row.start,
        end=row.end,
        title=row.title,
        text=row.text,
        image=b"",
        thumbnail=b"",
        confidence=row.confidence,
    )


def _passage(row: Passage) -> TextPassage:
    return TextPassage(
        start=row.start,
        end=row.end,
        title=row.title,
        sentences=tuple(_sentence(sentence) for sentence in row.sentences),
        slide=row.slide,
        slide_text=row.slide_text,
    )


def _sentence(kept: dict[str, Any]) -> Sentence:
    return Sentence(
        text=kept["text"],
        start=kept["start"],
        end=kept["end"],
        confidence=kept["confidence"],
        segments=tuple(kept["segments"]),
    )
