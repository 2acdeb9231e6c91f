"""Handwritten digits (MNIST, CC BY-SA 3.0): as `mnist/train_*.npz` and `mnist/test_*.npz` below a data folder."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from inference.errors import BadInput
from inference.learning.forward_forward.arrays import Floats, Ints

SIDE = 28
PIXELS = SIDE * SIDE
CLASSES = 10
VALIDATION = 5000
"""The last of the train rows: what is chosen is chosen by them."""

Pictures = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Digits:
    """Pictures (n, 784) with a byte for each pixel, and labels (n,)."""

    pictures: Pictures
    labels: Ints

    def __len__(self) -> int:
        return len(self.labels)

    def between(self, start: int, end: int) -> "Digits":
        return Digits(self.pictures[start:end], self.labels[start:end])

    def inputs(self) -> Floats:
        return scaled(self.pictures)


def load_digits(data: Path, split: str) -> Digits:
    """All of "train" (60,000) or "test" (10,000). Raises `BadInput` where the folder holds none."""
    folder = data / "learning" / "mnist"
    paths = sorted(folder.glob(f"{split}_*.npz"))
    if not paths:
        raise BadInput("learning.no_mnist", f"There is no MNIST in {folder}; name the data folder with --data.")
    kept = [np.load(path) for path in paths]
    pictures = np.concatenate([part["x"] for part in kept]).reshape(-1, PIXELS)
    return Digits(pictures, np.concatenate([part["y"] for part in kept]).astype(np.int64))


def train_and_validation(data: Path) -> tuple[Digits, Digits]:
    everything = load_digits(data, "train")
    cut = len(everything) - VALIDATION
    return everything.between(0, cut), everything.between(cut, len(everything))


def scaled(pictures: NDArray[np.generic]) -> Floats:
    """Bytes to 0..1."""
    return pictures.astype(np.float32) / np.float32(255)


def jittered(pictures: NDArray[np.generic], rng: np.random.Generator) -> Floats:
    """Each picture shifted by up to one pixel each way, at random: nine places."""
    padded = np.pad(pictures.reshape(-1, SIDE, SIDE), ((0, 0), (1, 1), (1, 1)))
    windows = sliding_window_view(padded, (SIDE, SIDE), axis=(1, 2))
    down, right = rng.integers(0, 3, (2, len(pictures)))
    return scaled(windows[np.arange(len(pictures)), down, right].reshape(len(pictures), PIXELS))
