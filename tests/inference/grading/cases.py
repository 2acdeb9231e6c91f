"""The lecture questions written for these tests, and the shortest way to grade an answer to one."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from inference.grading.embedded import EmbeddedGrader
from inference.grading.verdict import GradingTask, Verdict
from inference.questions.question import KeyPoint

MATERIAL = Path(__file__).resolve().parents[2] / "material" / "grading"


@dataclass(frozen=True, slots=True)
class Case:
    question: str
    reference: str
    key_points: tuple[KeyPoint, ...]
    paraphrase: str
    half: str | None
    contradiction: str | None

    def task(self, response: str, *, with_rubric: bool = True) -> GradingTask:
        return GradingTask(self.question, (self.reference,), self.key_points if with_rubric else (), response)


def read_cases() -> list[Case]:
    rows = [json.loads(line) for line in (MATERIAL / "lecture_questions.jsonl").read_text().splitlines()]
    return [
        Case(
            question=row["question"],
            reference=row["reference_answers"][0],
            key_points=tuple(KeyPoint(text) for text in row["key_points"]),
            paraphrase=row["paraphrase"],
            half=row["half"],
            contradiction=row["contradiction"],
        )
        for row in rows
    ]


CASES = read_cases()


@cache
def grader() -> EmbeddedGrader:
    return EmbeddedGrader()


def grade(task: GradingTask) -> Verdict:
    return grader().grade([task])[0]


def share(task: GradingTask) -> float:
    """The score as a share of the points."""
    verdict = grade(task)
    return verdict.score / verdict.max_score
