"""The twin to compare with: real back-propagation, and how large weights are compared."""

import numpy as np
import pytest

from inference.learning.forward_forward.arrays import one_hot, softmax
from inference.learning.forward_forward.backprop import BackPropagationNetwork, TwinShape, fit_twin
from inference.learning.forward_forward.training import Schedule
from inference.learning.forward_forward.weights import histogram, spreads
from tests.inference.learning.forward_forward.made import moons


def test_its_update_follows_the_gradient_across_all_layers_by_finite_differences() -> None:
    rows, labels = moons(12)
    shape = TwinShape(2, (5, 4), 2, momentum=0.0, weight_cost=0.0)
    twin = BackPropagationNetwork(shape)
    parts = [part.astype(np.float64) for part in (*twin.weights, *twin.biases)]

    def loss() -> float:
        active = rows.astype(np.float64)
        for number in range(3):
            active = active @ parts[number] + parts[3 + number]
            active = np.maximum(active, 0) if number < 2 else active
        return float(-(np.log(softmax(active)) * one_hot(labels, 2)).sum() / len(rows))

    def slope(part: np.ndarray, place: tuple[int, ...]) -> float:
        kept, losses = part[place], []
        for moved in (kept + 1e-6, kept - 1e-6):
            part[place] = moved
            losses.append(loss())
        part[place] = kept
        return (losses[0] - losses[1]) / 2e-6

    slopes = [np.array([slope(part, place) for place in np.ndindex(part.shape)]).reshape(part.shape) for part in parts]
    twin.partial_fit(rows, labels)

    for moved, before, gradient in zip((*twin.weights, *twin.biases), parts, slopes, strict=True):
        np.testing.assert_allclose(moved, before - shape.rate * gradient, atol=2e-6)


def test_it_learns_two_half_moons_and_says_how_long_it_took() -> None:
    twin, epochs = BackPropagationNetwork(TwinShape(2, (32, 32), 2)), []

    spent = fit_twin(twin, *moons(600), Schedule(40, batch=20), after=epochs.append)

    rows, labels = moons(600, seed=7)
    assert (twin.predict(rows) == labels).mean() > 0.95
    assert epochs == list(range(1, 41))
    assert spent > 0


def test_weights_are_compared_layer_by_layer() -> None:
    rng = np.random.default_rng(0)
    small = rng.standard_normal((200, 300)).astype(np.float32)

    found = spreads([small * 3, small], [small, small + 2, small])

    assert [layer["variance_ratio"] for layer in found] == pytest.approx([9, 1], rel=1e-3)
    assert found[0]["mean_size_ratio"] == pytest.approx(3, rel=1e-3)
    assert found[1]["back_propagation_mean"] == pytest.approx(2, abs=0.02)


def test_a_histogram_is_of_shares_and_keeps_what_lies_beyond() -> None:
    bins = histogram(np.array([-9, 0, 0, 9], np.float32), 1.0)

    assert sum(share for _, share in bins) == pytest.approx(1)
    assert (bins[0][1], bins[len(bins) // 2][1], bins[-1][1]) == (0.25, 0.5, 0.25)
