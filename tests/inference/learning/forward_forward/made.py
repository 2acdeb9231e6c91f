"""Small networks and rows for tests."""

from dataclasses import replace
from typing import Any

import numpy as np

from inference.learning.forward_forward.arrays import Floats, Ints
from inference.learning.forward_forward.head import HeadRates
from inference.learning.forward_forward.labels import LabelEmbedding
from inference.learning.forward_forward.network import ForwardForwardNetwork, Shape

SHAPE = Shape(2, (64, 64), LabelEmbedding(2, "concatenate"), rate=0.03, head=HeadRates(rate=0.1))


def network(**different: Any) -> ForwardForwardNetwork:
    return ForwardForwardNetwork(replace(SHAPE, **different))


def moons(count: int, seed: int = 0) -> tuple[Floats, Ints]:
    """Two half moons that lie in each other: no line parts them. Rows (count, 2) and labels (count,)."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 2, count)
    angle = rng.random(count) * np.pi
    upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    lower = np.stack([1 - np.cos(angle), 0.5 - np.sin(angle)], axis=1)
    rows = np.where(labels[:, None] == 0, upper, lower) + rng.normal(0, 0.1, (count, 2))
    return rows.astype(np.float32), labels
