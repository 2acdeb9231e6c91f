"""A linear softmax on the normalised activities: it reads the label that the layers have made easy to read."""

from dataclasses import dataclass

import numpy as np

from inference.learning.forward_forward.arrays import Floats, Ints, one_hot, softmax


@dataclass(frozen=True, slots=True)
class HeadRates:
    rate: float = 0.01
    momentum: float = 0.9
    weight_cost: float = 0.003


class SoftmaxHead:
    """It is trained beside the layers and never moves them."""

    __slots__ = ("bias_velocity", "biases", "rates", "velocity", "weights")

    def __init__(self, inputs: int, classes: int, rates: HeadRates | None = None) -> None:
        self.weights: Floats = np.zeros((inputs, classes), np.float32)
        self.biases: Floats = np.zeros(classes, np.float32)
        self.velocity: Floats = np.zeros_like(self.weights)
        self.bias_velocity: Floats = np.zeros_like(self.biases)
        self.rates = rates or HeadRates()

    def probabilities(self, rows: Floats) -> Floats:
        return softmax(rows @ self.weights + self.biases)

    def learn(self, rows: Floats, labels: Ints, slowed: float = 1.0) -> Floats:
        """One update, its rate times `slowed`; returns what was believed before it."""
        believed = self.probabilities(rows)
        missing = (one_hot(labels, len(self.biases)) - believed) / np.float32(len(rows))
        fresh, rate = np.float32(1 - self.rates.momentum), np.float32(self.rates.rate * slowed)
        self.velocity *= np.float32(self.rates.momentum)
        self.velocity += fresh * (rows.T @ missing)
        self.bias_velocity *= np.float32(self.rates.momentum)
        self.bias_velocity += fresh * missing.sum(axis=0)
        self.weights *= np.float32(1 - rate * self.rates.weight_cost)
        self.weights += rate * self.velocity
        self.biases += rate * self.bias_velocity
        return believed
