"""POST /api/v1/grade with a batch: each item is graded by itself, in order."""

from typing import Any

import pytest
from django.test import Client

from quizgen.accounts.models import User
from quizgen.attempts.models import GradingRequest
from tests.quizgen.attempts import classroom
from tests.quizgen.attempts.scripted_grader import grade_what_is_due

pytestmark = pytest.mark.django_db

ITEM = {
    "question": "What does a pendulum trade?",
    "reference_answers": ["Potential energy for kinetic energy and back."],
    "key_points": ["potential energy", "kinetic energy"],
    "response": "all of it",
}


@pytest.fixture
def secret(db: None) -> str:
    return classroom.token_for(User.objects.create_user("lms"))[1]


def post(secret: str, *items: Any, prefer: str = "") -> Any:
    headers = {"authorization": f"Bearer {secret}", "prefer": prefer}
    return Client().post("/api/v1/grade", {"items": list(items)}, content_type="application/json", headers=headers)


def fetch(secret: str, address: str) -> Any:
    return Client().get(address, headers={"authorization": f"Bearer {secret}"}).json()


@pytest.mark.usefixtures("obedient")
def test_a_batch_is_not_waited_for_and_answers_in_order_when_it_is_fetched(secret: str) -> None:
    asked = post(secret, ITEM, {**ITEM, "response": "half"}, {**ITEM, "response": "nothing of it"})
    assert (asked.status_code, asked.json()["state"]) == (202, "pending")

    grade_what_is_due()

    fetched = fetch(secret, asked["Location"])
    assert fetched["state"] == "succeeded"
    assert [result["score"] for result in fetched["result"]["results"]] == [2.0, 1.0, 0.0]


@pytest.mark.usefixtures("obedient")
def test_an_item_that_fails_is_a_problem_in_its_place_and_the_others_are_graded(secret: str) -> None:
    items = (ITEM, {**ITEM, "question": ""}, 7, {**ITEM, "language": "tlh"}, {**ITEM, "response": "half"})

    asked = post(secret, *items)
    grade_what_is_due()

    first, no_question, no_object, klingon, last = fetch(secret, asked["Location"])["result"]["results"]
    assert (first["score"], last["score"]) == (2.0, 1.0)
    assert (no_question["status"], no_question["errors"][0]["pointer"]) == (400, "#/items/1/question")
    assert (no_object["status"], no_object["errors"][0]["pointer"]) == (400, "#/items/2")
    assert (klingon["status"], klingon["code"]) == (422, "grading.language")


def test_a_batch_that_needs_no_grader_is_answered_at_once(secret: str) -> None:
    answer = post(secret, {**ITEM, "response": "I don't know"}, {**ITEM, "response": ITEM["reference_answers"][0]})

    assert answer.status_code == 200
    assert [result["verdict"] for result in answer.json()["results"]] == ["non_domain", "correct"]


@pytest.mark.parametrize("number", [0, 257])
def test_a_batch_has_1_to_256_items(secret: str, number: int) -> None:
    answer = post(secret, *[ITEM] * number)

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "#/items")
    assert not GradingRequest.objects.exists()


def test_as_many_as_256_items_are_taken(secret: str) -> None:
    assert post(secret, *[ITEM] * 256).status_code == 202
