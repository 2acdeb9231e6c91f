"""A question writer for the evaluation: it says what it was given, and asks about each passage by its title."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from inference.llm.tokens import Tokens
from inference.questions.fake import ScriptedQuestionWriter
from inference.questions.question import WrittenQuestions
from inference.text.passage import Passage

BUDGETS: list[int] = []


class BudgetedWriter(ScriptedQuestionWriter):
    def __init__(self, *, llm: dict[str, Any]) -> None:
        BUDGETS.append(llm["budgets"]["write"])

    def write_questions(self, passages: Sequence[Passage], **asked: Any) -> WrittenQuestions:
        written = super().write_questions(passages, **asked)
        return replace(written, tokens=Tokens(1000, 400, BUDGETS[-1], 50, 2), drops={"stem: vague": 3})
