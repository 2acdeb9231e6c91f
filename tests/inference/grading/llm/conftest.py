"""A question with two key points, and a grader whose model says what a test tells it."""

from collections.abc import Callable
from typing import Any

import pytest

from inference.grading.llm import LlmGrader
from inference.grading.verdict import GradingTask, Verdict
from inference.questions.question import KeyPoint
from tests.inference.grading.models import Data, ScriptedChat

QUESTION = "What do mitochondria do in the cell?"
REFERENCE = "Mitochondria produce ATP, which supplies the cell with energy."
RUBRIC = (KeyPoint("produce ATP"), KeyPoint("supply the cell with energy", 2.0))
Grade = Callable[..., Verdict]


def task(response: str, **changes: Any) -> GradingTask:
    return GradingTask(**{
        "question": QUESTION, "reference_answers": (REFERENCE,), "key_points": RUBRIC, "response": response, **changes
    })  # fmt: skip


@pytest.fixture
def grade() -> Grade:
    """`grade(response, said, ...)`: the verdict where the model says this of each key point."""

    def graded(
        response: str, said: Data, verdict: tuple[str, float | None] = ("incorrect", 0.9), **changes: Any
    ) -> Verdict:
        chat = ScriptedChat(said, verdict=verdict)
        return LlmGrader(llm={}, chat=chat).grade([task(response, **changes)])[0]

    return graded
