"""A person's grade counts over the machine's, and nothing that was graded is lost."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quizgen.accounts.models import User
from quizgen.attempts.judging import override_grade
from quizgen.attempts.models import Attempt, Response
from quizgen.attempts.services import submit_response
from quizgen.claims import LeaseLost, Status, claim, update_held
from quizgen.quizzes.models import Question


@pytest.fixture
def response(attempt: Attempt, question: Question) -> Response:
    return submit_response(attempt=attempt, question=question, text="This has none of it.", client_key=uuid.uuid4())


def test_the_newest_grade_counts_and_the_older_one_stays(response: Response, teacher: User, obedient: Any) -> None:
    obedient.grade_what_is_due()

    override_grade(response=response, user=teacher, score=2.0, note="Said in other words.")

    newest, older = Response.objects.get(pk=response.pk).grades.all()
    assert (newest.score, newest.verdict, newest.graded_by, newest.note) == (
        2.0,
        "correct",
        teacher,
        "Said in other words.",
    )
    assert (older.score, older.graded_by) == (0.0, None)
    assert response.grade == newest


def test_a_person_may_grade_before_the_machine_which_then_comes_too_late(response: Response, teacher: User) -> None:
    held = claim(Response.objects.all(), response.pk)

    override_grade(response=response, user=teacher, score=1.0)

    with pytest.raises(LeaseLost):
        update_held(held, status=Status.SUCCEEDED)
    assert Response.objects.get(pk=response.pk).grade.score == 1.0  # type: ignore[union-attr]
    assert not Response.objects.due().exists()


@pytest.mark.parametrize("score", [-1.0, 2.5, float("nan")])
def test_a_score_outside_of_the_points_is_refused(response: Response, teacher: User, score: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 2"):
        override_grade(response=response, user=teacher, score=score)


def test_the_form_of_the_staff_keeps_the_grade_with_its_note(
    as_teacher: Client, response: Response, teacher: User
) -> None:
    address = reverse("attempts:override", args=[response.pk])

    answer = as_teacher.post(address, {"score": "1.5", "note": "Half of it is there."}, follow=True)

    grade = response.grades.get()
    assert (grade.score, grade.note, grade.graded_by) == (1.5, "Half of it is there.", teacher)
    assert "Half of it is there." in answer.content.decode()


def test_the_form_refuses_more_points_than_there_are(as_teacher: Client, response: Response) -> None:
    answer = as_teacher.post(reverse("attempts:override", args=[response.pk]), {"score": "3"}, follow=True)

    assert "At most 2 points" in answer.content.decode()
    assert not response.grades.exists()
