"""Answers that a person has judged: who gives the same words earns the same, and graders learn from the others.

"The same words" leaves no room for a mistake: case, punctuation and articles may differ and nothing else. One letter
makes absorption of adsorption, so what is merely alike is left to the graders, which get the exemplars with the task.
"""

import hashlib
from collections.abc import Sequence

from inference.engine import fingerprint
from inference.grading.exact import folded, points_of
from inference.grading.feedback import write_feedback
from inference.grading.verdict import Exemplar as JudgedAnswer
from inference.grading.verdict import GradingTask, KeyPointCredit, Verdict, VerdictLabel
from quizgen.attempts.models import Exemplar
from quizgen.quizzes.models import Question

GRADER = fingerprint("grading.judged", rules=1)
BECAUSE = "A person of the course has judged an answer in the same words."
ARTICLES = frozenset({"a", "an", "the"})
MOST_FOR_A_GRADER = 50


def key_of(text: str) -> str:
    """What two answers in the same words share; "" where there is no word in it."""
    words = folded(text).split()
    told = [word for word in words if word not in ARTICLES] or words
    return hashlib.sha256(" ".join(told).encode()).hexdigest() if told else ""


def exemplars_of(question: Question) -> tuple[JudgedAnswer, ...]:
    """For graders: those accepted for everybody first, then the newest."""
    live = question.exemplars.live().order_by("standing", "-pk")[:MOST_FOR_A_GRADER]
    return tuple(JudgedAnswer(text, credit) for text, credit in live.values_list("text", "credit"))


def same_words(question: Question, text: str) -> Exemplar | None:
    """The judgement that holds for these words, if there is one."""
    key = key_of(text)
    return question.exemplars.live().filter(key=key).first() if key else None


def grade_as_judged(task: GradingTask, credits: Sequence[float], credit: float) -> Verdict:
    """The verdict on an answer in the words of a judged one. `credits`: 0..1 for each key point; where there is not
    one for each, all earn `credit`."""
    points = points_of(task)
    shares = credits if len(credits) == len(points) else [credit] * len(points)
    earned = tuple(
        KeyPointCredit(point.text, point.points, share, task.response.strip() if share > 0 else "")
        for point, share in zip(points, shares, strict=True)
    )
    score, highest = sum(one.points * one.credit for one in earned), sum(one.points for one in earned)
    label = label_of(score, highest)
    return Verdict(
        label=label,
        score=score,
        max_score=highest,
        credits=earned,
        feedback=write_feedback(task, label, earned, ""),
        confidence=0.99,
        grader=GRADER,
        decided_because=BECAUSE,
    )


def label_of(score: float, highest: float) -> VerdictLabel:
    """The verdict that a person's score amounts to."""
    if score >= highest:
        return "correct"
    return "partially_correct_incomplete" if score > 0 else "irrelevant"
