"""How long POST /api/v1/grade waits: the Prefer header of RFC 7240."""

from typing import Any

import pytest
from django.test import Client

from quizgen.accounts.models import User
from quizgen.attempts import api
from quizgen.attempts.models import GradingRequest
from quizgen.attempts.prefer import Preference, preference_of
from tests.quizgen.attempts import classroom

ITEM = {"question": "What is it?", "reference_answers": ["Energy."], "response": "power"}


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long each request would have waited."""
    asked: list[float] = []

    def note(row: GradingRequest, seconds: float) -> GradingRequest:
        asked.append(seconds)
        return row

    monkeypatch.setattr(api.services, "wait_for", note)
    return asked


def post(body: dict[str, Any], **headers: str) -> Any:
    _, secret = classroom.token_for(User.objects.create_user("lms"))
    headers["authorization"] = f"Bearer {secret}"
    return Client().post("/api/v1/grade", body, content_type="application/json", headers=headers)


@pytest.mark.parametrize(
    ("header", "preference"),
    [
        ("", Preference(5)),
        ("wait=0", Preference(0, "wait=0")),
        ("Wait = 7", Preference(7, "wait=7")),
        ("wait=3600", Preference(30, "wait=30")),
        ("return=minimal, wait=2; foo=bar", Preference(2, "wait=2")),
        ("wait=1, wait=9", Preference(1, "wait=1")),
        ("respond-async", Preference(0, "respond-async")),
        ("respond-async, wait=4", Preference(4, "wait=4")),
        ("wait=soon", Preference(5)),
        ("wait=-1", Preference(5)),
        ("await=3", Preference(5)),
    ],
)
def test_what_is_asked_for_is_applied_and_what_is_not_understood_is_ignored(
    header: str, preference: Preference
) -> None:
    assert preference_of(header, default_s=5) == preference


def test_one_answer_is_waited_for_and_a_batch_is_not(db: None, waits: list[float]) -> None:
    post(ITEM)
    User.objects.all().delete()
    post({"items": [ITEM]})

    assert waits == [5.0, 0.0]


def test_what_was_applied_is_said(db: None, waits: list[float]) -> None:
    answer = post({"items": [ITEM]}, prefer="wait=99")

    assert (answer.status_code, answer["Preference-Applied"], waits) == (202, "wait=30", [30])
    assert answer["Location"] == f"http://testserver/api/v1/grade/{answer.json()['id']}"


def test_without_a_preference_none_is_applied(db: None, waits: list[float]) -> None:
    assert "Preference-Applied" not in post(ITEM)
