"""Deterministic transforms know what the row that they make is worth."""

import pytest

from inference.learning.datatune.transforms import TRANSFORMS, Made, Neighbours
from tests.inference.learning.datatune.material import source_row


def made(name: str, reference: str, **values: str) -> list[tuple[str, str]]:
    rows: list[Made] = list(TRANSFORMS[name](source_row(reference, **values), Neighbours()))
    return [(row.fields["answer"], row.output) for row in rows]


@pytest.mark.parametrize(
    ("name", "reference", "answer", "output"),
    [
        ("negate", "Ice is less dense than water.", "Ice is not less dense than water.", "contradictory"),
        ("negate", "The mass does not matter.", "The mass does matter.", "contradictory"),
        ("change_number", "A spider has 8 legs.", "A spider has 25 legs.", "contradictory"),
        ("change_number", "There are two poles.", "There are five poles.", "contradictory"),
        ("swap_concepts", "Friction causes heat.", "Heat causes friction.", "contradictory"),
        ("opposite_word", "Like poles attract.", "Like poles repel.", "contradictory"),
        ("reference_itself", "Ice floats.", "Ice floats.", "correct"),
        ("paraphrase", "Because ice is light.", "It is because ice is light", "correct"),
    ],
)
def test_what_is_made_and_what_it_is_worth(name: str, reference: str, answer: str, output: str) -> None:
    assert made(name, reference) == [(answer, output)]


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("negate", "Bulb B is no longer in a closed path."),
        ("negate", "Two poles."),
        ("change_number", "Ice floats."),
        ("swap_concepts", "Heat and light."),
        ("drop_key_point", "Ice floats."),
        ("drop_key_point", "Terminal 1 and the positive terminal are connected."),
        ("paraphrase", "Is it light?"),
        ("distractor", "Ice floats."),
        ("other_answer", "Ice floats."),
    ],
)
def test_where_nothing_can_be_made_nothing_is(name: str, reference: str) -> None:
    assert made(name, reference) == []


def test_each_key_point_is_left_out_once() -> None:
    reference = "The turbine is turned by water. The generator is turned by the turbine."

    answers = made("drop_key_point", reference)

    assert [output for _, output in answers] == ["partially_correct_incomplete"] * 2
    assert "water" not in answers[0][0]
    assert "generator" not in answers[1][0]


@pytest.mark.parametrize(
    ("score", "output"), [("1", "correct"), ("0.5", "partially_correct_incomplete"), ("0", "irrelevant")]
)
def test_a_score_becomes_the_verdict_that_it_amounts_to(score: str, output: str) -> None:
    (row,) = TRANSFORMS["as_it_is"](source_row("Ice floats.", output=score), Neighbours())

    assert row.output == output


def test_the_answer_to_another_question_is_beside_the_point() -> None:
    neighbours = Neighbours()
    neighbours.add(source_row("The turbine turns a generator.", group="graded/q1"))
    row = source_row("Ice is light.", group="graded/q2")

    (off,) = TRANSFORMS["other_answer"](row, neighbours)

    assert (off.fields["answer"], off.output) == ("The turbine turns a generator.", "irrelevant")


def test_a_wrong_choice_is_a_wrong_answer() -> None:
    row = source_row("Ice floats.")
    row = type(row)(row.dataset, row.licence, row.group, {**row.fields, "distractor": "Ice sinks."}, "")

    (wrong,) = TRANSFORMS["distractor"](row, Neighbours())

    assert (wrong.fields["answer"], wrong.output) == ("Ice sinks.", "irrelevant")
