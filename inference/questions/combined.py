"""Rules and a language model propose, one ranking decides: where one is weak the other fills in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from inference.engine import NOTHING_KEPT, PartialWork, Report, fingerprint
from inference.llm.chat import ChatModel
from inference.questions.course import CourseLecture, LinkingQuestions
from inference.questions.llm import LlmQuestionWriter
from inference.questions.question import Passed, QuestionWriter, WrittenQuestions, unheard
from inference.questions.rules import RuleQuestionWriter
from inference.questions.selection import best_first
from inference.text.passage import Passage

SHARE_OF_RULES, SHARE_OF_MODEL = 0.05, 0.8
"""Of the progress; the wrong choices are the rest."""


class CombinedQuestionWriter:
    """Both scores are the modelled probability that a teacher would publish the question, so they are ranked together.

    A language that one of them does not know is left to the other. `llm` is `inference.llm.options.from_environment`.
    """

    def __init__(
        self, *, llm: Mapping[str, Any], chat: ChatModel | None = None, rules: QuestionWriter | None = None
    ) -> None:
        self.rules = rules or RuleQuestionWriter()
        self.model = LlmQuestionWriter(llm=llm, chat=chat)

    @property
    def fingerprint(self) -> str:
        return fingerprint("questions.combined", rules=self.rules.fingerprint, model=self.model.fingerprint)

    def write_questions(
        self,
        passages: Sequence[Passage],
        *,
        language: str,
        count: int,
        report: Report,
        partial: PartialWork = NOTHING_KEPT,
        passed: Passed = unheard,
    ) -> WrittenQuestions:
        """At most `count` questions, best first. Raises EngineUnavailable: without its model the lecture waits."""
        ruled = self.rules.write_questions(
            passages, language=language, count=count, report=lambda done: report(SHARE_OF_RULES * done)
        )
        if ruled.questions:
            passed(ruled.questions)
        proposed = self.model.propose(
            passages,
            language=language,
            count=count,
            report=lambda done: report(SHARE_OF_RULES + SHARE_OF_MODEL * done),
            partial=partial,
            passed=passed,
        )
        chosen, left_out = best_first((*ruled.questions, *proposed.questions), count)
        finished = self.model.add_choices(chosen, proposed, language=language, report=report, partial=partial)
        report(1.0)
        drops = Counter(left_out) + Counter(ruled.drops) + proposed.drops + finished.drops
        note = ruled.note and proposed.note
        return WrittenQuestions(
            finished.questions,
            dict(drops.most_common()),
            note,
            ruled.tokens + proposed.tokens + finished.tokens,
            (*ruled.dropped, *proposed.dropped),
        )

    def write_course_questions(
        self, lectures: Sequence[CourseLecture], *, language: str, count: int, report: Report, partial: PartialWork
    ) -> LinkingQuestions:
        """The model's alone: no rule links lectures."""
        return self.model.write_course_questions(
            lectures, language=language, count=count, report=report, partial=partial
        )
