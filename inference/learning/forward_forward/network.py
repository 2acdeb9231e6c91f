"""A stack of layers, each of which learns by itself, and the two ways to read a label from it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from inference.learning.forward_forward.arrays import Floats, Ints, normalised
from inference.learning.forward_forward.head import HeadRates, SoftmaxHead
from inference.learning.forward_forward.labels import LabelEmbedding
from inference.learning.forward_forward.layer import Layer, Rates, Step
from inference.learning.forward_forward.negatives import Negatives, wrong_labels
from inference.learning.forward_forward.thresholds import Constant, ThresholdPolicy

ROWS_AT_ONCE = 1000
"""When predicting: what fits in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a network is, apart from what it has learned."""

    inputs: int
    widths: tuple[int, ...]
    labels: LabelEmbedding
    thresholds: ThresholdPolicy = field(default_factory=Constant)
    negatives: Negatives = "hard"
    rate: float = 0.01
    rates: Rates = field(default_factory=Rates)
    head: HeadRates = field(default_factory=HeadRates)
    seed: int = 42

    @property
    def first_read(self) -> int:
        """The label is in the input, so that the first layer's activity tells of it cheaply: it is not read, unless it
        is the only one."""
        return 1 if len(self.widths) > 1 else 0


class ForwardForwardNetwork:
    """`partial_fit` for one minibatch; `predict` and the two ways to predict for any number of rows."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.rng = np.random.default_rng(shape.seed)
        inputs = [shape.labels.width(shape.inputs), *shape.widths]
        self.layers = [
            Layer(before, width, self.rng, shape.rates) for before, width in zip(inputs, shape.widths, strict=False)
        ]
        self.head = SoftmaxHead(sum(shape.widths[shape.first_read :]), shape.labels.classes, shape.head)
        self.epochs = 0
        """Done so far; thresholds may depend on it."""

    def partial_fit(self, rows: Floats, labels: Ints, *, slowed: float = 1.0) -> list[Step]:
        """One update of every layer from rows (n, inputs) and labels (n,), all rates times `slowed`.
        Raises `ValueError` where there are no rows."""
        if not len(rows):
            raise ValueError("There is nothing to learn from.")
        believed = self.head.learn(self._features(self.shape.labels.neutral(rows)), labels, slowed)
        wrong = wrong_labels(self.shape.negatives, labels, believed, self.rng)
        passed = normalised(
            np.concatenate([self.shape.labels.embed(rows, labels), self.shape.labels.embed(rows, wrong)])
        )
        steps = []
        for number, layer in enumerate(self.layers):
            passed, step = layer.learn(passed, len(rows), self.threshold(number), self.shape.rate * slowed)
            steps.append(step)
        return steps

    def threshold(self, number: int) -> float:
        return self.shape.thresholds.multiple(number, self.epochs) * self.layers[number].width

    def predict(self, rows: Floats) -> Ints:
        """By the softmax head: one pass."""
        return self.predict_softmax(rows)

    def predict_softmax(self, rows: Floats) -> Ints:
        return self.probabilities(rows).argmax(axis=1)

    def probabilities(self, rows: Floats) -> Floats:
        """Of the softmax head, (n, classes)."""
        return np.concatenate(
            [self.head.probabilities(self._features(self.shape.labels.neutral(some))) for some in _pieces(rows)]
        )

    def predict_goodness(self, rows: Floats) -> Ints:
        """The label with which the network is most active: one pass for each label."""
        return self.goodness(rows).argmax(axis=1)

    def goodness(self, rows: Floats) -> Floats:
        """Mean squared activity of the layers that are read, summed, for each label: (n, classes)."""
        return np.concatenate([self._goodness(some) for some in _pieces(rows)])

    def goodness_by_layer(self, rows: Floats, labels: Ints) -> list[Floats]:
        """Of rows shown with these labels: for every layer its goodness (n,)."""
        passed, seen = normalised(self.shape.labels.embed(rows, labels)), []
        for layer in self.layers:
            _, goodness, passed = layer.forward(passed)
            seen.append(goodness)
        return seen

    def _goodness(self, rows: Floats) -> Floats:
        columns = []
        for label in range(self.shape.labels.classes):
            by_layer = self.goodness_by_layer(rows, np.full(len(rows), label))
            columns.append(sum(by_layer[self.shape.first_read :]))
        return np.stack(columns, axis=1)

    def _features(self, shown: Floats) -> Floats:
        passed, features = normalised(shown), []
        for layer in self.layers:
            _, _, passed = layer.forward(passed)
            features.append(passed)
        return np.hstack(features[self.shape.first_read :])


def _pieces(rows: Floats) -> Iterator[Floats]:
    for start in range(0, max(1, len(rows)), ROWS_AT_ONCE):
        yield rows[start : start + ROWS_AT_ONCE]
