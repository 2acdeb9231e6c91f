"""How much goodness a layer asks for, and the alarm where it gets none."""

import numpy as np
import pytest

from inference.learning.forward_forward.alarm import dead_layers
from inference.learning.forward_forward.layer import Step
from inference.learning.forward_forward.thresholds import (
    Constant,
    Geometric,
    Pyramid,
    ThresholdPolicy,
    described,
    policy_of,
    search,
)
from inference.learning.forward_forward.training import Schedule, fit
from tests.inference.learning.forward_forward.made import moons, network

POLICIES: list[ThresholdPolicy] = [Constant(0.3), Pyramid(0.5, 0.25), Pyramid(1.25, -0.5), Geometric(0.4, 1.5, 2)]


@pytest.mark.parametrize(
    ("policy", "by_layer"),
    [
        (Constant(0.3), [0.3, 0.3, 0.3, 0.3]),
        (Pyramid(0.5, 0.25), [0.5, 0.75, 1.0, 1.25]),
        (Pyramid(1.25, -0.5), [1.25, 0.75, 0.25, 0.0]),
    ],
)
def test_multiples_by_layer(policy: ThresholdPolicy, by_layer: list[float]) -> None:
    assert [policy.multiple(layer, 9) for layer in range(4)] == pytest.approx(by_layer)


def test_a_geometric_schedule_grows_with_time_after_every_patience() -> None:
    policy = Geometric(0.4, 1.5, 2)

    assert [policy.multiple(0, epoch) for epoch in range(5)] == pytest.approx([0.4, 0.4, 0.6, 0.6, 0.9])
    assert policy.multiple(3, 4) == policy.multiple(0, 4)


@pytest.mark.parametrize("policy", POLICIES, ids=str)
def test_a_description_leads_back_to_its_policy(policy: ThresholdPolicy) -> None:
    assert policy_of(described(policy)) == policy


def test_a_network_asks_each_layer_for_a_multiple_of_its_width() -> None:
    made = network(widths=(10, 20), thresholds=Pyramid(0.5, 1.0))

    assert [made.threshold(0), made.threshold(1)] == pytest.approx([5, 30])


def test_the_schedule_follows_the_epochs_of_the_network() -> None:
    made = network(widths=(10,), thresholds=Geometric(1.0, 2.0, 1))
    fit(made, *moons(50), Schedule(2))

    assert made.threshold(0) == pytest.approx(40)


def test_search_takes_the_least_error_and_the_first_of_equals() -> None:
    errors = {0.1: 0.3, 0.5: 0.2, 1.0: 0.2, 2.0: 0.4}

    best, tried = search([Constant(value) for value in errors], lambda policy: errors[policy.multiple(0, 0)])

    assert best == Constant(0.5)
    assert [error for _, error in tried] == list(errors.values())


def test_search_among_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="no threshold"):
        search([], lambda _policy: 0.0)


def test_search_by_validation_turns_down_a_threshold_that_no_row_reaches() -> None:
    rows, labels = moons(600)

    def validation_error(policy: ThresholdPolicy) -> float:
        made = network(thresholds=policy)
        fit(made, rows[:400], labels[:400], Schedule(10, batch=50))
        return float((made.predict_goodness(rows[400:]) != labels[400:]).mean())

    best, tried = search([Constant(1000.0), Constant(0.5)], validation_error)

    assert best == Constant(0.5)
    assert tried[0][1] > tried[1][1] + 0.1


def step(accuracy: float) -> Step:
    return Step(positive=1.0, negative=1.0, accuracy=accuracy, loss=1.0)


@pytest.mark.parametrize(
    ("accuracies", "dead"),
    [
        ([[0.9, 0.5]], ()),
        ([[0.9, 0.5], [0.9, 0.505]], (2,)),
        ([[0.9, 0.5], [0.9, 0.6]], ()),
        ([[0.5, 0.9], [0.9, 0.5], [0.5, 0.5]], (2,)),
        ([[0.5, 0.5], [0.5, 0.5]], (1, 2)),
    ],
)
def test_a_layer_at_chance_for_two_epochs_is_called_dead(accuracies: list[list[float]], dead: tuple[int, ...]) -> None:
    assert dead_layers([[step(value) for value in epoch] for epoch in accuracies]) == dead


def test_the_alarm_is_raised_while_layers_are_trained_under_a_threshold_out_of_reach_and_not_otherwise() -> None:
    rows, labels = moons(400)

    out_of_reach = fit(network(thresholds=Constant(1000.0)), rows, labels, Schedule(3))
    within_reach = fit(network(), rows, labels, Schedule(20, batch=50))

    assert [epoch.dead for epoch in out_of_reach] == [(), (1, 2), (1, 2)]
    assert within_reach[-1].dead == ()
    assert np.isfinite([layer.loss for layer in out_of_reach[-1].layers]).all()
