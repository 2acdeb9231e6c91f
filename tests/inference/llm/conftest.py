"""The scripted server, and a model that asks it and does not sleep between tries."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from inference.llm.server import ServedChatModel
from tests.scripted_llm import VLLM, Kind, ScriptedServer

Start = Callable[..., ScriptedServer]
Ask = Callable[..., ServedChatModel]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts servers of any kind; all stop with the test."""
    running: list[ScriptedServer] = []

    def one(kind: Kind = VLLM, **options: Any) -> ScriptedServer:
        running.append(ScriptedServer(kind, **options).__enter__())
        return running[-1]

    yield one
    for server in running:
        server.stop()


@pytest.fixture
def server(start: Start) -> ScriptedServer:
    return start()


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Ask:
    """A model of a server, with options over the defaults."""
    monkeypatch.setattr("inference.llm.connection.FIRST_WAIT_S", 0.001)

    def model(server: ScriptedServer, **options: Any) -> ServedChatModel:
        return ServedChatModel({"url": server.url, "api_key": server.api_key, "timeout_s": 20.0, **options})

    return model


@pytest.fixture
def model(server: ScriptedServer, ask: Ask) -> ServedChatModel:
    """Of a vLLM of today."""
    return ask(server)
