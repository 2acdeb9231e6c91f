"""What a grader is asked and what it returns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from inference.llm.tokens import NO_TOKENS, Tokens
from inference.questions.question import KeyPoint

VerdictLabel = Literal["correct", "partially_correct_incomplete", "contradictory", "irrelevant", "non_domain"]
"""The 5-way labels of SemEval-2013 task 7. 3-way: the second, fourth
and fifth are *incorrect*; 2-way: correct or not."""

MODEL_AWAY = "The language model was away"
"""How `decided_because` begins where another grader answered in its place: such verdicts may be made good later."""


@dataclass(frozen=True, slots=True)
class Exemplar:
    """An answer to this question that a person has judged: `credit` is the share of the points it earned, 0..1."""

    text: str
    credit: float


@dataclass(frozen=True, slots=True)
class GradingTask:
    """`key_points` may be empty: the grader then derives them from the first reference answer. `exemplars` are for
    graders that learn from them; `high_stakes`: the verdict counts for a mark, so a grader that can takes more care.
    """

    question: str
    reference_answers: tuple[str, ...]
    key_points: tuple[KeyPoint, ...]
    response: str
    language: str = "en"
    exemplars: tuple[Exemplar, ...] = ()
    high_stakes: bool = False


@dataclass(frozen=True, slots=True)
class KeyPointCredit:
    """`credit` 0..1; `quote` is the stretch of the response that earned it, "" where none did."""

    text: str
    points: float
    credit: float
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`feedback` holds three steps: what was right and how much is missing; a key term; the answer.

    `confidence` is the probability that the 2-way decision (correct or not) is right. `conflict` quotes what
    contradicts the reference, "" where nothing does. `grader` is the fingerprint of what decided; `decided_because`
    a sentence for staff where several could have; `reasoning`: how it came to that, for staff and for a stated time.
    `needs_review`: nobody was sure enough, and a person should look.
    """

    label: VerdictLabel
    score: float
    max_score: float
    credits: tuple[KeyPointCredit, ...]
    feedback: tuple[str, str, str]
    confidence: float
    grader: str
    conflict: str = ""
    decided_because: str = ""
    needs_review: bool = False
    reasoning: str = ""
    tokens: Tokens = NO_TOKENS

    @property
    def matched(self) -> tuple[str, ...]:
        return tuple(credit.text for credit in self.credits if credit.credit >= 0.5)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(credit.text for credit in self.credits if credit.credit < 0.5)


class Grader(Protocol):
    @property
    def fingerprint(self) -> str: ...

    def grade(self, tasks: Sequence[GradingTask]) -> list[Verdict]:
        """One verdict per task, in order. Raises BadInput("grading.language") for a language it does not know."""
        ...
