"""One of several is chosen, and how surely comes from the log-probabilities."""

import math
from typing import Any

import pytest

from inference.llm.chat import Message, UnusableAnswer, thinking
from inference.llm.choices import probability
from inference.llm.server import ServedChatModel
from tests.inference.llm.conftest import Ask, Start
from tests.scripted_llm import LLAMA_CPP, OLD_VLLM, PLAIN, ScriptedServer, Turn

ASKED = [Message("user", "Is it right?")]
CHOICES = ["correct", "incorrect", "incomplete"]
SURE = {"correct": 0.2, "incorrect": 0.7, "incomplete": 0.1}


def token(text: str, **others: float) -> dict[str, Any]:
    """A token with what else the server lists, by probability."""
    listed = [{"token": other, "logprob": math.log(share)} for other, share in others.items()]
    return {"token": text, "logprob": math.log(others.get(text, 1e-4)), "top_logprobs": listed}


def test_the_server_is_held_to_the_choices(server: ScriptedServer, model: ServedChatModel) -> None:
    server.say(Turn(sureness=SURE))

    found = model.choose(ASKED, CHOICES)

    assert server.asked[0]["structured_outputs"] == {"choice": CHOICES}
    assert found.choice == "incorrect"
    assert found.probability == pytest.approx(0.7, abs=0.01)


def test_reasoning_before_the_choice_does_not_disturb_its_probability(
    server: ScriptedServer, model: ServedChatModel
) -> None:
    server.say(Turn(reasoning="incorrect or correct, that is the question", sureness=SURE))

    found = model.choose(ASKED, CHOICES, thinking=thinking(24))

    assert found.reasoning
    assert found.probability == pytest.approx(0.7, abs=0.01)


def test_two_calls_give_a_probability_too(start: Start, ask: Ask) -> None:
    server = start(OLD_VLLM)
    model = ask(server)
    server.say(Turn(), Turn(sureness=SURE))

    found = model.choose(ASKED, CHOICES, thinking=thinking(24))

    assert (found.choice, found.tokens.calls) == ("incorrect", 2)
    assert found.probability == pytest.approx(0.7, abs=0.01)


def test_a_server_with_schemas_alone_chooses_by_one(start: Start, ask: Ask) -> None:
    server = start(LLAMA_CPP)

    found = ask(server).choose(ASKED, CHOICES)

    assert found.choice in CHOICES
    assert found.probability is None
    assert server.asked[0]["response_format"]["json_schema"]["schema"]["enum"] == CHOICES


def test_in_words_a_quoted_or_capital_choice_counts(start: Start, ask: Ask) -> None:
    server = start(PLAIN)
    model = ask(server)
    server.say(' "Incorrect."')

    assert model.choose(ASKED, CHOICES).choice == "incorrect"


def test_who_chooses_nothing_is_asked_once_more_and_then_it_is_a_failure(start: Start, ask: Ask) -> None:
    server = start(PLAIN)
    model = ask(server)
    server.say("That depends.", "I would rather not say.", "correct")

    with pytest.raises(UnusableAnswer) as unusable:
        model.choose(ASKED, CHOICES)
    assert unusable.value.reason == "choice"
    assert len(server.asked) == unusable.value.tokens.calls == 2


def test_all_spellings_of_a_beginning_count_together() -> None:
    spelt = [
        token("in", **{"in": 0.5, "inc": 0.1, "correct": 0.2, "The": 0.2}),
        token("correct", correct=0.9, complete=0.1),
    ]

    # (0.5 + 0.1) / 0.8 at the first token, 0.9 at the second.
    assert probability("incorrect", CHOICES, spelt) == pytest.approx(0.75 * 0.9)


def test_what_follows_when_only_one_is_left_does_not_count() -> None:
    spelt = [token("corr", corr=0.6, inc=0.4), token("ect", ect=0.01, upt=0.99)]

    assert probability("correct", CHOICES[:2], spelt) == pytest.approx(0.6)


def test_a_choice_that_the_server_did_not_list_may_be_as_likely_as_the_rarest_listed() -> None:
    spelt = [token("correct", correct=0.3, lorem=0.1)]

    assert probability("correct", CHOICES[:2], spelt) == pytest.approx(0.75)


def test_the_bytes_of_a_token_count_and_not_its_name() -> None:
    spelt = [{"token": "Ġja", "bytes": list(b" ja"), "logprob": math.log(0.8), "top_logprobs": []}]

    assert probability("ja", ["ja", "nein"], [*spelt, token("<|im_end|>")]) == pytest.approx(0.5)


@pytest.mark.parametrize("spelt", [[], [token("something"), token("else")]])
def test_without_a_spelling_there_is_no_probability(spelt: list[dict[str, Any]]) -> None:
    assert probability("correct", CHOICES, spelt) is None
