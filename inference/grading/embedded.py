"""The grader that runs everywhere: no model library, no network, thousands of answers a second."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from inference.engine import fingerprint
from inference.errors import BadInput
from inference.grading.assessment import Assessment, assess, readable
from inference.grading.exact import grade_exact
from inference.grading.feedback import write_feedback
from inference.grading.head import Head, parse, shipped_head
from inference.grading.in_words import in_words
from inference.grading.judgement import Judgement, judge
from inference.grading.languages import refuse_unknown
from inference.grading.lexicon import lexicon
from inference.grading.memory import Judged, Memory
from inference.grading.precedent import because, is_beyond_precedent, judge_by_precedent, probability_of, share_of
from inference.grading.verdict import Exemplar, GradingTask, Verdict

RULES = 7
"""Raised whenever the rules around the head change what they decide."""
MOST_MEMORIES = 256
"""Questions whose judged answers are kept at hand."""


class EmbeddedGrader:
    """Words aligned with a reference and its key points, decided by a small trained head within hard bounds.

    `head_file`: a head of one's own from `inference.grading.train`, or `head`, the same as it is in memory. Raises
    FileNotFoundError where the file is missing. A task's exemplars count at once: see `memory`.
    """

    def __init__(self, *, head_file: str = "", head: Head | None = None) -> None:
        lexicon()
        self._head = head or (parse(Path(head_file).read_text()) if head_file else shipped_head())
        self.fingerprint = fingerprint("grading.embedded", head=self._head.version, rules=RULES)
        self._memory = lru_cache(MOST_MEMORIES)(self._remember)

    def grade(self, tasks: Sequence[GradingTask]) -> list[Verdict]:
        return [self._grade(task) for task in tasks]

    def _grade(self, task: GradingTask) -> Verdict:
        check(task)
        exact = grade_exact(task)
        if exact:
            return exact
        seen = assess(task, self._head)
        alone = judge(task, seen, self._head)
        judged, reason = self._by_precedent(task, seen, alone) if task.exemplars else (alone, "")
        return Verdict(
            label=judged.label,
            score=judged.score,
            max_score=judged.highest,
            credits=judged.credits,
            feedback=write_feedback(task, judged.label, judged.credits, judged.conflict),
            confidence=round(judged.confidence, 3),
            grader=self.fingerprint,
            conflict=judged.conflict,
            decided_because=reason,
            reasoning=in_words(task, seen, self._head),
        )

    def _by_precedent(self, task: GradingTask, seen: Assessment, alone: Judgement) -> tuple[Judgement, str]:
        """With a sentence for staff where it changed the grade."""
        if is_beyond_precedent(seen):
            return alone, ""
        memory = self._memory(replace(task, response="", high_stakes=False))
        lesson = memory.lesson_for(readable(task.response))
        judged = judge_by_precedent(seen, alone, lesson)
        is_same = (judged.label, judged.score) == (alone.label, alone.score)
        return judged, "" if is_same else because(lesson, len(task.exemplars))

    def _remember(self, task: GradingTask) -> Memory:
        return Memory(task.question, [self._look_back(task, exemplar) for exemplar in task.exemplars])

    def _look_back(self, task: GradingTask, exemplar: Exemplar) -> Judged:
        """A judged answer and what would have been made of it without any."""
        before = replace(task, response=exemplar.text, exemplars=())
        exact = grade_exact(before)
        if exact:
            share = exact.score / exact.max_score if exact.max_score else 0.0
            return Judged(readable(exemplar.text), exemplar.credit, float(exact.label == "correct"), share)
        judged = judge(before, assess(before, self._head), self._head)
        return Judged(readable(exemplar.text), exemplar.credit, probability_of(judged), share_of(judged))


def check(task: GradingTask) -> None:
    refuse_unknown(task.language, f"{EmbeddedGrader.__module__}.{EmbeddedGrader.__qualname__}")
    if not task.key_points and not any(reference.strip() for reference in task.reference_answers):
        raise BadInput("grading.reference", "This question has neither a reference answer nor key points.")
