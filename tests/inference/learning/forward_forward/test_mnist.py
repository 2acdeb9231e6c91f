"""Digits from files, and the shifting of them."""

from pathlib import Path

import numpy as np
import pytest

from inference.errors import BadInput
from inference.learning.forward_forward.mnist import Digits, jittered, load_digits


def test_parts_are_read_in_their_order(tmp_path: Path) -> None:
    folder = tmp_path / "learning" / "mnist"
    folder.mkdir(parents=True)
    for number in (1, 0):
        np.savez(folder / f"train_{number}.npz", x=np.full((2, 28, 28), number, np.uint8), y=np.array([number, 9]))

    digits = load_digits(tmp_path, "train")

    assert digits.pictures.shape == (4, 784)
    assert digits.pictures[:, 0].tolist() == [0, 0, 1, 1]
    assert digits.labels.tolist() == [0, 9, 1, 9]
    assert len(digits.between(1, 3)) == 2


def test_a_folder_without_digits_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"There is no MNIST in .*learning/mnist; name the data folder with --data"):
        load_digits(tmp_path, "test")


def test_inputs_are_from_nought_to_one() -> None:
    digits = Digits(np.array([[0, 51, 255]], np.uint8), np.zeros(1, np.int64))

    np.testing.assert_allclose(digits.inputs(), [[0, 0.2, 1]], rtol=1e-6)
    assert digits.inputs().dtype == np.float32


def test_shifting_moves_a_picture_by_one_pixel_at_most_each_way() -> None:
    pictures = np.zeros((900, 28, 28), np.uint8)
    pictures[:, 10, 20] = 255

    shifted = jittered(pictures.reshape(900, 784), np.random.default_rng(0)).reshape(900, 28, 28)

    _, down, right = np.nonzero(shifted)
    places = sorted(set(zip(down.tolist(), right.tolist(), strict=True)))
    assert places == [(y, x) for y in (9, 10, 11) for x in (19, 20, 21)]
    assert (shifted.sum(axis=(1, 2)) == 1).all()
