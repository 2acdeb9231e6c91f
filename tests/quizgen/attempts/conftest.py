"""A course with one lecture, whose quiz has a question at 3 s."""

from typing import Any

import pytest
from django.test import Client

from quizgen.accounts.models import User
from quizgen.attempts.models import Attempt
from quizgen.courses.models import Course, Role
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Question, Quiz
from tests.quizgen.attempts import classroom, scripted_grader
from workers import engines


@pytest.fixture
def course(db: None) -> Course:
    return Course.objects.create(title="Physics")


@pytest.fixture
def teacher(course: Course) -> User:
    return classroom.person("ada", course, Role.INSTRUCTOR)


@pytest.fixture
def learner(course: Course) -> User:
    return classroom.person("mia", course)


@pytest.fixture
def stranger(db: None) -> User:
    """Teaches a course of her own and is no member of this one."""
    return classroom.person("eve", Course.objects.create(title="Chemistry"), Role.INSTRUCTOR)


@pytest.fixture
def lecture(course: Course, teacher: User) -> Lecture:
    return classroom.lecture_with_media(course, teacher)


@pytest.fixture
def quiz(lecture: Lecture) -> Quiz:
    return classroom.published_quiz(lecture)


@pytest.fixture
def question(quiz: Quiz) -> Question:
    return classroom.question(quiz)


@pytest.fixture
def attempt(quiz: Quiz, learner: User) -> Attempt:
    return Attempt.objects.create(quiz=quiz, learner=learner)


@pytest.fixture
def as_learner(learner: User) -> Client:
    return signed_in(learner)


@pytest.fixture
def as_teacher(teacher: User) -> Client:
    return signed_in(teacher)


@pytest.fixture
def as_stranger(stranger: User) -> Client:
    return signed_in(stranger)


@pytest.fixture
def obedient(settings: Any) -> Any:
    """`grade_what_is_due()` grades in this thread."""
    settings.ENGINES = {**settings.ENGINES, **scripted_grader.ENGINE}
    engines._engine.cache_clear()
    yield scripted_grader
    engines._engine.cache_clear()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
