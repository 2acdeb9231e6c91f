"""How large the weights are that Forward-Forward finds, beside those of back-propagation."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from inference.learning.forward_forward.arrays import Floats

BINS = 61


def spreads(forward: Sequence[Floats], twin: Sequence[Floats]) -> list[dict[str, float]]:
    """For each layer that both have: mean and variance of the weights, and how many times larger the first ones are."""
    return [
        _spread(ours.astype(np.float64), other.astype(np.float64)) for ours, other in zip(forward, twin, strict=False)
    ]


def histogram(weights: Floats, reach: float) -> list[tuple[float, float]]:
    """(weight, share of all) in bins from -reach to reach; the outermost hold what lies beyond."""
    counts, edges = np.histogram(np.clip(weights, -reach, reach), bins=BINS, range=(-reach, reach))
    middles = (edges[:-1] + edges[1:]) / 2
    return [(float(middle), float(count) / weights.size) for middle, count in zip(middles, counts, strict=True)]


def _spread(ours: Any, other: Any) -> dict[str, float]:
    return {
        "forward_forward_mean": float(ours.mean()),
        "forward_forward_mean_size": float(np.abs(ours).mean()),
        "forward_forward_variance": float(ours.var()),
        "back_propagation_mean": float(other.mean()),
        "back_propagation_mean_size": float(np.abs(other).mean()),
        "back_propagation_variance": float(other.var()),
        "mean_size_ratio": float(np.abs(ours).mean() / np.abs(other).mean()),
        "variance_ratio": float(ours.var() / other.var()),
    }
