"""A response that was given up on for want of a grader gets its grade once the grader is back."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from quizgen.accounts.models import User
from quizgen.attempts.feedback import feedback_for
from quizgen.attempts.models import Attempt, Response
from quizgen.claims import Status
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Question, QuestionStatus
from tests.workers.stages import run_all
from workers import grading


@pytest.fixture
def responses(lecture: Lecture) -> list[Response]:
    run_all(lecture)
    questions = list(Question.objects.filter(quiz__lecture=lecture)[:2])
    Question.objects.filter(quiz__lecture=lecture).update(status=QuestionStatus.PUBLISHED)
    attempt = Attempt.objects.create(quiz=lecture.quiz, learner=User.objects.create(username="learner"))
    return [Response.objects.create(attempt=attempt, question=one, text="It is kinetic.") for one in questions]


def statuses(responses: list[Response]) -> list[str]:
    for response in responses:
        response.refresh_from_db()
    return [response.status for response in responses]


def grade_due() -> None:
    for response_id in Response.objects.due().values_list("pk", flat=True):
        grading.grade_response(response_id)


def test_one_finds_out_that_the_grader_is_back_and_all_others_follow(
    responses: list[Response], script: Path, settings: Any
) -> None:
    away = script / "grading.away"
    away.touch()
    settings.GIVE_UP_AFTER_S = 0
    grade_due()
    assert statuses(responses) == [Status.FAILED, Status.FAILED]
    away.unlink()

    grading.resume_grading()
    assert statuses(responses) == [Status.PENDING, Status.FAILED]
    grade_due()
    assert statuses(responses) == [Status.SUCCEEDED, Status.PENDING]
    grade_due()

    assert statuses(responses) == [Status.SUCCEEDED, Status.SUCCEEDED]


def test_what_failed_for_another_reason_stays(responses: list[Response]) -> None:
    Response.objects.update(status=Status.FAILED, error_code="grading.language")

    grading.resume_grading()

    assert statuses(responses) == [Status.FAILED, Status.FAILED]


def test_after_a_week_it_is_a_person_s(responses: list[Response]) -> None:
    Response.objects.update(
        status=Status.FAILED, error_code="engine.given_up", submitted_at=timezone.now() - timedelta(days=8)
    )

    grading.resume_grading()

    assert statuses(responses) == [Status.FAILED, Status.FAILED]


def test_the_learner_is_told_to_go_on(responses: list[Response], script: Path) -> None:
    (script / "grading.away").touch()
    grade_due()

    responses[0].refresh_from_db()

    assert feedback_for(responses[0]).lines == (
        "Your answer is saved. The grader is away for the moment: go on, the grade follows by itself.",
    )
