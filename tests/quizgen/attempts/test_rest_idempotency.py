"""The same Idempotency-Key of a token is the same grading, and never two."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from quizgen.accounts.models import ApiToken, User
from quizgen.attempts import services
from quizgen.attempts.models import GradingRequest
from quizgen.claims import Status
from tests.quizgen.attempts import classroom
from tests.quizgen.attempts.scripted_grader import grade_what_is_due

BODY = {"question": "What is it?", "reference_answers": ["Energy."], "response": "all of it"}


@pytest.fixture
def secret(db: None) -> str:
    return classroom.token_for(User.objects.create_user("lms"))[1]


@pytest.fixture(autouse=True)
def _no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "wait_for", lambda row, _: row)


def post(secret: str, body: Any = BODY, key: str = "quiz-7/mia") -> Any:
    headers = {"authorization": f"Bearer {secret}", "idempotency-key": key}
    return Client().post("/api/v1/grade", body, content_type="application/json", headers=headers)


@pytest.mark.usefixtures("obedient")
def test_the_same_key_and_body_give_the_stored_result(secret: str) -> None:
    first = post(secret)
    grade_what_is_due()

    second = post(secret)

    assert (first.status_code, second.status_code, second.json()["score"]) == (202, 200, 1.0)
    assert GradingRequest.objects.count() == 1


def test_it_is_the_meaning_of_a_body_that_counts_and_a_key_may_be_quoted(secret: str) -> None:
    first = post(secret)

    second = post(secret, {**dict(reversed(BODY.items())), "language": "en", "key_points": []}, key='"quiz-7/mia"')

    assert second.json()["id"] == first.json()["id"]


def test_the_same_key_with_another_body_is_refused(secret: str) -> None:
    post(secret)

    answer = post(secret, {**BODY, "response": "half"})

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["code"] == "grading.key_in_use"
    assert GradingRequest.objects.count() == 1


def test_another_token_has_keys_of_its_own_and_without_a_key_each_is_new(secret: str) -> None:
    _, other = classroom.token_for(User.objects.create_user("other"))
    for sent, key in ((secret, "a"), (other, "a"), (secret, ""), (secret, "")):
        post(sent, key=key)

    assert GradingRequest.objects.count() == 4


def test_after_a_day_a_key_is_free_again_and_the_grading_is_gone(secret: str) -> None:
    first = post(secret)
    GradingRequest.objects.update(created_at=timezone.now() - timedelta(hours=24, seconds=1))

    gone = Client().get(first["Location"], headers={"authorization": f"Bearer {secret}"})
    second = post(secret, {**BODY, "response": "half"})

    assert (gone.status_code, second.status_code) == (404, 202)
    assert second.json()["id"] != first.json()["id"]


@pytest.mark.usefixtures("obedient")
def test_what_failed_for_want_of_a_grader_is_tried_again(secret: str) -> None:
    post(secret)
    GradingRequest.objects.update(status=Status.FAILED, error_code="engine.given_up", error="It was away.")

    again = post(secret)
    grade_what_is_due()

    assert again.status_code == 202
    assert GradingRequest.objects.get().status == Status.SUCCEEDED


def test_what_the_grader_could_not_use_stays_refused(secret: str) -> None:
    post(secret)
    GradingRequest.objects.update(status=Status.FAILED, error_code="grading.input", error="It is no answer.")

    again = post(secret)

    assert (again.status_code, again.json()["code"], again.json()["detail"]) == (
        422,
        "grading.input",
        "It is no answer.",
    )


@pytest.mark.parametrize("key", ["x" * 256, "tab\tbed"])
def test_a_key_that_cannot_be_kept_is_named(secret: str, key: str) -> None:
    answer = post(secret, key=key)

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "#/Idempotency-Key")


@pytest.mark.django_db(transaction=True)
def test_of_many_that_send_the_same_key_at_once_one_makes_the_grading() -> None:
    token, _ = classroom.token_for(User.objects.create_user("lms"))
    body = {**BODY, "key_points": [], "language": "en"}
    start, ids, errors = threading.Barrier(6), [], []

    def ask() -> None:
        try:
            start.wait()
            ids.append(services.request_grading(token=ApiToken.objects.get(pk=token.pk), body=body, key="same").pk)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert len(ids) == 6
    assert len(set(ids)) == GradingRequest.objects.count() == 1
