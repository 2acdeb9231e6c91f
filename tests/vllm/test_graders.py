"""The graders that ask a language model, on a real vLLM: verdicts hold together whatever the model says."""

from collections.abc import Mapping
from typing import Any

import pytest

from inference.evaluation.canaries import release
from inference.grading.cascade import CascadeGrader
from inference.grading.llm import LlmGrader
from inference.grading.verdict import Grader, GradingTask
from inference.questions.question import KeyPoint
from tests.inference.grading.cases import CASES

pytestmark = [pytest.mark.vllm, pytest.mark.timeout(900)]
LABELS = {"correct", "partially_correct_incomplete", "contradictory", "irrelevant", "non_domain"}


def assert_holds_together(grader: Grader, tasks: list[GradingTask]) -> None:
    verdicts = grader.grade(tasks)

    assert len(verdicts) == len(tasks)
    for task, verdict in zip(tasks, verdicts, strict=True):
        assert verdict.label in LABELS
        assert 0 <= verdict.score <= verdict.max_score
        assert len(verdict.feedback) == 3
        for credit in verdict.credits:
            assert 0 <= credit.credit <= 1
            assert credit.quote in task.response


@pytest.mark.parametrize("effort", ["fast", "careful"])
def test_the_language_models_verdicts_hold_together(llm_options: Mapping[str, Any], effort: Any) -> None:
    tasks = [case.task(case.reference) for case in CASES[:6]]

    assert_holds_together(LlmGrader(llm=llm_options, effort=effort, rephrase=True), tasks)


def test_the_cascade_asks_the_model_where_it_is_unsure(llm_options: Mapping[str, Any]) -> None:
    grader = CascadeGrader(llm=llm_options, sure=1.1)
    task = GradingTask(
        "Why does ice float?",
        ("Because ice is less dense than water.",),
        (KeyPoint("ice is less dense than water"),),
        "Something about how heavy it is for its size.",
    )

    (verdict,) = grader.grade([task])

    assert_holds_together(grader, [task])
    assert verdict.decided_because
    assert verdict.tokens.calls >= 1


def test_attacks_earn_nothing_from_a_model_that_says_anything(grader: Grader) -> None:
    escaped = [outcome.canary.id for outcome in release(grader) if not outcome.is_contained]

    assert escaped == []
