"""A stream passes on the answer as it comes, never the thinking, and may be ended from either side."""

import pytest

from inference.errors import EngineUnavailable
from inference.llm.chat import Completion, Message, UnusableAnswer, thinking
from inference.llm.server import ServedChatModel
from inference.llm.streaming import read_stream
from tests.inference.llm.conftest import Ask
from tests.scripted_llm import ScriptedServer, Turn

ASKED = [Message("user", "What is entropy, and why does it grow in a closed system?")]
ANSWER = "Entropy measures disorder."


class Enough(Exception):
    pass


def streamed(model: ServedChatModel, budget: int = 0) -> tuple[list[str], Completion]:
    pieces: list[str] = []
    found = model.stream(ASKED, answer_tokens=100, on_text=pieces.append, thinking=thinking(budget))
    return pieces, found


def test_the_answer_comes_in_pieces(server: ScriptedServer, model: ServedChatModel) -> None:
    server.say(Turn(reasoning="a thought", content=ANSWER))

    pieces, found = streamed(model, budget=24)

    assert len(pieces) > 3
    assert "".join(pieces) == found.content == ANSWER
    assert found.reasoning == "a thought"
    assert found.tokens.reasoning == 3
    assert found.tokens.cached == 16


def test_a_stream_that_breaks_off_is_no_answer(server: ScriptedServer, model: ServedChatModel) -> None:
    server.say(Turn(content=ANSWER, cut_after=3))

    with pytest.raises(EngineUnavailable, match="broke off"):
        streamed(model)
    assert len(server.asked) == 1


def test_a_stream_that_does_not_begin_is_tried_again(server: ScriptedServer, model: ServedChatModel) -> None:
    server.say(Turn(status=503), ANSWER)

    assert streamed(model)[1].content == ANSWER


def test_who_had_enough_ends_it_on_the_server_too(server: ScriptedServer, model: ServedChatModel) -> None:
    server.say(Turn(content="word " * 200_000))
    server.context = 1_000_000
    model.forget_capabilities()

    def enough(piece: str) -> None:
        raise Enough

    with pytest.raises(Enough):
        model.stream(ASKED, answer_tokens=500_000, on_text=enough)
    assert server.broken_off.wait(5)


def test_what_was_cut_is_a_failure_though_it_was_shown(server: ScriptedServer, model: ServedChatModel) -> None:
    server.say("word " * 300)

    with pytest.raises(UnusableAnswer) as unusable:
        streamed(model)
    assert unusable.value.reason == "length"


def test_a_stream_that_goes_on_for_too_long_is_ended(server: ScriptedServer, ask: Ask) -> None:
    model = ask(server, timeout_s=0.4)
    assert model.capabilities
    server.say(Turn(content=ANSWER, delay_s=2.0))

    with pytest.raises(EngineUnavailable, match=r"within 0\.4 seconds"):
        streamed(model)


def events(*pieces: str) -> list[dict[str, object]]:
    deltas = [{"choices": [{"delta": {"content": piece}, "finish_reason": None}]} for piece in pieces]
    return [*deltas, {"choices": [{"delta": {}, "finish_reason": "stop"}]}]


@pytest.mark.parametrize(
    ("pieces", "inline"),
    [
        (("<thi", "nk>a tho", "ught</th", "ink>\n\nThe ", "answer."), False),
        (("a thought", "</", "think>", "The answer."), True),
        (("<think>a thought</think>The answer.",), False),
    ],
    ids=["cut-tags", "opened-by-the-template", "in-one-piece"],
)
def test_thinking_in_the_text_is_kept_back(pieces: tuple[str, ...], inline: bool) -> None:
    said: list[str] = []

    reply = read_stream(iter(events(*pieces)), said.append, thinks_inline=inline)

    assert "".join(said) == reply.content == "The answer."
    assert reply.reasoning == "a thought"


def test_what_only_begins_like_a_tag_is_text() -> None:
    said: list[str] = []

    read_stream(iter(events("<th", "en> comes")), said.append, thinks_inline=False)

    assert "".join(said) == "<then> comes"
