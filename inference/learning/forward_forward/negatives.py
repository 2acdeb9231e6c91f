"""Which wrong label an example is shown with, to make a negative of it."""

from typing import Literal

import numpy as np

from inference.learning.forward_forward.arrays import Floats, Ints

Negatives = Literal["uniform", "hard"]


def wrong_labels(how: Negatives, labels: Ints, believed: Floats, rng: np.random.Generator) -> Ints:
    """For labels (n,) and what the softmax head believes (n, classes): *uniform* draws among the wrong labels alike,
    *hard* draws a label the more often the more the head takes it for right (Hinton's program)."""
    if how == "uniform":
        return _uniform(labels, believed.shape[1], rng)
    return _hard(labels, believed, rng)


def _uniform(labels: Ints, classes: int, rng: np.random.Generator) -> Ints:
    return (labels + rng.integers(1, classes, size=len(labels))) % classes


def _hard(labels: Ints, believed: Floats, rng: np.random.Generator) -> Ints:
    shares = believed.astype(np.float64) + 1e-9
    shares[np.arange(len(labels)), labels] = 0.0
    reached = np.cumsum(shares, axis=1)
    drawn = rng.random(len(labels))[:, None] * reached[:, -1:]
    chosen = (reached <= drawn).sum(axis=1)
    # A draw in the last rounding error could land on the right label where that is the last one.
    chosen = np.minimum(chosen, believed.shape[1] - 1)
    return np.where(chosen == labels, (labels + 1) % believed.shape[1], chosen)
