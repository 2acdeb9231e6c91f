"""What a response keeps for figures over many: by the services, and by the migration for answers from before."""

from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps

from quizgen.attempts.models import Attempt, Grade, Response
from quizgen.attempts.services import append_grade, submit_response
from quizgen.quizzes.models import Question

MIGRATION = "quizgen.attempts.migrations.0009_keep_the_last_try_and_its_share"


def answered(attempt: Attempt, question: Question, text: str) -> Response:
    return submit_response(attempt=attempt, question=question, client_key=uuid4(), text=text)


def graded(response: Response, score: float, max_score: float = 2.0) -> None:
    partly = "partially_correct_incomplete"
    grade = Grade(response=response, score=score, max_score=max_score, verdict=partly, confidence=0.7, grader="g")
    append_grade(grade)


def kept() -> list[tuple[str, bool, float | None, float | None]]:
    return list(Response.objects.order_by("pk").values_list("text", "is_last", "share", "confidence"))


@pytest.fixture
def tries(attempt: Attempt, question: Question, quiz: Any) -> list[Response]:
    """Two tries at one question; the first was graded twice, the second is not graded yet."""
    first = answered(attempt, question, "one")
    graded(first, 1.0)
    graded(first, 0.5)
    return [first, answered(attempt, question, "two")]


def test_the_newest_grade_and_the_last_try_count(tries: list[Response]) -> None:
    assert kept() == [("one", False, 0.25, 0.7), ("two", True, None, None)]


def test_a_question_without_points_has_no_share(tries: list[Response]) -> None:
    graded(tries[1], 0.0, 0.0)

    assert kept()[1] == ("two", True, None, 0.7)


def test_another_learners_try_stays_the_last(tries: list[Response], question: Question, stranger: Any) -> None:
    theirs = Attempt.objects.create(quiz=question.quiz, learner=stranger)

    answered(theirs, question, "theirs")

    assert kept()[1:] == [("two", True, None, None), ("theirs", True, None, None)]


def test_the_migration_finds_the_same_for_what_was_answered_before(tries: list[Response]) -> None:
    before = kept()
    Response.objects.update(is_last=True, share=None, confidence=None)

    import_module(MIGRATION).keep_figures(apps, None)

    assert kept() == before
