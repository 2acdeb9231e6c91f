"""LLM_GRADING_EXEMPLARS: what people said of answers to other questions stands before the question."""

import json
from pathlib import Path

import pytest

from inference.grading.llm import LlmGrader
from inference.grading.llm.prompts import prompt
from tests.inference.grading.llm.conftest import task
from tests.inference.grading.models import ScriptedChat


@pytest.fixture
def exemplars(tmp_path: Path) -> str:
    row = {
        "input": {"question": "What is yeast?", "reference": "A fungus.", "answer": "A plant."},
        "output": "incorrect",
    }
    path = tmp_path / "exemplars.jsonl"
    path.write_text(json.dumps(row))
    return str(path)


def test_they_are_shown_before_the_question_in_a_fence(exemplars: str) -> None:
    chat = ScriptedChat()

    LlmGrader(llm={"grading_exemplars": exemplars}, chat=chat).grade([task("They produce ATP.")])

    asked = chat.messages[0][-1].content
    assert asked.startswith(prompt("shown"))
    assert asked.index("people said: incorrect") < asked.index("⟦question")


def test_all_learners_of_a_question_are_shown_the_same(exemplars: str) -> None:
    chat = ScriptedChat()
    grader = LlmGrader(llm={"grading_exemplars": exemplars}, chat=chat)

    grader.grade([task("They produce ATP.")])
    grader.grade([task("They are like yeast, which is a plant.")])

    one, *_, other = (messages[-1].content.split("⟦answer of the learner")[0] for messages in chat.messages)
    assert one == other


def test_they_are_part_of_what_the_grader_is(exemplars: str) -> None:
    chat = ScriptedChat()

    assert (
        LlmGrader(llm={"grading_exemplars": exemplars}, chat=chat).fingerprint
        != LlmGrader(llm={}, chat=chat).fingerprint
    )


def test_without_a_file_nothing_is_shown() -> None:
    chat = ScriptedChat()

    LlmGrader(llm={}, chat=chat).grade([task("They produce ATP.")])

    assert prompt("shown") not in chat.messages[0][-1].content
