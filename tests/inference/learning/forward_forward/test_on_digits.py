"""A small version of the reproduction: five thousand real digits, eight epochs of small minibatches."""

import numpy as np
import pytest

from inference.learning.forward_forward.labels import LabelEmbedding
from inference.learning.forward_forward.mnist import CLASSES, PIXELS, Digits, load_digits, scaled, train_and_validation
from inference.learning.forward_forward.network import ForwardForwardNetwork, Shape
from inference.learning.forward_forward.runs import error
from inference.learning.forward_forward.training import Epoch, Schedule, fit
from tests.inference.learning.forward_forward.conftest import DATA

pytestmark = pytest.mark.slow

SHAPE = Shape(PIXELS, (256, 256), LabelEmbedding(CLASSES))


@pytest.fixture(scope="module")
def digits() -> tuple[Digits, Digits]:
    train, validation = train_and_validation(DATA)
    return train.between(0, 5000), validation


def test_the_whole_set_is_read() -> None:
    train, validation = train_and_validation(DATA)

    assert (len(train), len(validation), len(load_digits(DATA, "test"))) == (55000, 5000, 10000)
    assert set(np.unique(train.labels)) == set(range(10))


def test_five_thousand_digits_are_enough_for_an_error_of_less_than_eight_in_a_hundred(
    digits: tuple[Digits, Digits],
) -> None:
    train, validation = digits
    network = ForwardForwardNetwork(SHAPE)

    epochs: list[Epoch] = fit(
        network, train.pictures, train.labels, Schedule(8, batch=25), prepare=lambda pictures, _rng: scaled(pictures)
    )

    assert error(network.predict_softmax(validation.inputs()), validation.labels) < 0.08
    assert error(network.predict_goodness(validation.inputs()), validation.labels) < 0.08
    assert all(layer.positive > layer.negative for layer in epochs[-1].layers)
    assert epochs[-1].dead == ()
