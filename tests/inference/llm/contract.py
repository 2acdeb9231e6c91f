"""What holds of the client on any server, whatever the model says: shapes and bounds, never content.

A subclass runs on the scripted server in the default suite, another one on a real vLLM with a random model. Both give a
fixture `llm_options`: the mapping that the client takes, with the key that the server was started with.
"""

import socket
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from inference.errors import BadInput, EngineUnavailable
from inference.llm.chat import OFF, Chosen, Completion, Message, Thinking, UnusableAnswer, thinking
from inference.llm.server import ServedChatModel, chat_model

LECTURE = Message("system", "You help a teacher. Answer in short sentences.")
TASK = Message("user", "What is entropy? A lecture says: entropy measures the disorder of a system.")
MESSAGES = (LECTURE, TASK)
CHOICES = ("correct", "incorrect", "partially_correct")
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "stem": {"type": "string", "maxLength": 40},
        "credit": {"type": "number", "enum": [0, 0.5, 1]},
        "points": {"type": "array", "maxItems": 2, "items": {"type": "string", "maxLength": 20}},
    },
    "required": ["stem", "credit", "points"],
    "additionalProperties": False,
}
ANSWER = 256


class ChatModelContract:
    """A random model rarely comes to an end, so a free answer may be a Completion or a cut UnusableAnswer."""

    @pytest.fixture
    def model(self, llm_options: Mapping[str, Any]) -> ServedChatModel:
        """One for the process: the capability check is not repeated for each test."""
        return chat_model(llm_options)

    def test_it_says_which_model_answers_and_how_much_it_takes(self, model: ServedChatModel) -> None:
        assert model.capabilities.model
        assert model.context >= 512
        assert model.capabilities.context == model.context

    def test_neither_address_nor_key_is_in_the_fingerprint(
        self, model: ServedChatModel, llm_options: Mapping[str, Any]
    ) -> None:
        elsewhere = ServedChatModel(
            {**llm_options, "url": "http://elsewhere.invalid/v1", "model": model.capabilities.model}
        )

        assert elsewhere.fingerprint == model.fingerprint
        assert model.fingerprint.startswith("llm.")

    def test_with_thinking_off_nothing_is_thought(self, model: ServedChatModel) -> None:
        found = outcome(lambda: model.complete(MESSAGES, answer_tokens=ANSWER))

        assert isinstance(found, UnusableAnswer) or found.reasoning == ""
        assert found.tokens.reasoning == 0
        assert 0 < found.tokens.answer <= ANSWER

    @pytest.mark.parametrize("budget", [12, 48])
    def test_a_budget_is_kept(self, model: ServedChatModel, budget: int) -> None:
        wanted = thinking(budget)

        found = model.complete(MESSAGES, answer_tokens=ANSWER, schema=SCHEMA, thinking=wanted)

        assert found.tokens.reasoning <= budget + wanted.grace
        assert bool(found.reasoning) is model.capabilities.thinks
        assert found.mechanism == (model.capabilities.budget if model.capabilities.thinks else "none")

    def test_what_fits_the_schema_comes_as_data(self, model: ServedChatModel) -> None:
        found = model.complete(MESSAGES, answer_tokens=ANSWER, schema=SCHEMA)

        assert not list(Draft202012Validator(SCHEMA).iter_errors(found.data))
        assert found.finish_reason == "stop"

    def test_a_schema_without_limits_is_refused(self, model: ServedChatModel) -> None:
        with pytest.raises(ValueError, match="stem"):
            model.complete(MESSAGES, answer_tokens=ANSWER, schema={"properties": {"stem": {"type": "string"}}})

    @pytest.mark.parametrize("wanted", [OFF, thinking(24)], ids=["off", "on"])
    def test_one_of_the_choices_is_chosen(self, model: ServedChatModel, wanted: Thinking) -> None:
        found = model.choose(MESSAGES, CHOICES, thinking=wanted)

        assert found.choice in CHOICES
        assert (found.probability is not None) is model.capabilities.logprobs
        assert found.probability is None or 0.0 < found.probability <= 1.0

    def test_tokens_are_counted_by_kind(self, model: ServedChatModel) -> None:
        found = model.complete(MESSAGES, answer_tokens=ANSWER, schema=SCHEMA, thinking=thinking(24))

        assert 0 <= found.tokens.cached <= found.tokens.prompt
        assert found.tokens.prompt >= 10
        assert found.tokens.answer > 0
        assert (found.tokens.reasoning > 0) is model.capabilities.thinks
        assert found.tokens.calls == (2 if found.mechanism == "two_calls" and found.budget_hit else 1)

    @pytest.mark.parametrize("wanted", [OFF, thinking(24)], ids=["off", "on"])
    def test_a_stream_passes_on_the_answer_alone(self, model: ServedChatModel, wanted: Thinking) -> None:
        pieces: list[str] = []

        found = outcome(lambda: model.stream(MESSAGES, answer_tokens=48, on_text=pieces.append, thinking=wanted))

        said = "".join(pieces)
        assert "think>" not in said
        assert isinstance(found, UnusableAnswer) or found.content == said.strip()
        assert found.tokens.calls >= 1

    def test_whoever_gets_a_stream_may_end_it(self, model: ServedChatModel) -> None:
        class Enough(Exception):
            pass

        def end(piece: str) -> None:
            raise Enough

        with pytest.raises(Enough):
            model.stream(MESSAGES, answer_tokens=400, on_text=end)
        assert model.choose(MESSAGES, CHOICES).choice in CHOICES

    def test_what_is_too_long_is_the_materials_fault(self, model: ServedChatModel) -> None:
        long = Message("user", "entropy of a closed system " * model.context)

        with pytest.raises(BadInput) as refused:
            model.complete((LECTURE, long), answer_tokens=32)
        assert refused.value.code == "llm.too_long"

    def test_what_only_the_server_finds_too_long_is_too(
        self, model: ServedChatModel, llm_options: Mapping[str, Any]
    ) -> None:
        trusting = ServedChatModel({**llm_options, "context": 10 * model.context})

        with pytest.raises(BadInput) as refused:
            trusting.complete((Message("user", "entropy " * 2 * model.context),), answer_tokens=32)
        assert refused.value.code == "llm.too_long"

    def test_an_answer_that_may_be_longer_than_the_context_is_too_long_as_well(
        self, model: ServedChatModel, llm_options: Mapping[str, Any]
    ) -> None:
        trusting = ServedChatModel({**llm_options, "context": 10 * model.context})

        with pytest.raises(BadInput) as refused:
            trusting.complete(MESSAGES, answer_tokens=2 * model.context)
        assert refused.value.code == "llm.too_long"

    def test_thinking_that_has_no_room_is_shortened(self, model: ServedChatModel) -> None:
        found = model.complete(MESSAGES, answer_tokens=ANSWER, schema=SCHEMA, thinking=thinking(10 * model.context))

        assert found.tokens.reasoning < model.context

    def test_longer_texts_have_more_tokens(self, model: ServedChatModel) -> None:
        short, long = model.count_tokens("entropy"), model.count_tokens("entropy of a closed system " * 20)

        assert 0 < short < long

    def test_a_wrong_key_is_named_and_not_shown(self, llm_options: Mapping[str, Any]) -> None:
        assert llm_options["api_key"], "The server of this suite must have a key."
        wrong = ServedChatModel({**llm_options, "api_key": "sk-wrong-and-secret"})

        with pytest.raises(EngineUnavailable, match="LLM_API_KEY") as refused:
            wrong.choose(MESSAGES, CHOICES)
        assert "sk-wrong-and-secret" not in str(refused.value)

    def test_a_model_that_is_not_served_is_named(self, llm_options: Mapping[str, Any]) -> None:
        other = ServedChatModel({**llm_options, "model": "somebody/else"})

        with pytest.raises(EngineUnavailable, match="somebody/else"):
            other.choose(MESSAGES, CHOICES)

    def test_a_server_that_is_away_is_away(self, llm_options: Mapping[str, Any]) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        away = ServedChatModel({**llm_options, "url": f"http://127.0.0.1:{port}/v1", "retries": 0})

        with pytest.raises(EngineUnavailable, match="cannot be reached"):
            away.choose(MESSAGES, CHOICES)

    def test_more_callers_than_it_takes_at_once_all_get_an_answer(self, llm_options: Mapping[str, Any]) -> None:
        busy = ServedChatModel({**llm_options, "concurrency": 3})
        start = threading.Barrier(9)

        def choose(_: int) -> Chosen:
            start.wait()
            return busy.choose(MESSAGES, CHOICES)

        with ThreadPoolExecutor(9) as callers:
            found = list(callers.map(choose, range(9)))
        assert {chosen.choice for chosen in found} <= set(CHOICES)


def outcome(ask: Callable[[], Completion]) -> Completion | UnusableAnswer:
    """A free answer, or that it came to no end."""
    try:
        return ask()
    except UnusableAnswer as cut:
        return cut
