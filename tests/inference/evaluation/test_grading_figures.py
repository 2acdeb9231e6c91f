"""Figures of agreement, against values worked out by hand or by scikit-learn."""

import pytest
from sklearn.metrics import cohen_kappa_score, f1_score

from inference.evaluation.figures import accuracy, ece, macro_f1, pearson, qwk, recall_by_label, rmse, weighted_f1

GOLD = ["a", "b", "c", "a", "b", "a"]
GUESS = ["a", "c", "c", "b", "b", "a"]


def test_f1_and_kappa_agree_with_scikit_learn() -> None:
    assert macro_f1(GOLD, GUESS) == pytest.approx(f1_score(GOLD, GUESS, average="macro"))
    assert weighted_f1(GOLD, GUESS) == pytest.approx(f1_score(GOLD, GUESS, average="weighted"))
    assert qwk(GOLD, GUESS, "abc") == pytest.approx(cohen_kappa_score(GOLD, GUESS, weights="quadratic"))


def test_macro_f1_runs_over_the_labels_of_the_gold_alone() -> None:
    assert macro_f1(["a", "a"], ["a", "z"]) == pytest.approx(2 / 3)


def test_accuracy_and_recall() -> None:
    assert accuracy(GOLD, GUESS) == pytest.approx(4 / 6)
    assert recall_by_label(GOLD, GUESS) == pytest.approx({"a": 2 / 3, "b": 1 / 2, "c": 1.0})


def test_scores() -> None:
    assert rmse([0, 1], [1, 1]) == pytest.approx(0.5**0.5)
    assert pearson([0, 1, 2], [1, 3, 5]) == pytest.approx(1.0)
    assert pearson([0, 1], [1, 1]) == 0.0


def test_calibration_error_is_the_gap_weighted_by_bin() -> None:
    assert ece([0.9] * 10, [True] * 9 + [False]) == pytest.approx(0.0)
    assert ece([1.0] * 4, [True, True, False, False]) == pytest.approx(0.5)
