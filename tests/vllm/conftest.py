"""One vLLM for the whole session. Not collected where there is none: `make test-vllm` makes one and runs these."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from inference.grading.llm import LlmGrader
from inference.grading.verdict import Grader
from inference.llm.server import ServedChatModel, chat_model
from tests.vllm.serving import Vllm, vllm_python

PYTHON = vllm_python()
collect_ignore_glob = [] if PYTHON else ["test_*.py"]


@pytest.fixture(scope="session")
def vllm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vllm]:
    assert PYTHON is not None
    with Vllm(PYTHON, tmp_path_factory.mktemp("vllm")) as server:
        yield server


@pytest.fixture
def llm_options(vllm: Vllm) -> Mapping[str, Any]:
    return vllm.options


@pytest.fixture
def model(llm_options: Mapping[str, Any]) -> ServedChatModel:
    return chat_model(llm_options)


@pytest.fixture
def grader(llm_options: Mapping[str, Any]) -> Grader:
    """The language model's grader, by a model that says nothing but noise."""
    return LlmGrader(llm=llm_options)
