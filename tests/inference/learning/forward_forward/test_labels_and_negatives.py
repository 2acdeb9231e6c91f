"""How a label is shown, and which wrong ones are."""

import numpy as np
import pytest

from inference.learning.forward_forward.labels import LabelEmbedding
from inference.learning.forward_forward.negatives import Negatives, wrong_labels

ROWS = np.arange(12, dtype=np.float32).reshape(2, 6)


def test_overwriting_covers_the_first_inputs_and_leaves_the_rows_of_the_caller_as_they_are() -> None:
    labels = LabelEmbedding(3, "overwrite", scale=2)

    shown = labels.embed(ROWS, np.array([0, 2]))

    assert shown.tolist() == [[2, 0, 0, 3, 4, 5], [0, 0, 2, 9, 10, 11]]
    assert ROWS[0, 0] == 0
    assert ROWS[1, 0] == 6
    assert labels.width(6) == 6


def test_concatenating_puts_the_label_before_the_inputs() -> None:
    labels = LabelEmbedding(3, "concatenate")

    shown = labels.embed(ROWS, np.array([0, 2]))

    assert shown.tolist() == [[1, 0, 0, 0, 1, 2, 3, 4, 5], [0, 0, 1, 6, 7, 8, 9, 10, 11]]
    assert labels.width(6) == 9


@pytest.mark.parametrize("how", ["overwrite", "concatenate"])
def test_the_neutral_label_is_an_equal_share_of_each(how: str) -> None:
    shown = LabelEmbedding(4, how, scale=2).neutral(ROWS)

    assert shown[:, :4].tolist() == [[0.5] * 4] * 2
    assert shown.dtype == np.float32


@pytest.mark.parametrize("how", ["uniform", "hard"])
def test_a_wrong_label_is_never_the_right_one(how: Negatives) -> None:
    rng = np.random.default_rng(3)
    labels = rng.integers(0, 4, 2000)
    believed = np.zeros((2000, 4), np.float32)
    believed[np.arange(2000), labels] = 1.0

    wrong = wrong_labels(how, labels, believed, rng)

    assert not (wrong == labels).any()
    assert set(wrong) == {0, 1, 2, 3}


def test_uniform_ones_are_drawn_alike() -> None:
    wrong = wrong_labels("uniform", np.zeros(9000, np.int64), np.zeros((9000, 4), np.float32), np.random.default_rng(4))

    np.testing.assert_allclose(np.bincount(wrong, minlength=4) / 9000, [0, 1 / 3, 1 / 3, 1 / 3], atol=0.03)


def test_hard_ones_are_drawn_as_often_as_the_head_believes_them() -> None:
    believed = np.tile(np.array([0.5, 0.4, 0.1, 0.0], np.float32), (9000, 1))

    wrong = wrong_labels("hard", np.zeros(9000, np.int64), believed, np.random.default_rng(5))

    np.testing.assert_allclose(np.bincount(wrong, minlength=4) / 9000, [0, 0.8, 0.2, 0], atol=0.03)
