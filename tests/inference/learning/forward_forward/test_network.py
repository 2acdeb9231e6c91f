"""A stack of layers: each learns by itself, and a label is read from them in two ways."""

import numpy as np
import pytest

from inference.learning.forward_forward.arrays import normalised
from inference.learning.forward_forward.layer import Rates
from inference.learning.forward_forward.negatives import wrong_labels
from inference.learning.forward_forward.network import ForwardForwardNetwork
from inference.learning.forward_forward.training import Schedule, fit
from tests.inference.learning.forward_forward.made import moons, network

PLAIN = Rates(momentum=0.0, weight_cost=0.0, peer=0.0)


@pytest.fixture(scope="module")
def trained() -> ForwardForwardNetwork:
    made = network()
    fit(made, *moons(1000), Schedule(40, batch=50))
    return made


def test_no_gradient_crosses_a_layer() -> None:
    """Differences of the whole network's loss by a weight of the first layer are what a gradient across layers would
    follow; the update follows the differences of the first layer's own loss, which are others."""
    rows, labels = moons(20)
    made = network(widths=(6, 5), rates=PLAIN, negatives="uniform")
    wrong = wrong_labels("uniform", labels, np.zeros((20, 2), np.float32), np.random.default_rng(0))
    embed = made.shape.labels.embed
    shown = normalised(np.concatenate([embed(rows, labels), embed(rows, wrong)])).astype(np.float64)
    for layer in made.layers:
        layer.weights = layer.weights.astype(np.float64)
        layer.biases = layer.biases.astype(np.float64)
    first = made.layers[0]

    def losses() -> tuple[float, float]:
        _, _, passed = first.forward(shown)
        own = first.local_loss(shown, 20, made.threshold(0))
        return own, own + made.layers[1].local_loss(passed, 20, made.threshold(1))

    def slopes(place: tuple[int, ...]) -> np.ndarray:
        kept, found = first.weights[place], []
        for moved in (kept + 1e-6, kept - 1e-6):
            first.weights[place] = moved
            found.append(losses())
        first.weights[place] = kept
        return (np.array(found[0]) - np.array(found[1])) / 2e-6

    measured = np.array([slopes(place) for place in np.ndindex(first.weights.shape)])
    expected, _ = first.gradients(shown, 20, made.threshold(0))

    np.testing.assert_allclose(expected.ravel(), measured[:, 0], rtol=1e-4, atol=1e-7)
    assert np.abs(measured[:, 1] - measured[:, 0]).max() > 1e-3


def test_what_later_layers_are_does_not_change_what_the_first_one_learns() -> None:
    rows, labels = moons(200)
    made, other = (network(negatives="uniform") for _ in range(2))
    other.layers[1].weights *= 5
    other.head.weights += 1

    for one in (made, other):
        fit(one, rows, labels, Schedule(2))

    np.testing.assert_array_equal(made.layers[0].weights, other.layers[0].weights)
    assert not np.array_equal(made.layers[1].weights, other.layers[1].weights)


def test_two_half_moons_are_told_apart_by_both_ways_to_read(trained: ForwardForwardNetwork) -> None:
    rows, labels = moons(1000, seed=7)

    assert (trained.predict_goodness(rows) == labels).mean() > 0.95
    assert (trained.predict_softmax(rows) == labels).mean() > 0.95
    np.testing.assert_array_equal(trained.predict(rows), trained.predict_softmax(rows))


def test_probabilities_are_shares_and_goodness_has_a_column_for_each_label(trained: ForwardForwardNetwork) -> None:
    rows, _ = moons(30)

    believed, goodness = trained.probabilities(rows), trained.goodness(rows)

    np.testing.assert_allclose(believed.sum(axis=1), 1, rtol=1e-5)
    assert goodness.shape == (30, 2)
    shown = trained.goodness_by_layer(rows, np.ones(30, np.int64))
    np.testing.assert_allclose(goodness[:, 1], shown[1], rtol=1e-5)


def test_the_first_layer_is_read_only_where_it_is_the_only_one() -> None:
    assert network(widths=(8, 4)).head.weights.shape == (4, 2)
    assert network(widths=(8,)).head.weights.shape == (8, 2)


def test_one_minibatch_at_a_time_teaches_what_fit_teaches() -> None:
    rows, labels = moons(100)
    whole, pieces = network(), network()
    fit(whole, rows, labels, Schedule(1, batch=20))

    order = pieces.rng.permutation(100)
    for start in range(0, 100, 20):
        chosen = order[start : start + 20]
        pieces.partial_fit(rows[chosen], labels[chosen], slowed=Schedule(1).slowed(0))

    np.testing.assert_array_equal(whole.layers[1].weights, pieces.layers[1].weights)
    np.testing.assert_array_equal(whole.head.weights, pieces.head.weights)


def test_the_same_seed_gives_the_same_network_and_another_seed_another() -> None:
    rows, labels = moons(100)
    made = [network(seed=seed) for seed in (1, 1, 2)]
    for one in made:
        fit(one, rows, labels, Schedule(2))

    np.testing.assert_array_equal(made[0].layers[0].weights, made[1].layers[0].weights)
    assert not np.array_equal(made[0].layers[0].weights, made[2].layers[0].weights)


def test_more_rows_than_are_worked_at_once_are_predicted_in_their_order(trained: ForwardForwardNetwork) -> None:
    rows, _ = moons(2300)

    np.testing.assert_array_equal(trained.predict(rows)[1990:2010], trained.predict(rows[1990:2010]))
    assert trained.predict_goodness(rows).shape == (2300,)


def test_no_rows_are_refused_and_change_nothing() -> None:
    made = network()
    before = made.head.weights.copy()

    with pytest.raises(ValueError, match="nothing to learn from"):
        made.partial_fit(np.zeros((0, 2), np.float32), np.zeros(0, np.int64))

    np.testing.assert_array_equal(made.head.weights, before)
