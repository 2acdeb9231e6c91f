"""Responses and grading requests get their grade from the worker."""

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from quizgen.accounts.models import ApiToken, User
from quizgen.attempts.models import Attempt, Grade, GradingRequest, Response
from quizgen.claims import Status
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Question, QuestionStatus
from tests.workers.stages import run_all
from workers import grading

BODY = {
    "question": "What does it become?",
    "reference_answers": ["kinetic energy"],
    "key_points": [],
    "response": "It becomes kinetic.",
    "language": "en",
}


@pytest.fixture
def response(lecture: Lecture) -> Response:
    run_all(lecture)
    question = Question.objects.filter(quiz__lecture=lecture).earliest("pk")
    Question.objects.filter(pk=question.pk).update(status=QuestionStatus.PUBLISHED)
    learner = User.objects.create(username="learner")
    attempt = Attempt.objects.create(quiz=lecture.quiz, learner=learner)
    return Response.objects.create(attempt=attempt, question=question, text="It becomes kinetic energy.")


@pytest.fixture
def request_row(db: None, script: object) -> GradingRequest:
    token = ApiToken.objects.create(user=User.objects.create(username="lms"), name="lms", token_hash="x")
    return GradingRequest.objects.create(token=token, body=BODY)


def test_a_response_gets_one_grade(response: Response) -> None:
    grading.grade_response(response.pk)

    response.refresh_from_db()
    grade = response.grades.get()
    assert response.status == Status.SUCCEEDED
    assert (grade.score, grade.verdict, grade.feedback[0]) == (1.0, "correct", "First step.")
    assert grade.grader.startswith("grading.script@")


def test_a_second_message_for_the_same_response_grades_nothing(response: Response) -> None:
    grading.grade_response(response.pk)

    assert not grading.grade_response(response.pk)
    assert Grade.objects.count() == 1


def test_a_language_that_the_grader_does_not_know_is_recorded_and_gives_no_grade(
    response: Response, lecture: Lecture
) -> None:
    Lecture.objects.filter(pk=lecture.pk).update(language="de")

    grading.grade_response(response.pk)

    response.refresh_from_db()
    assert (response.status, response.error_code) == (Status.FAILED, "grading.language")
    assert response.error == "This grader reads English only."
    assert Grade.objects.count() == 0


def test_a_grader_that_breaks_gives_no_grade_and_is_not_hidden(response: Response) -> None:
    Response.objects.filter(pk=response.pk).update(text="a bug, please")

    with pytest.raises(ZeroDivisionError):
        grading.grade_response(response.pk)

    response.refresh_from_db()
    assert (response.status, response.error_code) == (Status.FAILED, "internal")
    assert Grade.objects.count() == 0


def test_a_request_gets_the_result_as_it_is_sent(request_row: GradingRequest) -> None:
    grading.grade_request(str(request_row.pk))

    request_row.refresh_from_db()
    assert request_row.status == Status.SUCCEEDED
    assert request_row.result is not None
    assert request_row.result["verdict"] == "correct"
    assert request_row.result["matched"] == ["kinetic energy"]


def test_requests_are_kept_for_a_day(request_row: GradingRequest) -> None:
    old = GradingRequest.objects.create(id=uuid.uuid4(), token=request_row.token, body=BODY)
    GradingRequest.objects.filter(pk=old.pk).update(created_at=timezone.now() - timedelta(hours=25))

    grading.resume_grading()

    assert list(GradingRequest.objects.all()) == [request_row]


def test_a_grader_that_is_away_is_waited_for_and_its_reasons_are_for_the_log(
    response: Response, script: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (script / "grading.away").touch()

    grading.grade_response(response.pk)

    response.refresh_from_db()
    assert (response.status, response.error_code) == (Status.PENDING, "engine.unavailable")
    assert "the script says so" not in response.error
    assert "the script says so" in caplog.text


def test_other_systems_hear_nothing_of_an_engine_s_inside_either(request_row: GradingRequest, script: Path) -> None:
    (script / "grading.away").touch()

    grading.grade_request(str(request_row.pk))

    request_row.refresh_from_db()
    assert "the script says so" not in request_row.error
