"""The environment says how to reach a model; a slip stops with a sentence that names the variable."""

import re
from pathlib import Path
from typing import Any

import pytest

from inference.engines import ASKS_A_MODEL, WORDS
from inference.errors import BadInput
from inference.llm.chat import OFF, Thinking
from inference.llm.options import BUDGETS, from_environment, thinking_for
from inference.llm.profiles import PROFILES
from inference.llm.server import estimated_tokens


def test_nothing_set_is_no_model_and_the_budgets_of_the_design() -> None:
    found = from_environment({})

    assert (found["url"], found["model"], found["profile"], found["api_key"]) == ("", "", "any", "")
    assert found["budgets"] == BUDGETS


def test_what_is_set_is_read() -> None:
    found = from_environment(
        {
            "LLM_URL": "http://gpu:8000/v1/",
            "LLM_PROFILE": "nano3-fp8",
            "LLM_BUDGET_CAREFUL": "128",
            "LLM_LANGUAGES": "en, de",
            "LLM_TIMEOUT_S": "30",
        }
    )

    assert (found["url"], found["profile"], found["timeout_s"]) == ("http://gpu:8000/v1", "nano3-fp8", 30.0)
    assert (found["budgets"]["careful"], found["languages"]) == (128, ("en", "de"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LLM_URL", "gpu:8000"),
        ("LLM_PROFILE", "nano4"),
        ("LLM_TIMEOUT_S", "soon"),
        ("LLM_TIMEOUT_S", "-1"),
        ("LLM_CONCURRENCY", "0"),
        ("LLM_RETRIES", "1.5"),
        ("LLM_BUDGET_WRITE", "-5"),
        ("LLM_TWO_CALLS", "maybe"),
    ],
)
def test_a_slip_is_named(name: str, value: str) -> None:
    with pytest.raises(BadInput) as bad:
        from_environment({name: value})
    assert bad.value.code == "llm.setting"
    assert name in bad.value.sentence


class Noticed(dict[str, str]):
    """An empty environment that remembers what it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def get(self, name: str, default: Any = None) -> Any:
        self.names.add(name)
        return super().get(name, default)


def test_every_setting_stands_in_the_table(project_dir: Path) -> None:
    environment = Noticed()
    from_environment(environment)

    named = set(re.findall(r"^\| `(LLM_\w+)` \|", (project_dir / "docs/llm.md").read_text(), re.MULTILINE))
    assert environment.names == named


def test_each_task_has_its_budget() -> None:
    llm = {"budgets": {"write": 300}}

    assert thinking_for("write", llm) == Thinking(on=True, budget=300)
    assert thinking_for("careful", llm) == Thinking(on=True, budget=512)
    assert thinking_for("fast", llm) == OFF


def test_a_profile_is_served_under_its_own_name_with_what_its_thinking_needs() -> None:
    for name, profile in PROFILES.items():
        assert profile.name == name
        assert (profile.switch == "template") is bool(profile.reasoning_parser)
        assert name == "any" or (profile.model.startswith("nvidia/") and profile.context >= 131_072 and profile.licence)


def test_engines_that_ask_a_model_are_engines() -> None:
    assert {path for words in WORDS.values() for path in words.values()} >= ASKS_A_MODEL


@pytest.mark.parametrize(
    "text", ["entropy measures the disorder of a system", "Entropie größer", "エントロピーは増大する", "∆G = ∆H − T∆S"]
)
def test_the_estimate_is_rather_too_high(text: str) -> None:
    assert estimated_tokens(text) > len(text) / 4
