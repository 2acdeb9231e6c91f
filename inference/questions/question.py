"""What a question writer returns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from inference.engine import NOTHING_KEPT, PartialWork, Report
from inference.llm.tokens import NO_TOKENS, Tokens
from inference.text.passage import Passage

Wh = Literal["what", "who", "when", "where", "why", "how", "which", "how many"]
Bloom = Literal["remember", "understand", "apply", "analyse"]
Source = Literal["speech", "slide"]


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One line of a question's rubric."""

    text: str
    points: float = 1.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the lecture says it. `segments` index the transcript, `slide` the slides; times None where unknown."""

    start: float | None
    end: float | None
    text: str
    segments: tuple[int, ...] = ()
    slide: int | None = None


@dataclass(frozen=True, slots=True)
class Distractor:
    """A wrong choice of a multiple-choice variant, and the misconception it stands for, "" where it has no name."""

    text: str
    misconception: str = ""


@dataclass(frozen=True, slots=True)
class WrittenQuestion:
    """`score` (0..1) ranks; `rule` names what made it; `why_chosen` is a sentence for the instructor. `distractors`
    are for a multiple-choice variant whose right choice is the first reference answer. `reasoning` is for staff.
    `doubt` is a sentence on why to look at it twice, "" where nothing is doubtful; such questions come last."""

    stem: str
    wh: Wh
    bloom: Bloom
    reference_answers: tuple[str, ...]
    key_points: tuple[KeyPoint, ...]
    evidence: Evidence
    score: float
    source: Source
    rule: str
    why_chosen: str = ""
    distractors: tuple[Distractor, ...] = ()
    reasoning: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Drop:
    """A sentence or a draft that was left out, and the name of the rule that did it."""

    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class WrittenQuestions:
    """Best first. `drops` counts what was thrown out by reason; `note`: a sentence where the writer could not work.

    `dropped` tells of each sentence and draft why, where the writer keeps it.
    """

    questions: tuple[WrittenQuestion, ...]
    drops: Mapping[str, int]
    note: str = ""
    tokens: Tokens = NO_TOKENS
    dropped: tuple[Drop, ...] = ()


Passed = Callable[[Sequence[WrittenQuestion]], None]
"""Called with questions as soon as they pass, before it is known which of all are kept. It may raise, as a Report."""


def unheard(questions: Sequence[WrittenQuestion]) -> None:
    """For callers that wait until all is written."""


class QuestionWriter(Protocol):
    @property
    def fingerprint(self) -> str: ...

    def write_questions(
        self,
        passages: Sequence[Passage],
        *,
        language: str,
        count: int,
        report: Report,
        partial: PartialWork = NOTHING_KEPT,
        passed: Passed = unheard,
    ) -> WrittenQuestions:
        """At most `count` questions. A language the writer does not know gives none and a note, never an error.

        Writers that take minutes keep what is finished in `partial` and tell of it by `passed`; the others need not.
        """
        ...
