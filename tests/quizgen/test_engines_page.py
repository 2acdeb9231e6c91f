"""Operators see which engines answer, what the language model can do and what it costs; nobody else does."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from inference.engines import WORDS
from inference.llm.capabilities import Capabilities
from quizgen.accounts.models import User
from quizgen.engines import ModelNow, note_engine, note_model
from quizgen.lectures.models import Stage
from tests.quizgen import workbench
from tests.quizgen.workbench import signed_in, teacher

pytestmark = pytest.mark.django_db

CAN = Capabilities(model="nvidia/nemotron", context=131_072, switch="template", budget="native", json_schema=True)


@pytest.fixture(autouse=True)
def _nothing_said() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def operator() -> Client:
    return signed_in(User.objects.create_user("operator", is_staff=True))


@pytest.fixture
def with_model(settings: Any) -> None:
    grading = {"BACKEND": WORDS["grading"]["cascade"], "OPTIONS": {}}
    settings.ENGINES = {**settings.ENGINES, "grading": grading}
    settings.LLM = {**settings.LLM, "url": "http://gpu.internal:8000/v1", "api_key": "sk-very-secret"}


def page(client: Client) -> str:
    answer = client.get("/engines/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_a_teacher_may_not_see_it() -> None:
    course = workbench.course()

    assert signed_in(teacher(course)).get("/engines/").status_code == 403


def test_a_visitor_is_sent_to_sign_in(client: Client) -> None:
    assert client.get("/engines/").status_code == 302


def test_each_engine_has_a_word_and_a_fingerprint_once_it_was_used(operator: Client) -> None:
    note_engine(role="questions", fingerprint="questions.rules@1f3a9c02d1e4")

    shown = page(operator)

    assert "<code>questions.rules@1f3a9c02d1e4</code>" in shown
    assert shown.count("not used yet") == 3
    assert "No engine of this site asks a language model" in shown


def test_what_the_model_can_do_is_shown(operator: Client, with_model: None) -> None:
    note_model(ModelNow("", "llm.nvidia/nemotron@0123456789ab", CAN.as_row(), timezone.now()))

    shown = page(operator)

    for part in ("answers", "131,072 tokens", "kept by the server", "llm.nvidia/nemotron@0123456789ab"):
        assert part in shown


def test_a_model_that_is_away_is_said_to_be_with_its_reason(operator: Client, with_model: None) -> None:
    note_model(ModelNow("The language model's server cannot be reached.", seen_at=timezone.now()))

    shown = page(operator)

    assert "The language model&#x27;s server cannot be reached." in shown
    assert "wait until it is back" in shown


def test_neither_key_nor_address_is_on_it(operator: Client, with_model: None) -> None:
    assert "sk-very-secret" not in page(operator)
    assert "gpu.internal" not in page(operator)


def test_what_a_lecture_has_cost_is_the_mean_of_those_that_asked(operator: Client, with_model: None) -> None:
    course = workbench.course()
    user = teacher(course)
    for digest, prompt in (("ab" * 32, 1000), ("cd" * 32, 2000)):
        lecture = workbench.lecture(course, user, digest=digest)
        lecture.stage_runs.filter(stage=Stage.WRITE_QUESTIONS).delete()
        lecture.stage_runs.create(
            stage=Stage.WRITE_QUESTIONS,
            tokens={"prompt": prompt, "cached": 600, "reasoning": 4, "answer": 7, "calls": 1},
        )

    assert '<td class="number">2</td><td class="number">1500</td>' in page(operator)
