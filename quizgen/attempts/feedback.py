"""What of a grade its learner may see, and in which words.

The steps (Hattie & Timperley, "The Power of Feedback", 2007: what is right and what is missing guides better than the
answer): first what was right and how much is missing, then a key term, then the answer. What is missing is never shown
before the third step, and a full answer is explained by the lecture's own words.
"""

from dataclasses import dataclass
from typing import Literal

from quizgen.attempts.confidence import UNSURE_BELOW
from quizgen.attempts.models import Grade, Response
from quizgen.attempts.services import LAST_STEP, step_of
from quizgen.claims import Status

State = Literal["pending", "failed", "graded"]
Tone = Literal["correct", "partly", "wrong", "unsure", "processing"]


@dataclass(frozen=True, slots=True)
class Feedback:
    """`lines` are the sentences of the steps reached; `missing` and `quote` are empty until `settled`.

    `next_step` is "hint", "answer" or "" where there is nothing more to show."""

    state: State
    tone: Tone
    word: str
    lines: tuple[str, ...]
    settled: bool = False
    score: float = 0.0
    max_score: float = 0.0
    missing: tuple[str, ...] = ()
    quote: str = ""
    note: str = ""
    next_step: str = ""
    tries_left: int = 0

    @property
    def may_retry(self) -> bool:
        return not self.settled and self.tries_left > 0 and self.state != "pending"


def feedback_for(response: Response) -> Feedback:
    grade = response.grade
    if grade is not None:
        return _graded(response, grade)
    if response.status == Status.FAILED:
        return Feedback(
            state="failed",
            tone="unsure",
            word="Not graded",
            lines=("Your answer is saved. It could not be graded by the machine; your instructor can grade it.",),
            tries_left=_tries_left(response),
        )
    line = "Your answer is saved; the grade follows."
    if response.error_code:
        line = "Your answer is saved. The grader is away for the moment: go on, the grade follows by itself."
    return Feedback("pending", "processing", "Saved", (line,))


def outcome(grade: Grade) -> tuple[Tone, str]:
    """Colour and word of a grade. Between right and not yet lies "partly right", which claims no more than it knows;
    the other two are not claimed where the decision may as well be wrong."""
    if grade.verdict == "partially_correct_incomplete" and grade.score > 0:
        return "partly", "Partly right"
    if grade.confidence < UNSURE_BELOW:
        return "unsure", "Unsure"
    return ("correct", "Right") if grade.verdict == "correct" else ("wrong", "Not yet")


def _graded(response: Response, grade: Grade) -> Feedback:
    tone, word = outcome(grade)
    right = grade.verdict == "correct"
    step = step_of(response)
    settled = right or step == LAST_STEP
    return Feedback(
        state="graded",
        tone=tone,
        word=word,
        lines=_lines(grade, 1 if right else step),
        settled=settled,
        score=grade.score,
        max_score=grade.max_score,
        missing=_missing(grade) if settled and not right else (),
        quote=response.question.evidence_text if settled else "",
        note=grade.note,
        next_step="" if settled else ("hint" if step == 1 else "answer"),
        tries_left=_tries_left(response),
    )


def _lines(grade: Grade, step: int) -> tuple[str, ...]:
    """The first step always, then the step reached: the answer makes the key term superfluous."""
    unsure = ("The grader is not sure how to read this answer; your instructor sees it marked so.",)
    opening = unsure if outcome(grade)[0] == "unsure" else ()
    steps = [line for line in dict.fromkeys((_step(grade, 1), _step(grade, step))) if line]
    return (*opening, *steps)


def _step(grade: Grade, step: int) -> str:
    """Empty where the grader had nothing to say: its verdict stands without words."""
    return grade.feedback[step - 1] if step <= len(grade.feedback) else ""


def _missing(grade: Grade) -> tuple[str, ...]:
    return tuple(credit["text"] for credit in grade.credits if credit["credit"] < 0.5)


def _tries_left(response: Response) -> int:
    return max(0, LAST_STEP - response.try_number)
