"""A course with a lecture that was read, a published quiz, an attempt with a graded response; and clients by token."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client

from quizgen.accounts.models import Scope, User
from quizgen.accounts.services import create_token
from quizgen.attempts.models import Attempt, Grade, Response
from quizgen.attempts.services import append_grade
from quizgen.claims import Status
from quizgen.courses.models import Course, Role
from quizgen.lectures.models import Lecture, Stage
from quizgen.quizzes.models import Question, QuestionStatus
from tests.quizgen import workbench

AsToken = Callable[..., "TokenClient"]


class TokenClient:
    """Sends JSON with a token of its own."""

    def __init__(self, secret: str) -> None:
        self.headers = {"authorization": f"Bearer {secret}"}
        self._client = Client(raise_request_exception=False)

    def get(self, address: str, **headers: str) -> Any:
        return self._client.get(address, headers={**self.headers, **headers})

    def post(self, address: str, body: Any = None, **headers: str) -> Any:
        sent = {} if body is None else {"data": body}
        return self._client.post(address, content_type="application/json", headers={**self.headers, **headers}, **sent)

    def upload(self, address: str, **fields: Any) -> Any:
        return self._client.post(address, fields, headers=self.headers)


@pytest.fixture(autouse=True)
def _counts_from_nothing() -> None:
    cache.clear()


@pytest.fixture
def as_token(db: None) -> AsToken:
    def client(user: User, scope: Scope = Scope.COURSE_READ) -> TokenClient:
        return TokenClient(create_token(user=user, name="lms", scope=scope)[1])

    return client


@pytest.fixture
def course(db: None) -> Course:
    return workbench.course()


@pytest.fixture
def ada(course: Course) -> User:
    return workbench.teacher(course)


@pytest.fixture
def mia(course: Course) -> User:
    return workbench.person("mia", course, Role.LEARNER)


@pytest.fixture
def eve(db: None) -> User:
    return workbench.stranger()


@pytest.fixture
def lecture(course: Course, ada: User) -> Lecture:
    row = workbench.read_lecture(course, ada)
    picture = ContentFile(b"RIFF....WEBP")
    row.slides.get().image.save("pendulum.webp", picture)
    workbench.stage_run(row, Stage.INSPECT_MEDIA, Status.SUCCEEDED)
    workbench.stage_run(row, Stage.TRANSCRIBE, Status.RUNNING, progress=0.25)
    return row


@pytest.fixture
def question(lecture: Lecture) -> Question:
    row = workbench.question(lecture, status=QuestionStatus.PUBLISHED, at_s=9.0)
    workbench.published(lecture)
    return row


@pytest.fixture
def attempt(question: Question, mia: User) -> Attempt:
    return Attempt.objects.create(quiz=question.quiz, learner=mia)


@pytest.fixture
def response(attempt: Attempt, question: Question) -> Response:
    return graded(attempt, question)


def graded(attempt: Attempt, question: Question, try_number: int = 1) -> Response:
    row = Response.objects.create(
        attempt=attempt, question=question, text="energy", try_number=try_number, status=Status.SUCCEEDED
    )
    credits = [{"text": "potential energy into kinetic energy", "points": 1.0, "credit": 0.25, "quote": "energy"}]
    append_grade(
        Grade(
            response=row,
            score=0.25,
            max_score=1.0,
            verdict="partially_correct_incomplete",
            credits=credits,
            feedback=["“energy” belongs to the answer.", "A key term: kinetic.", "The answer: kinetic energy."],
            confidence=0.8,
            grader="grading.embedded@0123456789ab",
        )
    )
    return row


def digest(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()
