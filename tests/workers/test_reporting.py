"""Workers say what engines they made and what they found of the language model."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from inference.engines import WORDS
from inference.llm.server import chat_model
from quizgen.engines import engines_now, model_now
from tests.scripted_llm import ScriptedServer
from workers import engines, reporting


@pytest.fixture(autouse=True)
def _nothing_said() -> Iterator[None]:
    cache.clear()
    engines._engine.cache_clear()
    yield
    cache.clear()
    engines._engine.cache_clear()


@pytest.fixture
def server(settings: Any) -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        settings.LLM = {**settings.LLM, "url": server.url, "retries": 0}
        grading = {"BACKEND": WORDS["grading"]["llm"], "OPTIONS": {"llm": settings.LLM}}
        settings.ENGINES = {**settings.ENGINES, "grading": grading}
        yield server


def test_an_engine_that_is_made_says_what_it_is(settings: Any) -> None:
    settings.ENGINES = {**settings.ENGINES, "grading": {"BACKEND": WORDS["grading"]["fake"], "OPTIONS": {}}}

    made = engines.grader()

    (said,) = [engine for engine in engines_now() if engine.role == "Grading"]
    assert (said.word, said.fingerprint, said.asks_a_model) == ("fake", made.fingerprint, False)


def test_a_model_that_answers_is_reported_with_what_it_can_do(server: ScriptedServer) -> None:
    found = reporting.look_at(engines.language_model())

    assert found.answers
    assert found.capabilities["budget"] == "native"
    assert found.fingerprint.startswith("llm.scripted/model@")


def test_a_model_that_went_away_is_noticed_though_it_was_known(server: ScriptedServer) -> None:
    model = engines.language_model()
    assert reporting.look_at(model).answers
    server.stop()

    found = reporting.look_at(model)

    assert (found.answers, found.wrong) == (False, "The language model's server cannot be reached.")
    server.start()
    assert reporting.look_at(model).answers


def test_a_server_that_came_back_with_another_model_is_looked_at_anew(server: ScriptedServer) -> None:
    model = chat_model({"url": server.url})
    assert reporting.look_at(model).capabilities["model"] == "scripted/model"
    server.model = "scripted/other"

    assert reporting.look_at(model).capabilities["model"] == "scripted/other"


def test_it_is_looked_at_beside_the_work(server: ScriptedServer) -> None:
    looking = reporting.look_at_model_soon("grading")

    assert looking is not None
    looking.join(20)
    assert model_now().answers


def test_a_role_that_asks_no_model_looks_at_none(server: ScriptedServer) -> None:
    assert reporting.look_at_model_soon("questions") is None
