"""A lecture whose learners have answered, and browsers of staff and learners beside each other."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from quizgen.accounts.models import User
from quizgen.attempts.models import Response
from quizgen.attempts.services import start_attempt, submit_response
from quizgen.courses.models import Course
from quizgen.quizzes.models import Question
from tests.browser.learner.conftest import (  # noqa: F401  (fixtures)
    course,
    learner,
    lecture,
    questions,
    recording,
    sign_in,
    teacher,
)
from tests.quizgen.attempts import classroom
from tests.quizgen.attempts.scripted_grader import grade_what_is_due, grading_worker

Open = Callable[[User, str], Page]


@pytest.fixture
def worker(settings: Any, live_server: Any) -> Iterator[None]:
    """A grader that does what an answer says."""
    with grading_worker(settings):
        yield


@pytest.fixture
def open_as(sign_in: Callable[..., Page], live_server: Any) -> Open:  # noqa: F811
    """That person's browser, on that page."""
    pages: dict[int, Page] = {}

    def opened(user: User, address: str) -> Page:
        page = pages.setdefault(user.pk, sign_in(user))
        page.goto(f"{live_server.url}{address}")
        return page

    return opened


@pytest.fixture
def asked(questions: list[Question]) -> Question:  # noqa: F811
    """The question with two key points that the answers are to."""
    return questions[0]


@pytest.fixture
def answer(settings: Any, asked: Question, course: Course, worker: None) -> Callable[..., Response]:  # noqa: F811
    """An answer of a learner, graded."""

    def answered(text: str, user: User | None = None) -> Response:
        who = user or classroom.person(f"learner{Response.objects.count()}", course)
        attempt = start_attempt(quiz=asked.quiz, learner=who)
        response = submit_response(attempt=attempt, question=asked, text=text, client_key=uuid.uuid4())
        grade_what_is_due()
        return Response.objects.get(pk=response.pk)

    return answered


def newest_scores(*responses: Response) -> list[float | None]:
    """What each earns now."""
    rows = [Response.objects.get(pk=response.pk) for response in responses]
    return [row.grade.score if row.grade else None for row in rows]
