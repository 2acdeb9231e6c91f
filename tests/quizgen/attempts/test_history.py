"""The page of an answer tells all that has happened to it: who, what, when, and which grader."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quizgen.accounts.models import User
from quizgen.attempts import accepting
from quizgen.attempts.disputes import dispute_grade
from quizgen.attempts.history import history_of
from quizgen.attempts.judging import override_credits
from quizgen.attempts.models import Response
from quizgen.quizzes.models import Question
from tests.quizgen.attempts import scripted_grader
from tests.quizgen.attempts.answers import graded, now


@pytest.fixture
def response(learner: User, question: Question, obedient: Any) -> Response:
    return graded(learner, question, "half of it")


def told(response: Response) -> list[str]:
    return [f"{event.who} {event.what}" for event in history_of(response)]


def test_every_step_is_told_in_order(response: Response, learner: User, teacher: User) -> None:
    dispute_grade(response=response, user=learner, text="Motion is kinetic energy.")
    override_credits(response=now(response), user=teacher, credits=[1.0, 0.5], note="In part.")
    row = accepting.propose_answer(response=now(response), user=teacher)
    scripted_grader.grade_what_is_due()
    accepting.accept(reevaluation=row, user=teacher, also_lower=False)
    scripted_grader.grade_what_is_due()

    lines = told(now(response))

    assert lines[:3] == [
        "Mia answered, try 1",
        "The grader graded the answer",
        "Mia wrote",
    ]
    for line in (
        "Ada wrote",
        "Ada gave another grade",
        "Ada closed the thread: the grade was changed",
        "Ada made these words worth 75% of the points in this question",
        "Ada asked what would change if this answer were accepted",
        "Ada graded the answer anew, as one more answer was accepted",
        "The grading worker had changed the grades of the others",
    ):
        assert line in lines


def test_a_person_whose_account_is_gone_is_still_a_person(
    response: Response, teacher: User, question: Question
) -> None:
    override_credits(response=response, user=teacher, credits=[1.0, 0.5])
    response.grades.update(graded_by=None)

    assert "Somebody whose account is gone gave another grade" in told(now(response))


def test_the_page_names_grader_and_confidence_of_each_grade(as_teacher: Client, response: Response) -> None:
    page = as_teacher.get(reverse("attempts:answer", args=[response.pk])).content.decode()

    assert scripted_grader.ObedientGrader.fingerprint in page
    assert "1 of 2" in page
    assert ", sure <span" in page


def test_a_long_history_takes_no_query_for_each_step(
    as_teacher: Client, response: Response, teacher: User, django_assert_max_num_queries: Any
) -> None:
    for i in range(12):
        override_credits(response=now(response), user=teacher, credits=[1.0, i / 12])

    with django_assert_max_num_queries(32):
        as_teacher.get(reverse("attempts:answer", args=[response.pk]))
