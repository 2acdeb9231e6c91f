"""The kinds of arrays, and the little arithmetic on their rows that layers and heads share."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

EPSILON = 1e-8


def sigmoid(logits: Floats) -> Floats:
    """Of any size without overflow."""
    return np.float32(0.5) * (np.tanh(np.float32(0.5) * logits) + np.float32(1.0))


def softmax(logits: Floats) -> Floats:
    """Of each row."""
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def softplus(logits: NDArray[np.floating]) -> NDArray[np.floating]:
    """log(1 + exp(x)) of any size without overflow."""
    return np.maximum(logits, 0) + np.log1p(np.exp(-np.abs(logits)))


def squared_length(rows: Floats) -> Floats:
    return np.einsum("ij,ij->i", rows, rows)


def normalised(rows: Floats) -> Floats:
    """Rows scaled to a root mean square of 1: what tells how active a row was is taken out of it."""
    return rows / (np.sqrt(squared_length(rows) / rows.shape[1])[:, None] + np.float32(EPSILON))


def one_hot(labels: Ints, classes: int) -> Floats:
    return np.eye(classes, dtype=np.float32)[labels]
