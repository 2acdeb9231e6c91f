"""Duplicates and overlaps with evaluation sets are found; what is merely alike stays."""

import pytest

from inference.learning.datatune.sifting import Duplicates, Leaks, rouge_l, words
from inference.learning.datatune.task import load_task
from tests.inference.learning.datatune.material import training_row


def test_rouge_l_is_the_f1_of_the_longest_common_subsequence() -> None:
    assert rouge_l(words("police killed the gunman"), words("the gunman police killed")) == pytest.approx(0.5)
    assert rouge_l(words("a b c"), words("a x c")) == pytest.approx(2 / 3)
    assert rouge_l([], ["a"]) == 0.0


@pytest.fixture
def kept() -> Duplicates:
    kept = Duplicates(load_task("grading"))
    kept.keep(training_row("ice is less dense than the water"))
    return kept


@pytest.mark.parametrize("answer", ["Ice is less dense than the water!", "ice is less dense than water"])
def test_the_same_and_nearly_the_same_are_duplicates(kept: Duplicates, answer: str) -> None:
    assert kept.holds(training_row(answer))


def test_other_words_other_labels_and_other_questions_are_none(kept: Duplicates) -> None:
    assert not kept.holds(training_row("it weighs less for its size"))
    assert not kept.holds(training_row("ice is less dense than the water", output="irrelevant"))
    assert not kept.holds(training_row("ice is less dense than the water", question="What floats?"))


def test_an_answer_without_words_is_a_duplicate_of_another(kept: Duplicates) -> None:
    kept.keep(training_row("???"))

    assert kept.holds(training_row("..."))


def test_eight_words_in_a_row_of_an_evaluation_set_are_a_leak() -> None:
    leaks = Leaks(["one two three four five six seven eight nine"])

    assert leaks.holds(training_row("yes: two three four five six seven eight nine"))
    assert not leaks.holds(training_row("one two three four five six seven and eight nine"))
