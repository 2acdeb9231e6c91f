"""The timeline below a recording: slides as chapters and probes as pins, as fractions of its length."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizgen.lectures.models import Slide
from quizgen.quizzes.models import Question, QuestionStatus

PINNED = (QuestionStatus.DRAFT, QuestionStatus.APPROVED, QuestionStatus.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Chapter:
    """`left` and `width` in percent of the recording."""

    start: float
    title: str
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Pin:
    at_s: float
    stem: str
    status: str
    left: float
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    duration_s: float
    chapters: Sequence[Chapter]
    pins: Sequence[Pin]

    @property
    def current(self) -> Pin | None:
        return next((pin for pin in self.pins if pin.is_current), None)


def timeline(
    duration_s: float | None, slides: Iterable[Slide], questions: Iterable[Question], current: int | None = None
) -> Timeline | None:
    """None while the length is not known. Questions come with their probes at hand; `current` is the key of one.

    Its pin is the last, so that it is drawn above the others.
    """
    if not duration_s:
        return None
    chapters = [_chapter(slide, duration_s) for slide in slides if slide.start < duration_s]
    pins = [pin for question in questions if (pin := _pin(question, duration_s, current))]
    return Timeline(duration_s, chapters, sorted(pins, key=lambda pin: pin.is_current))


def _chapter(slide: Slide, duration_s: float) -> Chapter:
    end = min(slide.end, duration_s)
    return Chapter(slide.start, str(slide), 100 * slide.start / duration_s, 100 * (end - slide.start) / duration_s)


def _pin(question: Question, duration_s: float, current: int | None) -> Pin | None:
    if question.status not in PINNED or not hasattr(question, "probe"):
        return None
    left = 100 * min(question.probe.at_s, duration_s) / duration_s
    return Pin(question.probe.at_s, question.stem, question.status, left, question.pk == current)
