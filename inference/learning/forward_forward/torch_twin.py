"""The same network as a PyTorch program, for the bench alone: one optimiser for each layer, loss by autograd."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import torch  # type: ignore[import-not-found]
from torch.nn import functional  # type: ignore[import-not-found]

from inference.learning.forward_forward.arrays import Floats, Ints
from inference.learning.forward_forward.network import Shape


def trainer(shape: Shape, rows: Floats, labels: Ints) -> Callable[[int], object]:
    """What trains on the hundred rows from a start: hard negatives, softmax head, peer normalisation, as in NumPy."""
    sizes = [shape.inputs, *shape.widths]
    layers = [torch.nn.Linear(a, b) for a, b in pairwise(sizes)]
    head = torch.nn.Linear(sum(shape.widths[shape.first_read :]), shape.labels.classes)
    steps = [_optimiser(part, shape.rate / 10, shape.rates.weight_cost) for part in layers]
    head_step = _optimiser(head, shape.head.rate / 10, shape.head.weight_cost)
    means = [torch.full((width,), 0.5) for width in shape.widths]
    pictures, right = torch.from_numpy(rows), torch.from_numpy(labels.astype(np.int64))

    def train(start: int) -> None:
        some, truth = pictures[start : start + 100], right[start : start + 100]
        wrong = _head(layers, head, head_step, rows=some, labels=truth, shape=shape)
        passed = _normalised(torch.cat([_shown(some, truth, shape), _shown(some, wrong, shape)]))
        for number, layer in enumerate(layers):
            passed = _layer(layer, steps[number], means, number=number, rows=passed, shape=shape)

    return train


def use_threads(count: int) -> None:
    torch.set_num_threads(count)


def _optimiser(part: Any, rate: float, weight_cost: float) -> Any:
    return torch.optim.SGD(part.parameters(), lr=rate, momentum=0.9, weight_decay=weight_cost)


def _normalised(rows: Any) -> Any:
    return rows / (rows.pow(2).mean(dim=1, keepdim=True).sqrt() + 1e-8)


def _shown(rows: Any, labels: Any, shape: Shape) -> Any:
    shown = rows.clone()
    shown[:, : shape.labels.classes] = functional.one_hot(labels, shape.labels.classes).float()
    return shown


def _head(layers: Any, head: Any, step: Any, *, rows: Any, labels: Any, shape: Shape) -> Any:
    """Trains the head on the neutral label; returns wrong labels drawn by what it believes."""
    shown = rows.clone()
    shown[:, : shape.labels.classes] = 1 / shape.labels.classes
    with torch.no_grad():
        passed, features = _normalised(shown), []
        for layer in layers:
            passed = _normalised(torch.relu(layer(passed)))
            features.append(passed)
    logits = head(torch.cat(features[shape.first_read :], dim=1))
    step.zero_grad()
    functional.cross_entropy(logits, labels).backward()
    step.step()
    believed = torch.softmax(logits.detach(), dim=1) + 1e-9
    believed[torch.arange(len(labels)), labels] = 0
    return torch.multinomial(believed, 1).squeeze(1)


def _layer(layer: Any, step: Any, means: Any, *, number: int, rows: Any, shape: Shape) -> Any:
    active = torch.relu(layer(rows))
    goodness = active.pow(2).sum(dim=1)
    half, threshold = len(rows) // 2, shape.thresholds.multiple(number, 0) * active.shape[1]
    means[number] = 0.9 * means[number].detach() + 0.1 * active[:half].mean(dim=0)
    loss = (
        functional.softplus(threshold - goodness[:half]).mean()
        + functional.softplus(goodness[half:] - threshold).mean()
    )
    uneven = (means[number].mean() - means[number]).pow(2).sum()
    step.zero_grad()
    (loss / 2 + shape.rates.peer / 2 * uneven).backward()
    step.step()
    return _normalised(active.detach())
