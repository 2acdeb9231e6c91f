"""The twin: a network of the same shape that learns by back-propagation, to compare with and for nothing else.

ReLU layers and a softmax on the last of them, cross-entropy, momentum: the plain multilayer perceptron.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from inference.learning.forward_forward.arrays import Floats, Ints, one_hot, softmax
from inference.learning.forward_forward.training import Schedule


@dataclass(frozen=True, slots=True)
class TwinShape:
    inputs: int
    widths: tuple[int, ...]
    classes: int
    rate: float = 0.1
    momentum: float = 0.9
    weight_cost: float = 1e-4
    seed: int = 42


class BackPropagationNetwork:
    """`weights` and `biases` hold one array for each layer, the softmax last."""

    def __init__(self, shape: TwinShape) -> None:
        self.shape = shape
        self.rng = np.random.default_rng(shape.seed)
        sizes = [shape.inputs, *shape.widths, shape.classes]
        self.weights: list[Floats] = [
            (self.rng.standard_normal((before, after)) * np.sqrt(2 / before)).astype(np.float32)
            for before, after in pairwise(sizes)
        ]
        self.biases: list[Floats] = [np.zeros(after, np.float32) for after in sizes[1:]]
        self.velocities = [np.zeros_like(array) for array in [*self.weights, *self.biases]]

    def predict(self, rows: Floats) -> Ints:
        return self._activities(rows)[-1].argmax(axis=1)

    def partial_fit(self, rows: Floats, labels: Ints, *, slowed: float = 1.0) -> None:
        activities = self._activities(rows)
        blame = (softmax(activities[-1]) - one_hot(labels, self.shape.classes)) / np.float32(len(rows))
        by_weights, by_biases = [], []
        for number in reversed(range(len(self.weights))):
            by_weights.append(activities[number].T @ blame)
            by_biases.append(blame.sum(axis=0))
            if number:
                blame = (blame @ self.weights[number].T) * (activities[number] > 0)
        self._move([*reversed(by_weights), *reversed(by_biases)], self.shape.rate * slowed)

    def _activities(self, rows: Floats) -> list[Floats]:
        """Of every layer, the inputs first and the logits last."""
        activities = [rows]
        for number, (weights, biases) in enumerate(zip(self.weights, self.biases, strict=True)):
            sums = activities[-1] @ weights + biases
            activities.append(sums if number == len(self.weights) - 1 else np.maximum(sums, 0, out=sums))
        return activities

    def _move(self, gradients: list[Floats], rate: float) -> None:
        keep, fresh = np.float32(self.shape.momentum), np.float32(1 - self.shape.momentum)
        parts = [*self.weights, *self.biases]
        for number, (part, velocity) in enumerate(zip(parts, self.velocities, strict=True)):
            np.multiply(velocity, keep, out=velocity)
            np.add(velocity, fresh * gradients[number], out=velocity)
            np.multiply(part, np.float32(1 - rate * self.shape.weight_cost), out=part)
            np.subtract(part, np.float32(rate) * velocity, out=part)


def fit_twin(
    network: BackPropagationNetwork,
    rows: Any,
    labels: Ints,
    schedule: Schedule,
    *,
    prepare: Callable[[Any, np.random.Generator], Floats] | None = None,
    after: Callable[[int], None] | None = None,
) -> float:
    """Trains by the schedule, tells `after` of every epoch (from 1); returns processor seconds of training."""
    spent = 0.0
    for epoch in range(schedule.epochs):
        started = time.process_time()
        order = network.rng.permutation(len(rows))
        for start in range(0, len(rows), schedule.batch):
            chosen = order[start : start + schedule.batch]
            some = prepare(rows[chosen], network.rng) if prepare else rows[chosen]
            network.partial_fit(some, labels[chosen], slowed=schedule.slowed(epoch))
        spent += time.process_time() - started
        if after:
            after(epoch + 1)
    return spent
