"""A language that the grader does not read is 422, also for answers that the web grades without a grader."""

from typing import Any

import pytest
from django.test import Client

from inference.errors import BadInput
from inference.grading.languages import KNOWN, refuse_unknown
from quizgen.accounts.models import User
from quizgen.attempts.models import GradingRequest
from tests.quizgen.attempts import classroom

pytestmark = pytest.mark.django_db

BODY = {"question": "Was tauscht ein Pendel?", "reference_answers": ["Energie"], "language": "de"}


def post(**changes: Any) -> Any:
    _, secret = classroom.token_for(User.objects.create_user("lms"))
    headers = {"authorization": f"Bearer {secret}"}
    return Client().post("/api/v1/grade", {**BODY, **changes}, content_type="application/json", headers=headers)


@pytest.mark.parametrize("response", ["Energie", "", "I don't know", "etwas anderes"])
def test_an_unknown_language_is_422_whatever_was_answered(response: str) -> None:
    answer = post(response=response)

    assert (answer.status_code, answer.json()["code"]) == (422, "grading.language")
    assert not GradingRequest.objects.exists()


def test_a_region_is_no_language_of_its_own() -> None:
    assert post(response="Energie", language="en-GB").status_code == 200


@pytest.mark.parametrize("grader", KNOWN)
def test_every_grader_of_the_house_is_known_to_read_english(grader: str) -> None:
    refuse_unknown("EN-us", grader)

    with pytest.raises(BadInput):
        refuse_unknown("de", grader)


def test_what_another_grader_reads_it_says_itself() -> None:
    refuse_unknown("de", "elsewhere.Grader")
