"""What a token may do, how often, and what is remembered of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from redis.exceptions import ConnectionError as CacheAway

from quizgen.accounts.models import ApiToken, Scope, User
from quizgen.courses.models import Course
from tests.quizgen.api.conftest import AsToken

pytestmark = pytest.mark.django_db

GRADING = {"question": "What is it?", "reference_answers": ["energy"], "response": "energy"}


@pytest.mark.parametrize(
    ("scope", "statuses"),
    [(Scope.GRADE, (200, 403, 403)), (Scope.COURSE_READ, (200, 200, 403)), (Scope.COURSE_WRITE, (200, 200, 404))],
)
def test_each_scope_reaches_so_far(as_token: AsToken, ada: User, scope: Scope, statuses: tuple[int, int, int]) -> None:
    client = as_token(ada, scope)

    answers = (
        client.post("/api/v1/grade", GRADING),
        client.get("/api/v1/courses"),
        client.post("/api/v1/quizzes/9/publish"),
    )

    assert tuple(answer.status_code for answer in answers) == statuses


def test_a_scope_that_is_too_small_is_a_problem_that_names_the_one_needed(as_token: AsToken, ada: User) -> None:
    answer = as_token(ada, Scope.GRADE).get("/api/v1/lectures")

    assert (answer.status_code, answer.json()["code"]) == (403, "token.scope")
    assert "course_read" in answer.json()["detail"]
    assert answer["WWW-Authenticate"] == 'Bearer error="insufficient_scope"'


def test_the_last_use_is_remembered_at_most_once_a_minute(as_token: AsToken, ada: User) -> None:
    client = as_token(ada)

    client.get("/api/v1/courses")
    first = ApiToken.objects.get().last_used_at
    client.get("/api/v1/courses")
    assert first is not None
    assert ApiToken.objects.get().last_used_at == first

    ApiToken.objects.update(last_used_at=timezone.now() - timedelta(minutes=2))
    client.get("/api/v1/courses")
    assert ApiToken.objects.get().last_used_at > first  # type: ignore[operator]


def test_who_asks_too_often_is_told_when_to_come_back(
    as_token: AsToken, ada: User, course: Course, settings: Any
) -> None:
    settings.REST_FRAMEWORK = {
        **settings.REST_FRAMEWORK,
        "DEFAULT_THROTTLE_RATES": {"grading": "1/min", "courses": "2/min"},
    }
    client = as_token(ada)
    answers = [client.get("/api/v1/courses") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Content-Type"] == "application/problem+json"
    assert 0 < int(answers[2]["Retry-After"]) <= 60
    assert client.post("/api/v1/grade", GRADING).status_code == 200, "gradings are counted by themselves"
    assert as_token(ada).get("/api/v1/courses").status_code == 200, "so is another token"


def test_where_the_cache_is_away_nothing_is_counted(
    as_token: AsToken, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise CacheAway

    monkeypatch.setattr(type(cache), "__getattr__", lambda *_: away)

    assert as_token(ada).get("/api/v1/courses").status_code == 200
