"""What goes wrong between us and the server, and what is done about it."""

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from inference.errors import BadInput, EngineUnavailable
from inference.llm.breaker import RESTS, Breaker
from inference.llm.chat import Message, UnusableAnswer
from inference.llm.server import ServedChatModel, chat_model
from tests.inference.llm.conftest import Ask, Start
from tests.scripted_llm import ScriptedServer, Turn

ASKED = [Message("user", "What is entropy?")]


def answer(model: ServedChatModel) -> str:
    return model.complete(ASKED, answer_tokens=50).content


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_what_may_pass_is_tried_again(server: ScriptedServer, model: ServedChatModel, status: int) -> None:
    server.say(Turn(status=status), Turn(status=status), "Disorder.")

    assert answer(model) == "Disorder."
    assert len(server.asked) == 3


def test_tries_come_to_an_end(server: ScriptedServer, model: ServedChatModel) -> None:
    server.say(*[Turn(status=500)] * 3, "Disorder.")

    with pytest.raises(EngineUnavailable, match="status 500"):
        answer(model)


def test_the_server_may_say_when_to_come_back(
    server: ScriptedServer, model: ServedChatModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(model.connection, "_sleep", waited.append)
    server.say(Turn(status=429, headers={"Retry-After": "3"}), "Disorder.")

    answer(model)

    assert waited == [3.0]


@pytest.mark.parametrize(("status", "message"), [(400, "There is no such sampling."), (422, "Unprocessable")])
def test_a_refusal_is_not_tried_again(
    server: ScriptedServer, model: ServedChatModel, status: int, message: str
) -> None:
    server.say(Turn(status=status, message=message), "Disorder.")

    with pytest.raises(EngineUnavailable, match=message):
        answer(model)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "message",
    [
        "This model's maximum context length is 2048 tokens. However, you requested 3000 tokens.",
        "the request exceeds the available context size, try increasing it",
        "Input length exceeds the maximum model length",
        "The prompt is too long",
    ],
    ids=["vllm", "llama.cpp", "other", "another"],
)
def test_servers_say_in_many_words_that_a_prompt_is_too_long(
    server: ScriptedServer, model: ServedChatModel, message: str
) -> None:
    server.say(Turn(status=400, message=message))

    with pytest.raises(BadInput) as refused:
        answer(model)
    assert refused.value.code == "llm.too_long"


def test_a_time_out_is_not_tried_again(server: ScriptedServer, ask: Ask) -> None:
    model = ask(server, timeout_s=0.5)
    assert model.capabilities
    server.say(Turn(delay_s=2.0), "Disorder.")

    with pytest.raises(EngineUnavailable, match=r"within 0\.5 seconds"):
        answer(model)
    assert len(server.asked) == 1


def test_an_answer_that_breaks_off_is_asked_for_again(server: ScriptedServer, model: ServedChatModel) -> None:
    server.say(Turn(content="Disorder.", cut_after=40), "Disorder.")

    assert answer(model) == "Disorder."


@pytest.mark.parametrize(
    "raw", ["<html>Bad gateway</html>", "[1, 2]", '"words"', ""], ids=["html", "list", "text", "none"]
)
def test_what_is_no_answer_is_no_answer(server: ScriptedServer, model: ServedChatModel, raw: str) -> None:
    server.say(*[Turn(raw=raw)] * 3)

    with pytest.raises(EngineUnavailable):
        answer(model)


@pytest.mark.parametrize("raw", ["{}", '{"choices": []}', '{"choices": [7]}', '{"choices": [{"message": null}]}'])
def test_an_answer_of_another_shape_is_an_empty_one(server: ScriptedServer, model: ServedChatModel, raw: str) -> None:
    server.say(Turn(raw=raw))

    with pytest.raises(UnusableAnswer) as unusable:
        answer(model)
    assert unusable.value.reason == "empty"


def test_after_several_failures_the_server_is_left_alone(server: ScriptedServer, ask: Ask) -> None:
    model = ask(server, retries=0)
    assert model.capabilities
    server.say(*[Turn(status=500)] * 5)
    for _ in range(5):
        with pytest.raises(EngineUnavailable, match="status 500"):
            answer(model)

    with pytest.raises(EngineUnavailable, match=RESTS):
        answer(model)
    assert len(server.asked) == 5


