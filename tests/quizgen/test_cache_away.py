"""The cache is the broker's server: pages and grading go on while it is away."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quizgen.courses.models import Course
from tests.quizgen import workbench
from tests.quizgen.attempts.classroom import token_for
from tests.quizgen.workbench import signed_in, teacher

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def away(settings: Any) -> None:
    """Nobody listens on port 1."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }


@pytest.fixture
def course() -> Course:
    return workbench.course()


def test_pages_are_served(course: Course) -> None:
    user = teacher(course)
    lecture = workbench.lecture(course, user)
    client = signed_in(user)

    for address in ("/", f"/courses/{course.pk}/", f"/lectures/{lecture.pk}/", f"/lectures/{lecture.pk}/stages/"):
        assert client.get(address, follow=True).status_code == 200, address


def test_signing_in_works(course: Course, client: Client) -> None:
    teacher(course)

    answer = client.post(reverse("accounts:sign_in"), {"username": "ada", "password": "a long pass phrase"})

    assert answer.status_code == 302


def test_an_answer_is_graded_and_not_counted(course: Course, client: Client) -> None:
    _, secret = token_for(teacher(course))
    body = {"question": "What is it?", "reference_answers": ["energy"], "response": "energy"}

    answer = client.post(
        "/api/v1/grade", body, content_type="application/json", headers={"authorization": f"Bearer {secret}"}
    )

    assert answer.status_code == 200
    assert answer.json()["verdict"] == "correct"
