"""`manage.py check_llm` says what a model can do, or in one sentence why it cannot."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from inference.llm.tokens import Tokens
from tests.scripted_llm import ScriptedServer
from workers import sample, trial


@pytest.fixture
def server(settings: Any) -> Iterator[ScriptedServer]:
    with ScriptedServer(api_key="sk-of-the-site", context=16_384) as server:
        settings.LLM = {**settings.LLM, "url": server.url, "api_key": server.api_key, "retries": 0}
        yield server


def said(**options: object) -> str:
    out = StringIO()
    call_command("check_llm", stdout=out, **options)
    return " ".join(out.getvalue().split())


def test_what_it_can_do_and_how_quick_it_is(server: ScriptedServer) -> None:
    shown = said(no_sample=True)

    assert "Model scripted/model" in shown
    assert "Budget of thinking kept by the server" in shown
    assert "tokens a second to one caller" in shown
    assert "sample" not in shown


def test_one_question_and_one_grade_and_what_a_lecture_would_take(server: ScriptedServer) -> None:
    shown = said(minutes=60.0)

    assert "A sample question, by questions.llm@" in shown
    assert "A sample grade, by grading.llm" in shown
    assert "A lecture of 60 minutes" in shown
    assert sum("refrigerator" in str(body) for body in server.asked) >= 2


def test_nothing_set_is_said_with_a_code_of_its_own(settings: Any) -> None:
    settings.LLM = {**settings.LLM, "url": ""}

    with pytest.raises(CommandError, match="LLM_URL") as refused:
        said()
    assert refused.value.returncode == 2


def test_a_server_that_is_away_is_said_with_another(server: ScriptedServer) -> None:
    server.stop()

    with pytest.raises(CommandError, match="cannot be reached") as refused:
        said()
    assert refused.value.returncode == 1
    server.start()


def test_a_wrong_key_is_named_and_not_shown(server: ScriptedServer) -> None:
    server.api_key = "sk-another"

    with pytest.raises(CommandError, match="LLM_API_KEY") as refused:
        said()
    assert "sk-of-the-site" not in str(refused.value)


def test_a_lecture_is_reckoned_by_its_words() -> None:
    found = trial.for_lecture(Tokens(100, 50, 30, 20, 2), minutes=sample.WORDS / 10, words_per_minute=150)

    assert found == Tokens(1500, 750, 450, 300, 30)
