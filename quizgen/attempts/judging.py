"""What a person does about a grade: confirms it or gives another. Each is one more Grade, and ends what it answers.

A grade that a person has given is an exemplar of its question at once: the same words earn the same from then on.
"""

import math
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from quizgen.accounts.models import User
from quizgen.attempts.disputes import close_dispute
from quizgen.attempts.exemplars import key_of, label_of
from quizgen.attempts.grading import max_score, rubric
from quizgen.attempts.models import PERSON, DisputeState, Exemplar, Grade, Occasion, Response, Review, Standing
from quizgen.attempts.services import append_grade
from quizgen.claims import Status
from quizgen.errors import Refused
from quizgen.quizzes.models import QuestionKind


@transaction.atomic
def override_grade(*, response: Response, user: User, score: float, note: str = "", answer: str = "") -> Grade:
    """A person's grade by its points alone. It ends a grading that still runs, so that no engine's grade comes after
    it, and a dispute, which `answer` then answers. Raises ValueError for a score that the question has not."""
    highest = response.grade.max_score if response.grade else max_score(response.question)
    if not 0 <= score <= highest:
        raise ValueError(f"A score lies between 0 and {highest:g}.")
    return _keep(_persons_grade(response, user, score, highest, []), note=note, answer=answer)


@transaction.atomic
def override_credits(
    *, response: Response, user: User, credits: Sequence[float], note: str = "", answer: str = ""
) -> Grade:
    """A person's grade, key point by key point: `credits` are 0..1 in their order. Raises ValueError."""
    points = rubric(response.question)
    if len(credits) != len(points) or not all(0 <= credit <= 1 for credit in credits):
        raise ValueError(f"Each of the {len(points)} key points takes a credit between 0 and 1.")
    quotes = _quotes(response.grade, len(points))
    given = [
        {"text": point.text, "points": point.points, "credit": credit, "quote": quote if credit else ""}
        for point, credit, quote in zip(points, credits, quotes, strict=True)
    ]
    score = math.fsum(point.points * credit for point, credit in zip(points, credits, strict=True))
    highest = math.fsum(point.points for point in points)
    return _keep(_persons_grade(response, user, min(score, highest), highest, given), note=note, answer=answer)


@transaction.atomic
def accept_answer(*, response: Response, user: User) -> tuple[Grade, Exemplar | None]:
    """Full points by a person, and the answer as one that everybody may give."""
    points = rubric(response.question)
    credits = [
        {"text": point.text, "points": point.points, "credit": 1.0, "quote": response.text.strip()} for point in points
    ]
    highest = math.fsum(point.points for point in points)
    grade = _persons_grade(response, user, highest, highest, credits)
    grade.occasion = Occasion.ACCEPTED
    kept = _keep(grade, note="", answer="This answer is accepted now.")
    return kept, remember(kept, Standing.ACCEPTED)


@transaction.atomic
def confirm_grade(*, response: Response, user: User, note: str = "", answer: str = "") -> Grade:
    """The grade that counts, now a person's. Raises Refused where there is none yet."""
    grade = response.grade
    if grade is None:
        raise Refused("grade.none", "There is no grade yet that you could agree with.")
    confirmed = Grade(
        response=response,
        occasion=Occasion.CONFIRMED,
        grader=PERSON,
        graded_by=user,
        confidence=1.0,
        decided_because=f"Agrees with {grade.grader}." if not grade.is_a_persons else "",
        **{name: getattr(grade, name) for name in ("score", "max_score", "verdict", "credits", "conflict", "feedback")},
    )
    return _keep(confirmed, note=note, answer=answer)


def remember(grade: Grade, standing: Standing) -> Exemplar | None:
    """The answer and its grade as an exemplar of the question, in the place of an older one of the same words."""
    response = grade.response
    key = key_of(response.text)
    if response.question.kind != QuestionKind.FREE_TEXT or not key or not grade.max_score:
        return None
    Exemplar.objects.live().filter(question=response.question, key=key).update(withdrawn_at=timezone.now())
    return Exemplar.objects.create(
        question=response.question,
        text=response.text,
        key=key,
        credit=min(grade.score / grade.max_score, 1.0),
        credits=[credit["credit"] for credit in grade.credits],
        standing=standing,
        response=response,
        judged_by=grade.graded_by,
    )


def _persons_grade(
    response: Response, user: User, score: float, highest: float, credits: list[dict[str, Any]]
) -> Grade:
    previous, answer = response.grade, " or ".join(response.question.reference_answers[:1])
    later_steps = (previous.feedback[1:] if previous else []) or [f"The answer: {answer}"] * 2
    return Grade(
        response=response,
        score=score,
        max_score=highest,
        verdict=label_of(score, highest),
        credits=credits,
        feedback=[f"Your instructor gave this answer {score:g} of {highest:g}.", *later_steps],
        confidence=1.0,
        occasion=Occasion.OVERRIDDEN,
        grader=PERSON,
        graded_by=user,
    )


def _keep(grade: Grade, *, note: str, answer: str) -> Grade:
    """The words are told once: in the thread where there is a dispute, else beside the grade."""
    response, user = grade.response, grade.graded_by
    Response.objects.filter(pk=response.pk).update(
        status=Status.SUCCEEDED, due=None, claims=F("claims") + 1, error_code="", error="", review=Review.NONE
    )
    state = DisputeState.KEPT if grade.occasion == Occasion.CONFIRMED else DisputeState.CHANGED
    is_answered = user is not None and close_dispute(response=response, user=user, state=state, text=answer or note)
    grade.note = "" if is_answered else note.strip()
    remember(append_grade(grade), Standing.JUDGED)
    return grade


def _quotes(grade: Grade | None, number: int) -> list[str]:
    credits = grade.credits if grade else []
    return [credit["quote"] for credit in credits] if len(credits) == number else [""] * number
