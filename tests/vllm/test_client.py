"""The client's contract on a real vLLM, and what only a real server can show: restarts, overload, slowness."""

import signal
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.request import urlopen

import pytest

from inference.errors import EngineUnavailable
from inference.llm.chat import Chosen
from inference.llm.server import ServedChatModel
from tests.inference.llm.contract import CHOICES, MESSAGES, ChatModelContract
from tests.vllm.serving import CONTEXT, MODEL, Vllm

pytestmark = [pytest.mark.vllm, pytest.mark.timeout(900)]


class TestVllm(ChatModelContract):
    pass


def test_all_that_the_engines_use_is_found(model: ServedChatModel) -> None:
    found = model.look()

    assert (found.model, found.context, found.context_is_assumed) == (MODEL, CONTEXT, False)
    assert (found.switch, found.reasoning, found.budget) == ("template", "field", "native")
    assert found.json_schema
    assert found.choice
    assert found.logprobs
    assert found.tokenizer == "vllm"


def test_a_profile_that_switches_otherwise_is_corrected_by_the_check(llm_options: Mapping[str, Any]) -> None:
    """nano2-9b thinks by a word in the system message; this server has a template for it."""
    model = ServedChatModel({**llm_options, "profile": "nano2-9b"})

    assert model.choose(MESSAGES, CHOICES).choice in CHOICES
    assert model.capabilities.switch == "template"


def test_a_long_prompt_is_counted_to_the_token(model: ServedChatModel) -> None:
    """Twice the same, and as many as the tokenizer says but for what the template puts around each message."""
    long = MESSAGES * 20
    first, second = model.choose(long, CHOICES), model.choose(long, CHOICES)

    assert first.tokens.prompt == second.tokens.prompt > 1000
    assert first.tokens.prompt > sum(model.count_tokens(message.content) for message in long)


def test_many_at_once_are_all_answered(llm_options: Mapping[str, Any]) -> None:
    """Four times as many as the server works on."""
    model = ServedChatModel({**llm_options, "concurrency": 32})

    with ThreadPoolExecutor(32) as callers:
        found = list(callers.map(lambda _: model.choose(MESSAGES, CHOICES), range(32)))

    assert {one.choice for one in found} <= set(CHOICES)


def test_who_takes_too_long_is_not_waited_for(llm_options: Mapping[str, Any]) -> None:
    hasty = ServedChatModel({**llm_options, "timeout_s": 0.001, "retries": 0})

    with pytest.raises(EngineUnavailable):
        hasty.choose(MESSAGES, CHOICES)


def test_metrics_tell_of_the_requests(vllm: Vllm, model: ServedChatModel) -> None:
    model.choose(MESSAGES, CHOICES)

    with urlopen(f"{vllm.root}/metrics", timeout=10) as answer:
        metrics = answer.read().decode()

    assert "vllm:generation_tokens_total" in metrics
    assert MODEL in metrics


def test_a_server_that_dies_in_mid_request_is_away_and_back_after_its_restart(vllm: Vllm) -> None:
    model = ServedChatModel({**vllm.options, "retries": 0})
    model.choose(MESSAGES, CHOICES)
    asked = threading.Event()
    failed: list[Exception] = []

    def ask() -> None:
        try:
            model.stream(MESSAGES, answer_tokens=CONTEXT - 512, on_text=lambda _: asked.set())
        except EngineUnavailable as error:
            failed.append(error)

    caller = threading.Thread(target=ask)
    caller.start()
    assert asked.wait(300)
    vllm.stop(signal.SIGKILL)
    caller.join(300)
    assert failed
    with pytest.raises(EngineUnavailable):
        model.choose(MESSAGES, CHOICES)

    vllm.start()

    assert isinstance(_once_the_breaker_closes(model), Chosen)


def _once_the_breaker_closes(model: ServedChatModel) -> Chosen:
    """A breaker that is open lets one through after a while."""
    pause = threading.Event()
    for _ in range(120):
        try:
            return model.choose(MESSAGES, CHOICES)
        except EngineUnavailable:
            pause.wait(1)
    raise AssertionError("still away")
