"""One layer that learns by itself, from what it did with positives and with negatives."""

from dataclasses import dataclass

import numpy as np

from inference.learning.forward_forward.arrays import EPSILON, Floats, sigmoid, softplus, squared_length

FORGETTING = 0.9
"""Of the running mean activity of the units."""


@dataclass(frozen=True, slots=True)
class Rates:
    """How a layer moves. The defaults are those of Hinton's published program."""

    momentum: float = 0.9
    weight_cost: float = 0.002
    peer: float = 0.03
    """Strength of peer normalisation: units are drawn towards the mean activity of their layer."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a layer did with one minibatch, or on average with many."""

    positive: float
    """Mean goodness (sum of squared activities) of the positives."""
    negative: float
    accuracy: float
    """Share of rows that lie on their side of the threshold; a layer that tells nothing apart has .5."""
    loss: float


class Layer:
    """ReLU units; `weights` (inputs, width) and `biases` (width,) in float32."""

    __slots__ = ("activity", "bias_velocity", "biases", "gradient", "rates", "velocity", "weights")

    def __init__(self, inputs: int, width: int, rng: np.random.Generator, rates: Rates | None = None) -> None:
        self.weights: Floats = (rng.standard_normal((inputs, width)) / np.sqrt(inputs)).astype(np.float32)
        self.biases: Floats = np.zeros(width, np.float32)
        self.velocity: Floats = np.zeros_like(self.weights)
        self.bias_velocity: Floats = np.zeros_like(self.biases)
        self.activity: Floats = np.full(width, 0.5, np.float32)
        self.gradient: Floats = np.empty_like(self.weights)
        self.rates = rates or Rates()

    @property
    def width(self) -> int:
        return len(self.biases)

    def forward(self, rows: Floats) -> tuple[Floats, Floats, Floats]:
        """Of rows (n, inputs): activities (n, width), goodness (n,), and normalised activities for the next layer."""
        active = self._active(rows)
        goodness = squared_length(active)
        return active, goodness, active * _scale(goodness, self.width)

    def learn(self, rows: Floats, positives: int, threshold: float, rate: float) -> tuple[Floats, Step]:
        """One update by the gradient of `local_loss`, plus peer normalisation. The first `positives` rows are
        positive, the others negative. Returns the normalised activities (from before the update) and what was seen."""
        active = self._active(rows)
        goodness = squared_length(active)
        believed = sigmoid(goodness - np.float32(threshold))
        passed = active * _scale(goodness, self.width)
        self._follow(active[:positives])
        # From here on `active` holds by how much each unit should change.
        active *= _pull(believed, positives)[:, None]
        active[:positives] += self._peer_pull() / np.float32(positives)
        self._move(rows, active, rate)
        return passed, _seen(goodness, believed, positives, threshold)

    def gradients(self, rows: Floats, positives: int, threshold: float) -> tuple[Floats, Floats]:
        """Of `local_loss`, by the weights and by the biases."""
        active, goodness, _ = self.forward(rows)
        pull = active * _pull(sigmoid(goodness - np.float32(threshold)), positives)[:, None]
        return -(rows.T @ pull), -pull.sum(axis=0)

    def local_loss(self, rows: Floats, positives: int, threshold: float) -> float:
        """Half the mean logistic loss of telling positives from negatives by the goodness of this layer alone.
        Half, so that the 2 of the square's derivative does not hide in the learning rate."""
        goodness = squared_length(self._active(rows)).astype(np.float64) - threshold
        return float(softplus(-goodness[:positives]).mean() + softplus(goodness[positives:]).mean()) / 2

    def _active(self, rows: Floats) -> Floats:
        active = rows @ self.weights
        active += self.biases
        return np.maximum(active, 0, out=active)

    def _follow(self, active: Floats) -> None:
        self.activity *= np.float32(FORGETTING)
        self.activity += np.float32(1 - FORGETTING) * active.mean(axis=0)

    def _peer_pull(self) -> Floats:
        """Passed through the ReLU as if it were not there, so that a unit that is never active comes back."""
        pull: Floats = np.float32(self.rates.peer) * (self.activity.mean(dtype=np.float32) - self.activity)
        return pull

    def _move(self, rows: Floats, pull: Floats, rate: float) -> None:
        fresh = np.float32(1 - self.rates.momentum)
        pull *= fresh
        np.matmul(rows.T, pull, out=self.gradient)
        self.velocity *= np.float32(self.rates.momentum)
        self.velocity += self.gradient
        self.bias_velocity *= np.float32(self.rates.momentum)
        self.bias_velocity += pull.sum(axis=0)
        self.weights *= np.float32(1 - rate * self.rates.weight_cost)
        np.multiply(self.velocity, np.float32(rate), out=self.gradient)
        self.weights += self.gradient
        self.biases += np.float32(rate) * self.bias_velocity


def _scale(goodness: Floats, width: int) -> Floats:
    scale: Floats = np.float32(1) / (np.sqrt(goodness / np.float32(width)) + np.float32(EPSILON))
    return scale[:, None]


def _pull(believed: Floats, positives: int) -> Floats:
    """By how much a row's goodness should rise, or fall: mean over each side, as in the loss."""
    pull = -believed / np.float32(max(1, len(believed) - positives))
    pull[:positives] = (1 - believed[:positives]) / np.float32(max(1, positives))
    return pull


def _seen(goodness: Floats, believed: Floats, positives: int, threshold: float) -> Step:
    over, under = goodness[:positives], goodness[positives:]
    right = np.count_nonzero(over > threshold) + np.count_nonzero(under <= threshold)
    loss = softplus(threshold - over).mean() + softplus(under - threshold).mean()
    return Step(float(over.mean()), float(under.mean()), right / len(goodness), float(loss) / 2)
