"""Which questions of a quiz a reviewer wants to see: by kind, level, slide, score and doubt."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Question

SCORES = (0.8, 0.6, 0.4)
SURE, DOUBTFUL = "no", "yes"
DOUBTS = {SURE: "Without doubtful ones", DOUBTFUL: "Only doubtful ones"}
BLOOM = ("remember", "understand", "apply", "analyse")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Empty fields take everything. `slide` is a slide's position; `least` a score, 0..1; `doubt` of DOUBTS."""

    wh: str = ""
    bloom: str = ""
    slide: int | None = None
    least: float = 0.0
    doubt: str = ""

    def __bool__(self) -> bool:
        return self != Narrowing()

    def __contains__(self, question: object) -> bool:
        return isinstance(question, Question) and (
            self.wh in ("", question.wh)
            and self.bloom in ("", question.bloom)
            and self.slide in (None, question.slide)
            and question.score >= self.least
            and self.doubt in ("", DOUBTFUL if question.is_doubtful else SURE)
        )

    @property
    def query(self) -> str:
        """As a part of an address, "" where nothing is narrowed."""
        values = {
            "wh": self.wh,
            "bloom": self.bloom,
            "slide": self.slide,
            "least": self.least or "",
            "doubt": self.doubt,
        }
        return urlencode({name: value for name, value in values.items() if value not in ("", None)})


EVERYTHING = Narrowing()


def narrowing_of(asked: QueryDict) -> Narrowing:
    """What an address asks for. What cannot be read narrows nothing."""
    return Narrowing(
        wh=asked.get("wh", ""),
        bloom=asked.get("bloom", ""),
        slide=_whole(asked.get("slide", "")),
        least=_score(asked.get("least", "")),
        doubt=doubt if (doubt := asked.get("doubt", "")) in DOUBTS else "",
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of a list to choose from."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Offers:
    """What can be chosen: only what occurs among the questions."""

    wh: tuple[Offer, ...]
    bloom: tuple[Offer, ...]
    slide: tuple[Offer, ...]
    least: tuple[Offer, ...]
    doubt: tuple[Offer, ...]


def offers(lecture: Lecture, questions: Sequence[Question], chosen: Narrowing) -> Offers:
    asked = sorted({question.wh for question in questions if question.wh})
    levels = {question.bloom for question in questions}
    shown = {question.slide for question in questions if question.slide is not None}
    slides = lecture.slides.filter(position__in=shown)
    return Offers(
        wh=tuple(Offer(wh, wh.capitalize(), wh == chosen.wh) for wh in asked),
        bloom=tuple(Offer(level, level.capitalize(), level == chosen.bloom) for level in BLOOM if level in levels),
        slide=tuple(
            Offer(str(slide.position), f"{slide.position + 1}. {slide}", slide.position == chosen.slide)
            for slide in slides
        ),
        least=tuple(Offer(f"{score:g}", f"{score:g} or more", score == chosen.least) for score in SCORES),
        doubt=_doubts(questions, chosen),
    )


def _doubts(questions: Sequence[Question], chosen: Narrowing) -> tuple[Offer, ...]:
    if not any(question.is_doubtful for question in questions):
        return ()
    return tuple(Offer(value, words, value == chosen.doubt) for value, words in DOUBTS.items())


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


def _score(text: str) -> float:
    return next((score for score in SCORES if f"{score:g}" == text), 0.0)
