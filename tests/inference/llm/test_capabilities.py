"""What a server holds to is found out and not believed, and shown in words."""

from typing import Any

import pytest

from inference.llm.capabilities import Capabilities, in_words
from inference.llm.server import ServedChatModel
from tests.inference.llm.conftest import Ask, Start
from tests.scripted_llm import LLAMA_CPP, NANO2, OLD_VLLM, PLAIN, VLLM, Kind, ScriptedServer


@pytest.mark.parametrize(
    ("kind", "profile", "expected"),
    [
        (VLLM, "any", {"switch": "template", "reasoning": "field", "budget": "native", "continuation": "none"}),
        (OLD_VLLM, "any", {"switch": "template", "budget": "two_calls", "continuation": "tokens"}),
        (NANO2, "nano2-9b", {"switch": "system", "reasoning": "inline", "budget": "two_calls"}),
        (VLLM, "nano2-9b", {"switch": "template", "thinks_always": False, "budget": "native"}),
        (Kind(field="", budget=False), "any", {"switch": "template", "reasoning": "inline", "budget": "two_calls"}),
        (LLAMA_CPP, "any", {"switch": "none", "budget": "none", "tokenizer": "llama", "choice": False}),
        (PLAIN, "any", {"switch": "none", "json_schema": False, "logprobs": False, "tokenizer": "none"}),
        (Kind(switch="system"), "any", {"switch": "none", "thinks_always": True}),
        (Kind(logprobs=False), "any", {"choice": True, "logprobs": False}),
        (Kind(budget=False, refuses_budget=True), "any", {"budget": "two_calls"}),
        (Kind(budget=False, tokenize="none"), "any", {"budget": "two_calls", "continuation": "message"}),
        (Kind(budget=False, tokenize="none", continues=False), "any", {"budget": "none", "switch": "template"}),
    ],
)
def test_each_kind_of_server_is_seen_for_what_it_is(
    start: Start, ask: Ask, kind: Kind, profile: str, expected: dict[str, Any]
) -> None:
    server = start(kind)

    found = ask(server, profile=profile, model=server.model).capabilities.as_row()

    assert {name: found[name] for name in expected} == expected


def test_an_operator_may_want_two_calls_where_one_would_do(server: ScriptedServer, ask: Ask) -> None:
    assert ask(server, two_calls=True).capabilities.budget == "two_calls"


def test_it_is_found_out_once(server: ScriptedServer, model: ServedChatModel) -> None:
    assert model.capabilities
    seen = len(server.paths)

    assert model.capabilities is model.capabilities
    assert len(server.paths) == seen


@pytest.mark.parametrize(
    ("options", "context", "assumed"),
    [({}, 2048, False), ({"context": 1000}, 1000, False)],
    ids=["of-the-server", "of-the-settings"],
)
def test_the_context_is_what_the_settings_say_else_the_server(
    server: ScriptedServer, ask: Ask, options: dict[str, int], context: int, assumed: bool
) -> None:
    found = ask(server, **options).capabilities

    assert (found.context, found.context_is_assumed) == (context, assumed)


def test_a_context_that_nobody_says_is_assumed_to_be_small(start: Start, ask: Ask) -> None:
    found = ask(start(PLAIN)).capabilities

    assert found.context_is_assumed
    assert ("Context", "4,096 tokens, assumed: set LLM_CONTEXT") in in_words(found.as_row())


def test_what_was_found_is_said_in_words(model: ServedChatModel) -> None:
    said = dict(in_words(model.capabilities.as_row()))

    assert said["Model"] == "scripted/model"
    assert said["Budget of thinking"] == "kept by the server"
    assert said["JSON schema"] == "held by the server"


def test_a_model_that_does_not_think_needs_no_budget() -> None:
    said = dict(in_words(Capabilities(model="small", context=4096).as_row()))

    assert said["Budget of thinking"] == "not needed"
    assert said["Choice of one of several"] == "asked for in words, checked here"


def test_a_choice_is_held_by_the_schema_where_the_server_knows_no_choice(start: Start, ask: Ask) -> None:
    said = dict(in_words(ask(start(LLAMA_CPP)).capabilities.as_row()))

    assert (said["JSON schema"], said["Choice of one of several"]) == ("held by the server", "held as JSON")


def test_the_fingerprint_names_the_model_and_what_shapes_its_answers(server: ScriptedServer, ask: Ask) -> None:
    found = ask(server).fingerprint

    assert found.startswith("llm.scripted/model@")
    assert ask(server, profile="nano3-fp8", model=server.model).fingerprint != found


def test_a_named_model_has_its_fingerprint_without_a_server() -> None:
    assert ServedChatModel({"url": "", "profile": "nano3-fp8"}).fingerprint.startswith(
        "llm.nvidia/NVIDIA-Nemotron-3-Nano"
    )


def test_languages_are_those_of_the_profile_or_of_the_settings() -> None:
    assert ServedChatModel({"profile": "nano3-fp8"}).languages == ("en", "de", "es", "fr", "it", "ja")
    assert ServedChatModel({"profile": "any", "languages": ("en", "nl")}).languages == ("en", "nl")
