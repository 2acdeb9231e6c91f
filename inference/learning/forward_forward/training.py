"""Many epochs: the order of the rows, the rate that cools down, and what was seen in each epoch."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from inference.learning.forward_forward.alarm import dead_layers
from inference.learning.forward_forward.arrays import Floats, Ints
from inference.learning.forward_forward.layer import Step
from inference.learning.forward_forward.network import ForwardForwardNetwork


@dataclass(frozen=True, slots=True)
class Schedule:
    epochs: int
    batch: int = 100

    def slowed(self, epoch: int) -> float:
        """Full rate in the first half, then down to nearly nothing in a line; epochs from 0."""
        if epoch < self.epochs / 2:
            return 1.0
        return (1 + 2 * (self.epochs - epoch - 1)) / self.epochs


@dataclass(frozen=True, slots=True)
class Epoch:
    number: int
    """From 1."""
    layers: tuple[Step, ...]
    dead: tuple[int, ...]
    """Layers (from 1) that tell nothing apart for the second epoch or longer."""
    cpu_s: float


def fit(
    network: ForwardForwardNetwork,
    rows: Any,
    labels: Ints,
    schedule: Schedule,
    *,
    prepare: Callable[[Any, np.random.Generator], Floats] | None = None,
    after: Callable[[Epoch], None] | None = None,
) -> list[Epoch]:
    """Trains up to `schedule.epochs`; a network that was loaded goes on where it stopped. `prepare` makes the inputs of
    a minibatch (it may scale and shift them), `after` is told of every epoch."""
    seen: list[Epoch] = []
    while network.epochs < schedule.epochs:
        started = time.process_time()
        steps = _one_epoch(network, rows, labels, schedule, prepare)
        network.epochs += 1
        layers = tuple(_mean(column) for column in zip(*steps, strict=True))
        dead = dead_layers([*(epoch.layers for epoch in seen), layers])
        seen.append(Epoch(network.epochs, layers, dead, time.process_time() - started))
        if after:
            after(seen[-1])
    return seen


def _one_epoch(
    network: ForwardForwardNetwork,
    rows: Any,
    labels: Ints,
    schedule: Schedule,
    prepare: Callable[[Any, np.random.Generator], Floats] | None,
) -> list[list[Step]]:
    slowed, order, steps = schedule.slowed(network.epochs), network.rng.permutation(len(rows)), []
    for start in range(0, len(rows), schedule.batch):
        chosen = order[start : start + schedule.batch]
        some = prepare(rows[chosen], network.rng) if prepare else rows[chosen]
        steps.append(network.partial_fit(some, labels[chosen], slowed=slowed))
    return steps


def _mean(steps: Sequence[Step]) -> Step:
    return Step(
        positive=float(np.mean([step.positive for step in steps])),
        negative=float(np.mean([step.negative for step in steps])),
        accuracy=float(np.mean([step.accuracy for step in steps])),
        loss=float(np.mean([step.loss for step in steps])),
    )
