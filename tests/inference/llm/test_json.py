"""JSON is held to its schema by the server where it can, and checked here always."""

from typing import Any

import pytest

from inference.llm.chat import Message, UnusableAnswer, thinking
from inference.llm.schemas import NotJson, NotThisSchema, check_limits, read_json
from inference.llm.server import ServedChatModel
from tests.inference.llm.conftest import Ask, Start
from tests.scripted_llm import NANO2, PLAIN, ScriptedServer, Turn

ASKED = [Message("user", "What is entropy?")]
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"stem": {"type": "string", "maxLength": 40}},
    "required": ["stem"],
    "additionalProperties": False,
}
GOOD, BAD = '{"stem": "What is entropy?"}', '{"stem": 7}'


def test_the_server_is_given_the_schema(server: ScriptedServer, model: ServedChatModel) -> None:
    server.say(GOOD)

    found = model.complete(ASKED, answer_tokens=100, schema=SCHEMA)

    assert server.asked[0]["response_format"]["json_schema"]["schema"] == SCHEMA
    assert server.asked[0]["messages"][-1]["content"] == "What is entropy?"
    assert found.data == {"stem": "What is entropy?"}


def test_a_server_without_schemas_is_asked_in_words(start: Start, ask: Ask) -> None:
    server = start(PLAIN)
    model = ask(server)
    server.say(f"Here you are:\n```json\n{GOOD}\n```")

    found = model.complete(ASKED, answer_tokens=100, schema=SCHEMA)

    assert "response_format" not in server.asked[0]
    assert '"maxLength": 40' in server.asked[0]["messages"][-1]["content"]
    assert found.data == {"stem": "What is entropy?"}


def test_thinking_in_the_text_is_not_held_to_the_schema_but_the_answer_after_it_is(start: Start, ask: Ask) -> None:
    server = start(NANO2)
    model = ask(server, profile="nano2-9b", model=server.model)

    found = model.complete(ASKED, answer_tokens=100, schema=SCHEMA, thinking=thinking(24))

    first, second = server.asked
    assert "response_format" not in first
    assert second["response_format"]["json_schema"]["schema"] == SCHEMA
    assert isinstance(found.data["stem"], str)
    assert found.reasoning


def test_one_repair_says_what_is_wrong(server: ScriptedServer, model: ServedChatModel) -> None:
    server.say(BAD, GOOD)

    found = model.complete(ASKED, answer_tokens=100, schema=SCHEMA)

    _, said, wrong = server.asked[1]["messages"]
    assert (said["role"], said["content"]) == ("assistant", BAD)
    assert "7 is not of type 'string'" in wrong["content"]
    assert found.data == {"stem": "What is entropy?"}
    assert found.tokens.calls == 2


def test_a_repair_does_not_think_again_and_keeps_the_first_thoughts(
    server: ScriptedServer, model: ServedChatModel
) -> None:
    server.say(Turn(reasoning="hm", content=BAD), GOOD)

    found = model.complete(ASKED, answer_tokens=100, schema=SCHEMA, thinking=thinking(24))

    assert server.asked[1]["chat_template_kwargs"] == {"enable_thinking": False}
    assert found.reasoning == "hm"


@pytest.mark.parametrize(("said", "reason"), [(BAD, "schema"), ("no JSON at all", "json")])
def test_after_one_repair_it_is_a_failure(
    server: ScriptedServer, model: ServedChatModel, said: str, reason: str
) -> None:
    server.say(said, said, GOOD)

    with pytest.raises(UnusableAnswer) as unusable:
        model.complete(ASKED, answer_tokens=100, schema=SCHEMA)
    assert unusable.value.reason == reason
    assert unusable.value.tokens.calls == len(server.asked) == 2


def test_raw_control_characters_in_a_string_are_read() -> None:
    assert read_json('{"stem": "two\nlines\tand a tab"}', SCHEMA) == {"stem": "two\nlines\tand a tab"}


@pytest.mark.parametrize("text", ["", "{", '{"stem": "cut', "[" * 100_000, "}{"])
def test_what_is_no_json_is_said_to_be_none(text: str) -> None:
    with pytest.raises(NotJson):
        read_json(text, SCHEMA)


@pytest.mark.parametrize("text", ['{"stem": "' + "x" * 41 + '"}', '{"stem": "a", "score": 1}', "{}", "[]"])
def test_what_is_beyond_the_schema_is_refused_whatever_the_server_promised(text: str) -> None:
    with pytest.raises(NotThisSchema):
        read_json(text, SCHEMA)


def test_every_string_and_list_of_a_schema_has_a_limit() -> None:
    inner = {"type": "array", "maxItems": 2, "items": {"anyOf": [{"type": "string"}, {"type": ["array", "null"]}]}}

    with pytest.raises(ValueError, match=r"#/properties/points/items/anyOf/0, #/properties/points/items/anyOf/1"):
        check_limits({"type": "object", "properties": {"points": inner}})


def test_a_choice_of_words_needs_no_length() -> None:
    check_limits({"type": "object", "properties": {"label": {"type": "string", "enum": ["a", "b"]}}})
