"""How to reach a language model and how long it may think, read from the environment in one place.

The result is one mapping, `settings.LLM` of the site: engines that ask a model are built as `Engine(llm=mapping)` and
get their model by `inference.llm.server.chat_model(mapping)`.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args

from inference.errors import BadInput
from inference.llm.chat import Thinking, thinking
from inference.llm.profiles import PROFILES

Task = Literal["write", "critic", "fast", "careful", "regrade", "feedback", "course"]
"""What a model is asked to do: write questions from passages, judge a draft, grade while a learner waits, grade with
care, grade again on request, word feedback that is already decided, write questions over a whole course."""

BUDGETS: dict[Task, int] = {
    "write": 1024,
    "critic": 256,
    "fast": 0,
    "careful": 512,
    "regrade": 2048,
    "feedback": 0,
    "course": 4096,
}
"""Tokens of thinking for each task; 0 is thinking off."""

NOT_SET = "No language model is set: give LLM_URL the address of an OpenAI-compatible server, with its /v1."


def from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    """`context` 0 and no `languages`: what the server and the profile say. Raises BadInput("llm.setting") with a
    sentence that names the variable."""
    return {
        "url": _address(environment.get("LLM_URL", "").strip()),
        "model": environment.get("LLM_MODEL", "").strip(),
        "profile": _profile(environment.get("LLM_PROFILE", "any").strip()),
        "api_key": environment.get("LLM_API_KEY", "").strip(),
        "context": _whole(environment, "LLM_CONTEXT", 0),
        "languages": tuple(environment.get("LLM_LANGUAGES", "").replace(",", " ").lower().split()),
        "timeout_s": _number(environment, "LLM_TIMEOUT_S", 180.0),
        "connect_timeout_s": _number(environment, "LLM_CONNECT_TIMEOUT_S", 5.0),
        "retries": _whole(environment, "LLM_RETRIES", 2),
        "concurrency": _whole(environment, "LLM_CONCURRENCY", 8, least=1),
        "two_calls": _flag(environment, "LLM_TWO_CALLS"),
        "question_exemplars": _file(environment, "LLM_QUESTION_EXEMPLARS"),
        "grading_exemplars": _file(environment, "LLM_GRADING_EXEMPLARS"),
        "budgets": {task: _whole(environment, f"LLM_BUDGET_{task.upper()}", BUDGETS[task]) for task in get_args(Task)},
    }


def thinking_for(task: Task, llm: Mapping[str, Any]) -> Thinking:
    """How long a model may think about this task."""
    return thinking({**BUDGETS, **llm.get("budgets", {})}[task])


def _address(url: str) -> str:
    if url and not url.startswith(("http://", "https://")):
        raise BadInput("llm.setting", f"LLM_URL must begin with http:// or https://, not {url.partition(':')[0]!r}.")
    return url.rstrip("/")


def _profile(name: str) -> str:
    if name not in PROFILES:
        raise BadInput("llm.setting", f"LLM_PROFILE must be one of {', '.join(PROFILES)}, not {name!r}.")
    return name


def _file(environment: Mapping[str, str], name: str) -> str:
    path = environment.get(name, "").strip()
    if path and not Path(path).is_file():
        raise BadInput("llm.setting", f"{name} names a file that is not there: {path}.")
    return path


def _flag(environment: Mapping[str, str], name: str) -> bool:
    value = environment.get(name, "").strip().lower()
    if value not in ("", "0", "1", "false", "true", "no", "yes", "off", "on"):
        raise BadInput("llm.setting", f"{name} must be true or false, not {value!r}.")
    return value in ("1", "true", "yes", "on")


def _number(environment: Mapping[str, str], name: str, default: float) -> float:
    try:
        value = float(environment.get(name) or default)
    except ValueError:
        raise BadInput("llm.setting", f"{name} must be a number, not {environment[name]!r}.") from None
    if value <= 0:
        raise BadInput("llm.setting", f"{name} must be more than nothing, not {environment[name]!r}.")
    return value


def _whole(environment: Mapping[str, str], name: str, default: int, least: int = 0) -> int:
    try:
        value = int(environment.get(name) or default)
    except ValueError:
        raise BadInput("llm.setting", f"{name} must be a whole number, not {environment[name]!r}.") from None
    if value < least:
        raise BadInput("llm.setting", f"{name} must be at least {least}, not {value}.")
    return value
