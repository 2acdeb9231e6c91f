"""What a writer returns that asks over a whole course: questions which link lectures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from inference.engine import PartialWork, Report
from inference.llm.tokens import NO_TOKENS, Tokens
from inference.questions.question import Bloom, Evidence, KeyPoint, Wh
from inference.text.passage import Passage


@dataclass(frozen=True, slots=True)
class CourseLecture:
    """One lecture of a course, in the order in which they are given."""

    title: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class LinkedEvidence:
    """`lecture` indexes the lectures of the course."""

    lecture: int
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class LinkingQuestion:
    """Its answer rests on `evidence` from two lectures at least; `link` is a sentence on how they hang together."""

    stem: str
    wh: Wh
    bloom: Bloom
    reference_answers: tuple[str, ...]
    key_points: tuple[KeyPoint, ...]
    evidence: tuple[LinkedEvidence, ...]
    link: str
    reasoning: str = ""


@dataclass(frozen=True, slots=True)
class LinkingQuestions:
    """`drops` counts what was thrown out by reason; `note`: a sentence where the writer could not work."""

    questions: tuple[LinkingQuestion, ...]
    drops: Mapping[str, int]
    note: str = ""
    tokens: Tokens = NO_TOKENS


@runtime_checkable
class CourseQuestionWriter(Protocol):
    """A question writer that can do this as well. Not all can: it takes a language model."""

    @property
    def fingerprint(self) -> str: ...

    def write_course_questions(
        self, lectures: Sequence[CourseLecture], *, language: str, count: int, report: Report, partial: PartialWork
    ) -> LinkingQuestions:
        """At most `count`. Raises EngineUnavailable; what is finished is then in `partial`."""
        ...
