"""Whatever goes wrong under /api/ is answered by a problem."""

import pytest
from django.test import Client

from quizgen.accounts.models import User
from quizgen.courses import api
from tests.quizgen.api.conftest import AsToken

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/api/", "/api/v1/", "/api/v1/nothing", "/api/v1/lectures/", "/api/v2/grade"])
@pytest.mark.parametrize("method", ["get", "post", "delete", "options"])
def test_an_address_that_is_not_there(client: Client, address: str, method: str) -> None:
    answer = getattr(client, method)(address)

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["code"] == "not_found"


def test_a_method_that_is_not_there(as_token: AsToken, ada: User) -> None:
    answer = as_token(ada).get("/api/v1/grade")

    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
    assert "POST" in answer["Allow"]


def test_a_type_that_is_not_written_here(as_token: AsToken, ada: User) -> None:
    answer = as_token(ada).get("/api/v1/courses", Accept="text/csv")

    assert (answer.status_code, answer["Content-Type"]) == (406, "application/problem+json")


def test_a_type_that_is_not_read_here(as_token: AsToken, ada: User) -> None:
    answer = as_token(ada).upload("/api/v1/grade", question="What?")

    assert (answer.status_code, answer["Content-Type"]) == (415, "application/problem+json")


def test_a_body_nested_beyond_any_sense(as_token: AsToken, ada: User) -> None:
    answer = as_token(ada).post("/api/v1/grade", '{"items": ' + "[" * 100_000 + "]" * 100_000 + "}")

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_a_bug_says_nothing_of_itself(as_token: AsToken, ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "courses_of", lambda _: 1 / 0)

    answer = as_token(ada).get("/api/v1/courses")

    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")
    assert answer.json()["code"] == "internal"
    assert b"ZeroDivision" not in answer.content


def test_a_host_that_is_not_ours(client: Client) -> None:
    answer = client.get("/api/v1/courses", headers={"host": "elsewhere.example"})

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
