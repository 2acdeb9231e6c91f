"""What a made row must hold to be kept."""

from dataclasses import replace

import pytest

from inference.learning.datatune.checks import CHECKS, failed_check
from inference.learning.datatune.rows import TrainingRow
from inference.learning.datatune.task import TASKS, load_task
from tests.inference.learning.datatune.material import training_row

GRADING, QUESTIONS = load_task("grading"), load_task("questions")
PASSAGE = "In a dam the falling water drives a turbine, which turns the generator."


def question(output: str, answer: str = "the falling water", passage: str = PASSAGE) -> TrainingRow:
    return TrainingRow({"passage": passage, "answer": answer}, output, "sentences", "CC0", "s", "llm")


def made(answer: str, output: str = "correct") -> TrainingRow:
    fields = {"question": "What does it do?", "reference": "It turns the generator.", "answer": answer}
    return TrainingRow(fields, output, "graded", "CC0", "g", "llm")


def test_a_good_row_passes() -> None:
    assert failed_check(training_row("It is so."), GRADING) == ""
    assert failed_check(question("What drives the turbine?"), QUESTIONS) == ""


@pytest.mark.parametrize(
    ("row", "check"),
    [
        (training_row(" "), "every_field_filled"),
        (training_row("It is so.", output="great"), "known_label"),
        (training_row("so " * 1000), "not_too_long"),
        (made("The answer says it all."), "no_talk_of_the_task"),
        (made("It turns the generator", output="irrelevant"), "fits_its_label"),
        (made("The wheel turns the generator", output="contradictory"), "fits_its_label"),
    ],
)
def test_what_is_wrong_with_a_graded_answer_is_named(row: TrainingRow, check: str) -> None:
    assert failed_check(row, GRADING) == check


@pytest.mark.parametrize(
    ("row", "check"),
    [
        (question("Name what drives the turbine."), "ends_with_a_question_mark"),
        (question("Is it driven?"), "has_a_question_word"),
        (question("What drives it?", answer="two old horses on a track"), "answer_in_passage"),
        (question("What does the falling water drive?"), "no_leak"),
    ],
)
def test_what_is_wrong_with_a_question_is_named(row: TrainingRow, check: str) -> None:
    assert failed_check(row, QUESTIONS) == check


def test_a_copy_of_an_example_is_none_of_ours_but_a_part_of_one_may_be() -> None:
    example = GRADING.examples[0]
    copied = training_row(
        example.input["answer"], question=example.input["question"], reference=example.input["reference"]
    )
    part = training_row("It turns", question=example.input["question"], reference=example.input["reference"])

    assert failed_check(copied, GRADING) == "no_copy_of_an_example"
    assert failed_check(part, GRADING) == ""


@pytest.mark.parametrize(
    ("answer", "output"),
    [
        ("It turns the generator", "correct"),
        ("It turns", "partially_correct_incomplete"),
        ("It does not turn the generator", "contradictory"),
        ("It heats the water", "contradictory"),
    ],
)
def test_what_fits_its_label_is_kept(answer: str, output: str) -> None:
    assert failed_check(made(answer, output), GRADING) == ""


def test_a_verdict_of_people_is_not_doubted() -> None:
    row = replace(made("It turns the generator", output="irrelevant"), made_by="as_it_is")

    assert failed_check(row, GRADING) == ""


@pytest.mark.parametrize("path", sorted(TASKS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_task_names_checks_that_there_are(path: object) -> None:
    task = load_task(str(path))

    assert set(task.checks) <= set(CHECKS)
    assert all(set(example.input) == set(task.inputs) for example in task.examples)
