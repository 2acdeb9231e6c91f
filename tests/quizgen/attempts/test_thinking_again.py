"""Staff have a language model grade an answer once more, with more thought, where a language model grades."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from inference.engines import WORDS
from quizgen.accounts.models import User
from quizgen.attempts import review_views
from quizgen.attempts.judging import confirm_grade
from quizgen.attempts.models import Response
from quizgen.quizzes.models import Question
from tests.quizgen.attempts.answers import graded

BUTTON = "Let it think longer"


@pytest.fixture
def response(learner: User, question: Question, obedient: Any) -> Response:
    return graded(learner, question, "half, unsure")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The responses that a worker was asked to look at again."""
    found: list[int] = []
    monkeypatch.setattr(review_views, "nudge_second_look", lambda *, response_id: found.append(response_id))
    return found


@pytest.fixture
def cascade(settings: Any) -> None:
    settings.ENGINES = {**settings.ENGINES, "grading": {"BACKEND": WORDS["grading"]["cascade"], "OPTIONS": {}}}


def pressed(client: Client, response: Response) -> int:
    return client.post(reverse("attempts:think_again", args=[response.pk])).status_code


def test_the_page_offers_it_and_a_worker_is_asked(
    client: Client, response: Response, teacher: User, asked: list[int], cascade: None
) -> None:
    client.force_login(teacher)

    assert BUTTON in client.get(reverse("attempts:answer", args=[response.pk])).content.decode()
    assert pressed(client, response) == 302
    assert asked == [response.pk]


def test_without_a_language_model_there_is_nothing_to_press(
    client: Client, response: Response, teacher: User, asked: list[int]
) -> None:
    client.force_login(teacher)

    assert BUTTON not in client.get(reverse("attempts:answer", args=[response.pk])).content.decode()
    pressed(client, response)
    assert asked == []


def test_a_persons_grade_is_not_thought_over(
    client: Client, response: Response, teacher: User, asked: list[int], cascade: None
) -> None:
    confirm_grade(response=response, user=teacher)
    client.force_login(teacher)

    assert BUTTON not in client.get(reverse("attempts:answer", args=[response.pk])).content.decode()
    pressed(client, response)
    assert asked == []


def test_a_learner_cannot_ask_for_it(
    client: Client, response: Response, learner: User, asked: list[int], cascade: None
) -> None:
    client.force_login(learner)

    assert pressed(client, response) == 404
    assert asked == []