def test_one_may_try_after_the_rest_and_decides_for_all() -> None:
    now = 0.0
    breaker = Breaker(after=2, rest_s=10.0, clock=lambda: now)
    breaker.failed()
    breaker.failed()
    now = 11.0

    breaker.let_through()
    with pytest.raises(EngineUnavailable):
        breaker.let_through()
    breaker.succeeded()
    breaker.let_through()


def test_a_success_in_between_keeps_it_closed() -> None:
    breaker = Breaker(after=2)

    for _ in range(5):
        breaker.failed()
        breaker.succeeded()

    breaker.let_through()
    assert not breaker.is_open


def test_no_more_than_the_limit_are_asked_at_once(server: ScriptedServer, ask: Ask) -> None:
    model = ask(server, concurrency=2)
    assert model.capabilities
    server.say(*[Turn(content="Disorder.", delay_s=0.05)] * 8)
    server.most_at_once = 0

    with ThreadPoolExecutor(8) as callers:
        assert set(callers.map(lambda _: answer(model), range(8))) == {"Disorder."}
    assert server.most_at_once == 2


def test_who_waits_too_long_for_a_turn_is_told(server: ScriptedServer, ask: Ask) -> None:
    model = ask(server, concurrency=1, timeout_s=0.3)
    assert model.capabilities
    asked = threading.Event()

    def slowly(body: object) -> Turn:
        asked.set()
        return Turn(content="Disorder.", delay_s=1.0)

    server.answer_with(slowly)
    with ThreadPoolExecutor(1) as other:
        first = other.submit(answer, model)
        asked.wait(5)
        time.sleep(0)
        with pytest.raises(EngineUnavailable):
            answer(model)
        assert isinstance(first.exception(), EngineUnavailable)


def test_the_key_is_in_no_log(server: ScriptedServer, ask: Ask, caplog: pytest.LogCaptureFixture) -> None:
    server.api_key = "sk-the-right-one"
    model = ask(server, api_key="sk-a-wrong-one")

    with caplog.at_level(logging.DEBUG), pytest.raises(EngineUnavailable) as refused:
        answer(model)
    assert "sk-" not in caplog.text + str(refused.value)


def test_no_key_from_the_environment_goes_to_the_server(
    server: ScriptedServer, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-for-another-service")

    answer(ask(server))

    assert {headers["authorization"] for headers in server.headers} == {"Bearer EMPTY"}


def test_without_an_address_a_sentence_says_what_to_set() -> None:
    with pytest.raises(EngineUnavailable, match="LLM_URL"):
        answer(ServedChatModel({"url": ""}))


def test_a_server_that_comes_back_as_another_is_looked_at_anew(start: Start, ask: Ask) -> None:
    server = start()
    model = ask(server, model="")
    assert model.capabilities.model == "scripted/model"
    server.model = "scripted/other"

    with pytest.raises(EngineUnavailable, match="does not exist"):
        answer(model)
    assert answer(model)
    assert model.capabilities.model == "scripted/other"


def test_a_server_that_restarts_in_the_middle_of_an_answer_is_asked_again(
    server: ScriptedServer, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = ask(server, retries=8)
    assert model.capabilities
    monkeypatch.setattr("inference.llm.connection.FIRST_WAIT_S", 0.2)
    in_hand = threading.Event()

    def never(body: object) -> Turn:
        in_hand.set()
        return Turn(content="Too late.", delay_s=30.0)

    server.answer_with(never)
    with ThreadPoolExecutor(1) as other:
        found = other.submit(answer, model)
        assert in_hand.wait(5)
        server.stop()
        server.answer_with(lambda _: Turn(content="Disorder."))
        server.start()
        assert found.result() == "Disorder."


def test_engines_of_one_process_share_a_model(server: ScriptedServer) -> None:
    options = {"url": server.url, "model": "a", "budgets": {"fast": 0}}

    assert chat_model(options) is chat_model({**options, "budgets": {}})
    assert chat_model(options) is not chat_model({**options, "model": "b"})


def test_the_patient_and_the_impatient_share_what_was_found(server: ScriptedServer) -> None:
    assert chat_model({"url": server.url, "timeout_s": 180.0}).capabilities
    seen = len(server.paths)

    assert chat_model({"url": server.url, "timeout_s": 30.0}).capabilities
    assert len(server.paths) == seen


def test_an_address_without_a_path_gets_that_of_the_interface(server: ScriptedServer, ask: Ask) -> None:
    model = ask(server, url=f"http://{urlsplit(server.url).netloc}/")

    assert answer(model)
