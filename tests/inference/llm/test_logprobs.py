"""How likely the words of an answer were to the model itself, read from the tokens that a server lists."""

import json
import math
from typing import Any

import pytest

from inference.llm.chat import Message
from inference.llm.logprobs import LEAST, mean_logprob
from tests.inference.llm.conftest import Ask, Start
from tests.scripted_llm import LLAMA_CPP, NANO2, OLD_VLLM, PLAIN, VLLM, Kind, Turn

ASKED = [Message("user", "What is entropy?")]
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"stem": {"type": "string", "maxLength": 60}, "answer": {"type": "string", "maxLength": 60}},
    "required": ["stem", "answer"],
    "additionalProperties": False,
}
STEM, ANSWER = "What is entropy?", "A measure of disorder."
SAID = json.dumps({"stem": STEM, "answer": ANSWER})


def listed(*pieces: tuple[str, float]) -> list[dict[str, Any]]:
    return [{"token": text, "logprob": value, "bytes": list(text.encode())} for text, value in pieces]


def test_only_the_tokens_of_the_string_count() -> None:
    tokens = listed(('{"', -5.0), ('stem":', -5.0), (' "', -5.0), ("What", -1.0), (" is", -2.0), (' it?"', -3.0))

    assert mean_logprob("What is it?", tokens) == pytest.approx(-2.0)


def test_what_is_thought_or_fenced_before_the_answer_does_not_count() -> None:
    tokens = listed(('"It?" maybe. ', -9.0), ("```json\n", -9.0), ('"', -9.0), ("It?", -1.0), ('"', -9.0))

    assert mean_logprob("It?", tokens) == pytest.approx(-1.0)


def test_a_text_that_no_tokens_spell_has_none() -> None:
    assert mean_logprob("What is it?", listed(('"What is that?"', -1.0))) is None
    assert mean_logprob("What is it?", ()) is None


@pytest.mark.parametrize("is_ascii", [True, False], ids=["escaped", "as-it-is"])
def test_signs_that_are_cut_in_two_or_escaped_are_found(is_ascii: bool) -> None:
    written = json.dumps("Was heißt »Wärme«?", ensure_ascii=is_ascii).encode()
    tokens = [{"token": "?", "logprob": -2.0, "bytes": list(written[at : at + 3])} for at in range(0, len(written), 3)]

    assert mean_logprob("Was heißt »Wärme«?", tokens) == pytest.approx(-2.0)


def test_one_token_that_was_forced_on_the_model_does_not_decide() -> None:
    tokens = listed(('"', 0.0), ("What", 0.0), (" it?", -9999.0), ('"', 0.0))

    assert mean_logprob("What it?", tokens) == pytest.approx(LEAST / 2)


@pytest.mark.parametrize(
    ("kind", "gives"),
    [(VLLM, True), (OLD_VLLM, True), (LLAMA_CPP, True), (Kind(logprobs=False), False), (PLAIN, False)],
    ids=["vllm", "old-vllm", "llama.cpp", "without", "plain"],
)
def test_it_is_found_out_which_servers_give_them(start: Start, ask: Ask, kind: Kind, gives: bool) -> None:
    assert ask(start(kind)).capabilities.answer_logprobs is gives


@pytest.mark.parametrize("kind", [VLLM, LLAMA_CPP], ids=["vllm", "llama.cpp"])
def test_an_answer_that_is_weighed_comes_with_them(start: Start, ask: Ask, kind: Kind) -> None:
    server = start(kind)
    server.say(Turn(content=SAID, unsure={STEM: 0.25}))

    found = ask(server).complete(ASKED, answer_tokens=100, schema=SCHEMA, is_weighed=True)

    assert found.data["stem"] == STEM
    assert mean_logprob(STEM, found.logprobs) == pytest.approx(math.log(0.25), abs=0.2)
    assert mean_logprob(ANSWER, found.logprobs) == pytest.approx(math.log(0.9), abs=0.2)


def test_they_are_asked_for_only_where_they_are_wanted_and_given(start: Start, ask: Ask) -> None:
    with_them, without = start(VLLM), start(Kind(logprobs=False))

    ask(with_them).complete(ASKED, answer_tokens=100, schema=SCHEMA)
    found = ask(without).complete(ASKED, answer_tokens=100, schema=SCHEMA, is_weighed=True)

    assert "logprobs" not in with_them.asked[0]
    assert "logprobs" not in without.asked[0]
    assert found.logprobs == ()


def test_an_answer_in_two_calls_comes_with_those_of_the_second(start: Start, ask: Ask) -> None:
    server = start(NANO2)
    model = ask(server, profile="nano2-9b", model=server.model)
    server.say(Turn(content=SAID, reasoning="So " * 40), Turn(content=SAID))

    from_thoughts = model.complete(ASKED, answer_tokens=100, schema=SCHEMA, is_weighed=True)

    assert from_thoughts.data["stem"] == STEM
