"""POST /api/v1/grade: one answer is graded for another system."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from quizgen.accounts.models import User
from quizgen.attempts import api
from quizgen.attempts.models import GradingRequest
from quizgen.claims import Status
from tests.quizgen.attempts import classroom
from tests.quizgen.attempts.scripted_grader import grade_what_is_due, grading_worker

BODY = {
    "question": "What does a pendulum trade?",
    "reference_answers": ["Potential energy for kinetic energy and back."],
    "key_points": ["potential energy", {"text": "kinetic energy", "points": 0.5}],
    "response": "This has half of it.",
}


@pytest.fixture
def secret(db: None) -> str:
    return classroom.token_for(User.objects.create_user("lms"))[1]


@pytest.fixture
def no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "WAIT_S", 0.0)


@pytest.fixture
def worker(transactional_db: None, settings: Any) -> Iterator[None]:
    with grading_worker(settings):
        yield


def post(secret: str, body: Any, **changes: Any) -> Any:
    return Client().post(
        "/api/v1/grade",
        body if isinstance(body, str) else {**body, **changes},
        content_type="application/json",
        headers={"authorization": f"Bearer {secret}"},
    )


def get(secret: str, address: str) -> Any:
    return Client().get(address, headers={"authorization": f"Bearer {secret}"})


def test_an_answer_gets_its_grade(worker: None, secret: str) -> None:
    answer = post(secret, BODY)

    assert answer.status_code == 200
    assert answer.json() == {
        "score": 1.0,
        "max_score": 1.5,
        "verdict": "partially_correct_incomplete",
        "matched": ["potential energy"],
        "missing": ["kinetic energy"],
        "feedback": "1 of 2 parts are there.",
        "confidence": 0.9,
        "grader": answer.json()["grader"],
    }
    assert answer.json()["grader"].startswith("grading.obedient@")


def test_without_key_points_the_reference_answer_is_the_rubric(worker: None, secret: str) -> None:
    body = {name: value for name, value in BODY.items() if name != "key_points"}

    assert post(secret, body).json()["max_score"] == 1.0


def test_the_reference_answer_itself_needs_no_worker(secret: str) -> None:
    answer = post(secret, BODY, response="potential energy for kinetic energy and back").json()

    assert (answer["verdict"], answer["score"], answer["missing"]) == ("correct", 1.5, [])


def test_an_empty_response_is_graded_and_earns_nothing(secret: str) -> None:
    answer = post(secret, BODY, response="")

    assert (answer.status_code, answer.json()["score"]) == (200, 0.0)


def test_a_language_that_the_grader_does_not_know_is_422(worker: None, secret: str) -> None:
    answer = post(secret, BODY, language="tlh")

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json() == {
        "type": "about:blank",
        "title": HTTPStatus(422).phrase,  # its words changed with Python 3.13
        "status": 422,
        "detail": "This grader reads English only.",
        "code": "grading.language",
    }


@pytest.mark.usefixtures("no_wait", "obedient")
def test_a_grade_that_takes_longer_is_to_be_fetched_where_location_says(secret: str) -> None:
    asked = post(secret, BODY)
    address = asked["Location"]

    assert (asked.status_code, asked.json()["state"], asked.json()["result"]) == (202, "pending", None)
    assert get(secret, address).json()["state"] == "pending"

    grade_what_is_due()

    fetched = get(secret, address).json()
    assert (fetched["state"], fetched["result"]["score"]) == ("succeeded", 1.0)


@pytest.mark.usefixtures("no_wait")
def test_another_token_finds_no_such_grading(secret: str) -> None:
    _, other = classroom.token_for(User.objects.create_user("other"))

    answer = get(other, post(secret, BODY)["Location"])

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.usefixtures("no_wait")
def test_a_grader_that_is_given_up_is_503(secret: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def given_up(row: GradingRequest, seconds: float) -> GradingRequest:
        row.status, row.error_code = Status.FAILED, "engine.given_up"
        return row

    monkeypatch.setattr(api.services, "wait_for", given_up)

    answer = post(secret, BODY)

    assert (answer.status_code, answer.json()["code"]) == (503, "grading.unavailable")


def test_without_a_token_nothing_is_graded(db: None) -> None:
    answer = Client().post("/api/v1/grade", BODY, content_type="application/json")

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer["Content-Type"] == "application/problem+json"
    assert not GradingRequest.objects.exists()


@pytest.mark.parametrize("secret_sent", ["qg_unknown", "two words", ""])
def test_a_token_that_is_unknown_is_refused(secret: str, secret_sent: str) -> None:
    assert post(secret_sent, BODY).status_code == 401


def test_a_token_that_was_revoked_is_refused(secret: str) -> None:
    user = User.objects.get(username="lms")
    user.api_tokens.update(revoked_at=user.date_joined)

    assert post(secret, BODY).status_code == 401


def test_the_token_of_somebody_who_was_locked_out_is_refused(secret: str) -> None:
    User.objects.update(is_active=False)

    assert post(secret, BODY).status_code == 401


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"question": ""}, "#/question"),
        ({"question": "x" * 2001}, "#/question"),
        ({"reference_answers": []}, "#/reference_answers"),
        ({"reference_answers": ["x"] * 11}, "#/reference_answers"),
        ({"key_points": [{"text": "energy", "points": 0}]}, "#/key_points/0/points"),
        ({"key_points": [{"text": "energy", "points": "nan"}]}, "#/key_points/0/points"),
        ({"key_points": [{"points": 1}]}, "#/key_points/0/text"),
        ({"key_points": ["x"] * 21}, "#/key_points"),
        ({"response": "x" * 10_001}, "#/response"),
        ({"response": None}, "#/response"),
    ],
)
def test_a_field_that_cannot_be_used_is_named(secret: str, changes: dict[str, Any], pointer: str) -> None:
    answer = post(secret, BODY, **changes)

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]
    assert not GradingRequest.objects.exists()


def test_what_is_no_json_is_a_problem_too(secret: str) -> None:
    answer = post(secret, "{not json")

    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")


def test_a_body_larger_than_any_that_can_be_used_is_not_read(secret: str, settings: Any) -> None:
    answer = post(secret, BODY, response="x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE)

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
