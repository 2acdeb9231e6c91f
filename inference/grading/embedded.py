"""The grader that runs everywhere: no model library, no network, thousands of answers a second."""

from collections.abc import Sequence
from pathlib import Path

from inference.engine import fingerprint
from inference.errors import BadInput
from inference.grading.assessment import assess
from inference.grading.exact import grade_exact
from inference.grading.feedback import write_feedback
from inference.grading.head import Head, parse, shipped_head
from inference.grading.judgement import judge
from inference.grading.languages import refuse_unknown
from inference.grading.lexicon import lexicon
from inference.grading.verdict import GradingTask, Verdict

RULES = 4
"""Raised whenever the rules around the head change what they decide."""


class EmbeddedGrader:
    """Words aligned with a reference and its key points, decided by a small trained head within hard bounds.

    `head_file`: a head of one's own from `inference.grading.train`, or `head`, the same as it is in memory. Raises
    FileNotFoundError where the file is missing.
    """

    def __init__(self, *, head_file: str = "", head: Head | None = None) -> None:
        lexicon()
        self._head = head or (parse(Path(head_file).read_text()) if head_file else shipped_head())
        self.fingerprint = fingerprint("grading.embedded", head=self._head.version, rules=RULES)

    def grade(self, tasks: Sequence[GradingTask]) -> list[Verdict]:
        return [self._grade(task) for task in tasks]

    def _grade(self, task: GradingTask) -> Verdict:
        check(task)
        exact = grade_exact(task)
        if exact:
            return exact
        judged = judge(task, assess(task, self._head), self._head)
        return Verdict(
            label=judged.label,
            score=judged.score,
            max_score=judged.highest,
            credits=judged.credits,
            feedback=write_feedback(task, judged.label, judged.credits, judged.conflict),
            confidence=round(judged.confidence, 3),
            grader=self.fingerprint,
            conflict=judged.conflict,
        )


def check(task: GradingTask) -> None:
    refuse_unknown(task.language, f"{EmbeddedGrader.__module__}.{EmbeddedGrader.__qualname__}")
    if not task.key_points and not any(reference.strip() for reference in task.reference_answers):
        raise BadInput("grading.reference", "This question has neither a reference answer nor key points.")
