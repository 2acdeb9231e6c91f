"""Staff reads in sentences what a grade of the embedded grader rests on."""

import pytest

from inference.grading.assessment import assess
from inference.grading.features import NAMES
from inference.grading.head import shipped_head
from inference.grading.in_words import THEME, in_words
from inference.grading.verdict import GradingTask
from inference.questions.question import KeyPoint

POINTS = (KeyPoint("a weight"), KeyPoint("swings from a fixed point"))


def told(response: str, points: tuple[KeyPoint, ...] = POINTS) -> str:
    task = GradingTask(
        "What is a pendulum?", ("A pendulum is a weight that swings from a fixed point.",), points, response
    )
    head = shipped_head()
    return in_words(task, assess(task, head), head)


def test_what_was_not_found_is_named_but_not_what_the_question_gives_away() -> None:
    sentences = told("A weight")

    assert "Not found, of the reference:" in sentences
    assert "“swings”" in sentences
    assert "pendulum" not in sentences


def test_each_part_is_there_missing_or_in_doubt() -> None:
    assert "Part by part: 1 there (" in told("A weight")
    assert "2 missing (" in told("A weight")


def test_one_part_alone_is_not_told_again() -> None:
    assert "Part by part" not in told("A weight", POINTS[:1])


def test_words_taken_for_others_are_shown_beside_them() -> None:
    task = GradingTask("What do plants need?", ("Plants need a big container.",), (), "A large container")
    head = shipped_head()

    assert "“large” for “big”" in in_words(task, assess(task, head), head)


def test_a_right_answer_has_what_speaks_for_it_and_a_wrong_one_what_speaks_against_it() -> None:
    assert "What spoke for it most: much of the reference is there" in told("A weight that swings from a fixed point")
    assert "What spoke against it: little of the reference is there" in told("It is a clock")


@pytest.mark.parametrize(
    ("response", "sentence"),
    [
        ("What is a pendulum?", "It gives the question back and adds nothing."),
        (
            "Ein Gewicht das an einem festen Punkt hin und her schwingt",
            "It is in another language, or hardly in words.",
        ),
    ],
)
def test_what_settles_a_grade_by_itself_is_all_that_is_told(response: str, sentence: str) -> None:
    assert told(response) == sentence


def test_every_feature_that_is_told_of_is_one() -> None:
    assert set(NAMES) >= set(THEME)
