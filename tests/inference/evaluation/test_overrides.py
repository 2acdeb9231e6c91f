"""`python -m inference.evaluation overrides`: some answers are judged, others graded, every question counts alike."""

import json

import pytest

from inference.evaluation.__main__ import main
from inference.evaluation.overrides import Answer, Outcome, accuracy, agreement, read_saf, simulate
from inference.grading.embedded import EmbeddedGrader
from inference.grading.verdict import GradingTask

QUESTION = "Why does the period of a pendulum not depend on its mass?"
REFERENCE = "The mass cancels out of the equation."
SUBJECTS = ("a ball", "a stone", "a lamp", "a clock", "the bob", "a weight", "iron", "lead", "a pear", "the toy")


def answers(question: str = "q") -> list[Answer]:
    """Forty: right in words that the reference does not have, and wrong."""
    right = [f"{one} that is heavier is {how}" for one in SUBJECTS for how in ("harder to move", "hard to stop")]
    wrong = [f"{one} swings on {what}" for one in SUBJECTS for what in ("the same string", "a string as long")]
    credits = [*((text, 1.0) for text in right), *((text, 0.0) for text in wrong)]
    return [
        Answer(GradingTask(QUESTION, (REFERENCE,), (), text), credit, question, "scientsbank")
        for text, credit in credits
    ]


@pytest.fixture(scope="module")
def grader() -> EmbeddedGrader:
    return EmbeddedGrader()


def test_the_same_answers_are_graded_after_each_count(grader: EmbeddedGrader) -> None:
    outcomes = list(simulate(answers(), {"q": grader}))

    golds = [[one.gold for one in outcomes if one.count == count] for count in (0, 5, 10, 20)]

    assert len(golds[0]) == 20
    assert all(gold == golds[0] for gold in golds)


def test_judged_answers_make_the_others_right(grader: EmbeddedGrader) -> None:
    outcomes = list(simulate(answers(), {"q": grader}, seeds=3))

    before, after = (accuracy([one for one in outcomes if one.count == count]) for count in (0, 20))

    assert before < 0.7
    assert after > 0.9


def test_a_question_with_too_few_answers_is_left_out(grader: EmbeddedGrader) -> None:
    assert list(simulate(answers()[:25], {"q": grader})) == []


def test_the_least_sure_can_be_judged_first(grader: EmbeddedGrader) -> None:
    outcomes = list(simulate(answers(), {"q": grader}, unsure_first=True, counts=(0, 10)))

    assert {one.count for one in outcomes} == {0, 10}


def test_every_question_counts_alike() -> None:
    right = [Outcome("beetle", "many", 0, 1.0, 1.0)] * 30
    wrong = [Outcome("beetle", "few", 0, 1.0, 0.5)]

    assert accuracy([*right, *wrong]) == pytest.approx(0.5)


def test_agreement_is_of_quarters_of_the_points() -> None:
    shares = ((0.0, 0.1), (0.26, 0.25), (1.0, 1.0))

    assert agreement([Outcome("beetle", "q", 0, *pair) for pair in shares]) == pytest.approx(1.0)


def test_without_data_a_sentence_says_so(tmp_path, capsys) -> None:
    assert main(["overrides", "--data", str(tmp_path)]) == 0

    assert "Skipped overrides" in capsys.readouterr().err


def test_answers_that_say_nothing_are_left_out_of_saf(tmp_path) -> None:
    row = {"question": "Why?", "reference_answers": ["So."], "score": 1, "question_id": "q"}
    rows = [{**row, "student_answer": "It is so."}, {**row, "student_answer": "No response.", "empty": True}]
    (tmp_path / "train.jsonl").write_text("\n".join(map(json.dumps, rows)))

    assert [one.task.response for one in read_saf(tmp_path / "train.jsonl")] == ["It is so."]
    assert read_saf(tmp_path / "none.jsonl") == []
