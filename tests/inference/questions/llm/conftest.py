"""A short lecture on gases and catalysts, and a writer that asks a scripted model about it."""

from collections.abc import Callable
from typing import Any

import pytest

from inference.engine import silent
from inference.questions.llm import LlmQuestionWriter
from inference.questions.question import WrittenQuestions
from inference.text.passage import Passage
from tests.inference.questions.llm.scripted import ScriptedChat, always, draft, drafts, passage

HEATED = "When you heat a gas, um, the molecules hit the walls harder and more often, and so the pressure goes up."
CATALYST = "A catalyst is a substance that speeds up a reaction without being used up."
SENTENCES = (
    "So let us go on with gases and with what heat does to them, as I said I would last week.",
    HEATED,
    "We will come back to that on the homework, and the pressure of the gas is on the exam too.",
    CATALYST,
    "The catalyst lowers the activation energy of the reaction, so more molecules get over the barrier.",
)
SOUND = draft(
    "When you heat a gas, the molecules hit the walls harder and more often, and so the pressure goes up.",
    "Why does the pressure of a gas rise when it is heated?",
    "The molecules hit the walls harder and more often.",
    "the molecules hit the walls harder",
    "they hit the walls more often",
)
SAID = "The molecules of the gas hit the walls harder and more often."
Write = Callable[..., WrittenQuestions]


@pytest.fixture
def gases() -> Passage:
    return passage(*SENTENCES)


@pytest.fixture
def write(gases: Passage) -> Write:
    """What the writer makes of the lecture when the model drafts these; the round trip gives `said`."""

    def written(*drafted: dict[str, Any], said: str = SAID, language: str = "en", **replies: Any) -> WrittenQuestions:
        usual = {
            "drafts": always(drafts(*drafted)),
            "answer": always(said),
            "choices": always({"choices": []}),
        }
        writer = LlmQuestionWriter(llm={}, chat=ScriptedChat(**{**usual, **replies}))
        return writer.write_questions([gases], language=language, count=10, report=silent)

    return written
