"""What one layer learns: the gradient of its own loss, and peer normalisation beside it."""

import numpy as np
import pytest

from inference.learning.forward_forward.arrays import Floats
from inference.learning.forward_forward.layer import Layer, Rates

POSITIVES = 6
THRESHOLD = 5.0
PLAIN = Rates(momentum=0.0, weight_cost=0.0, peer=0.0)


@pytest.fixture
def rows() -> Floats:
    return np.random.default_rng(1).standard_normal((11, 7)).astype(np.float32)


def layer(rates: Rates | None = None) -> Layer:
    return Layer(7, 5, np.random.default_rng(2), rates)


def precise(made: Layer) -> Layer:
    """With weights of twice the digits, so that differences of its loss are exact enough."""
    made.weights = made.weights.astype(np.float64)
    made.biases = made.biases.astype(np.float64)
    return made


def slope(made: Layer, part: Floats, place: tuple[int, ...], rows: Floats) -> float:
    """Of the local loss by one number of the layer, by differences."""
    kept, reach, losses = part[place], 1e-6, []
    for sign in (1, -1):
        part[place] = kept + sign * reach
        losses.append(made.local_loss(rows, POSITIVES, THRESHOLD))
    part[place] = kept
    return (losses[0] - losses[1]) / (2 * reach)


def test_the_gradient_is_that_of_the_local_loss_by_finite_differences(rows: Floats) -> None:
    made, shown = precise(layer()), rows.astype(np.float64)

    by_weights, by_biases = made.gradients(shown, POSITIVES, THRESHOLD)

    for place in np.ndindex(by_weights.shape):
        assert by_weights[place] == pytest.approx(slope(made, made.weights, place, shown), rel=1e-4, abs=1e-7)
    for place in np.ndindex(by_biases.shape):
        assert by_biases[place] == pytest.approx(slope(made, made.biases, place, shown), rel=1e-4, abs=1e-7)


def test_an_update_goes_down_that_gradient_and_nowhere_else(rows: Floats) -> None:
    made = layer(PLAIN)
    weights, biases = made.weights.copy(), made.biases.copy()
    by_weights, by_biases = made.gradients(rows, POSITIVES, THRESHOLD)

    made.learn(rows, POSITIVES, THRESHOLD, 0.1)

    np.testing.assert_allclose(made.weights, weights - 0.1 * by_weights, rtol=1e-4, atol=1e-7)
    np.testing.assert_allclose(made.biases, biases - 0.1 * by_biases, rtol=1e-4, atol=1e-7)


def test_updates_lower_the_loss_and_part_positives_from_negatives(rows: Floats) -> None:
    made = layer()
    before = made.local_loss(rows, POSITIVES, THRESHOLD)

    for _ in range(200):
        _, step = made.learn(rows, POSITIVES, THRESHOLD, 0.1)

    assert made.local_loss(rows, POSITIVES, THRESHOLD) < before / 2
    assert step.positive > THRESHOLD > step.negative
    assert step.accuracy == 1.0


def test_what_is_passed_on_tells_nothing_of_how_active_a_row_was(rows: Floats) -> None:
    _, goodness, passed = layer().forward(rows)

    assert np.ptp(goodness) > 1
    np.testing.assert_allclose(np.square(passed).mean(axis=1), 1, rtol=1e-5)


def test_learning_passes_on_what_forward_passes_on(rows: Floats) -> None:
    _, _, expected = layer().forward(rows)

    passed, _ = layer().learn(rows, POSITIVES, THRESHOLD, 0.1)

    np.testing.assert_allclose(passed, expected, rtol=1e-5)


def test_goodness_is_the_sum_of_squares_of_the_activities(rows: Floats) -> None:
    made = layer()

    active, goodness, _ = made.forward(rows)

    expected = np.maximum(rows @ made.weights + made.biases, 0)
    np.testing.assert_allclose(active, expected, rtol=1e-5)
    np.testing.assert_allclose(goodness, (expected**2).sum(axis=1), rtol=1e-5)


def test_peer_normalisation_brings_back_a_unit_that_is_never_active(rows: Floats) -> None:
    tried = {}
    for name, peer in (("with", 1.0), ("without", 0.0)):
        made = layer(Rates(peer=peer))
        made.biases[0] = -4
        made.activity[:] = 0.5
        for _ in range(300):
            made.learn(rows, POSITIVES, THRESHOLD, 0.1)
        tried[name] = made.forward(rows)[0][:, 0].max()

    assert tried["without"] == 0
    assert tried["with"] > 0


def test_all_numbers_stay_float32(rows: Floats) -> None:
    made = layer()

    passed, _ = made.learn(rows, POSITIVES, THRESHOLD, 0.1)

    kept = (made.weights, made.biases, made.velocity, made.bias_velocity, made.activity, passed)
    assert {array.dtype for array in kept} == {np.dtype(np.float32)}


def test_a_row_of_no_activity_is_passed_on_as_zeros() -> None:
    made = layer()
    made.biases[:] = -100

    passed, step = made.learn(np.ones((4, 7), np.float32), 2, THRESHOLD, 0.1)

    assert not passed.any()
    assert step.accuracy == 0.5
