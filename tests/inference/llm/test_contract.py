"""The contract of the client on the scripted server, in the guise of each kind of server."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.inference.llm.conftest import Start
from tests.inference.llm.contract import ChatModelContract
from tests.scripted_llm import LLAMA_CPP, NANO2, OLD_VLLM, VLLM, Kind

KINDS = {
    "vllm": (VLLM, "any"),
    "old-vllm": (OLD_VLLM, "any"),
    "nano2": (NANO2, "nano2-9b"),
    "llama.cpp": (LLAMA_CPP, "any"),
}


class TestScriptedServers(ChatModelContract):
    @pytest.fixture(params=KINDS.values(), ids=KINDS)
    def llm_options(self, request: pytest.FixtureRequest, start: Start) -> Mapping[str, Any]:
        kind, profile = request.param
        assert isinstance(kind, Kind)
        server = start(kind, api_key="sk-of-the-suite")
        return {
            "url": server.url,
            "api_key": server.api_key,
            "model": server.model,
            "profile": profile,
            "context": server.context,
            "timeout_s": 20.0,
        }
