"""Grades what needs no model: a reference answer word for word, no answer, a choice. Light enough for the web."""

import re
import unicodedata
from collections.abc import Sequence

from inference.engine import fingerprint
from inference.grading.feedback import write_feedback
from inference.grading.verdict import GradingTask, KeyPointCredit, Verdict, VerdictLabel
from inference.questions.question import KeyPoint
from inference.text.untrusted import strip_invisible

GRADER = fingerprint("grading.exact", rules=1)
TOKENS = re.compile(r"[+-]?\d+(?:[.,]\d+)*|[^\W_]+|[=<>≤≥±×*/^%°]")
"""Signs and decimals stay: -5 is not 5 and 1.5 is not 15."""

NO_ANSWER = re.compile(
    r"(?:(?:sorry|um+|uh+|well|honestly|maybe) )*"
    r"(?:i (?:really |just |honestly |still )?(?:do not|don t|dont|didn t|did not) (?:really )?"
    r"(?:know|understand|get it|remember|have (?:any|an) idea)|idk|dk|dunno|i dunno|i have no (?:idea|clue|answer)"
    r"|no (?:idea|clue|answer|response|submission|comment)|not sure|i m not sure|i am not sure|unsure|i m unsure"
    r"|i (?:can t|cannot|can not) (?:remember|answer|say)|i forgot|i forget|pass|skip|none|nothing|n a|na"
    r"|n / a|nil|null|nobody knows|who knows|don t know|dont know|do not know|help|i need help|no|what"
    r"|test|asdf+|bla(?: bla)*|x+)"
    r"(?: (?:sorry|the answer|the answer sorry|this|that|this one|it|yet|please|at all|how|why"
    r"|what to say|what to write|the answer to this|the answer to this question))*"
)


def grade_exact(task: GradingTask) -> Verdict | None:
    """Full points where the response is a reference answer (case, punctuation and spaces aside), none where there is
    no answer in it ("", "idk"); None where it takes a grader."""
    answer = folded(task.response)
    references = {folded(reference) for reference in task.reference_answers} - {""}
    if answer in references:
        return _verdict(task, 1.0)
    # "No", "none" and "x" are answers where the rubric has these words.
    known = {
        word for text in (*references, *(folded(point.text) for point in task.key_points)) for word in text.split()
    }
    return _verdict(task, 0.0) if is_no_answer(answer) and not (answer and set(answer.split()) <= known) else None


def is_no_answer(answer: str) -> bool:
    """Nothing, or one of the many ways to say "I don't know". `answer` is folded."""
    return not any(character.isalnum() for character in answer) or bool(NO_ANSWER.fullmatch(answer))


def grade_choice(*, chosen: str, right_choices: Sequence[str], points: float = 1.0) -> Verdict:
    """All points or none for one choice among several."""
    is_right = folded(chosen) in {folded(choice) for choice in right_choices}
    answer = f"The answer: {' or '.join(right_choices)}."
    share = points / len(right_choices)
    return Verdict(
        label="correct" if is_right else "contradictory",
        score=points * is_right,
        max_score=points,
        credits=tuple(KeyPointCredit(choice, share, float(is_right), chosen * is_right) for choice in right_choices),
        feedback=("This is the right choice.", answer, answer)
        if is_right
        else ("This is not the right choice.", "Go back to the part of the lecture where it is explained.", answer),
        confidence=1.0,
        grader=GRADER,
    )


def points_of(task: GradingTask) -> tuple[KeyPoint, ...]:
    """The rubric; without one, the first reference answer is worth one point."""
    return task.key_points or tuple(KeyPoint(reference) for reference in task.reference_answers[:1])


def folded(text: str) -> str:
    """Lower case, without accents of writing: what two equal answers share."""
    plain = unicodedata.normalize("NFKC", strip_invisible(text)).casefold()
    return " ".join(TOKENS.findall(plain))


def _verdict(task: GradingTask, credit: float) -> Verdict:
    points = points_of(task)
    quote = task.response.strip() if credit else ""
    credits = tuple(KeyPointCredit(point.text, point.points, credit, quote) for point in points)
    highest = sum(point.points for point in points)
    label: VerdictLabel = "correct" if credit else "non_domain"
    return Verdict(
        label=label,
        score=highest * credit,
        max_score=highest,
        credits=credits,
        feedback=write_feedback(task, label, credits, ""),
        confidence=0.99,
        grader=GRADER,
    )
