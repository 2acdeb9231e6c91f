"""A network in a file, and a training that was stopped and goes on."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from inference.errors import BadInput
from inference.learning.forward_forward.network import ForwardForwardNetwork
from inference.learning.forward_forward.runs import Examples, Run, open_run, train
from inference.learning.forward_forward.storage import load, save
from inference.learning.forward_forward.thresholds import Pyramid
from inference.learning.forward_forward.training import Schedule, fit
from tests.inference.learning.forward_forward.made import SHAPE, moons, network

UNEVEN = replace(SHAPE, thresholds=Pyramid(0.5, 0.25), widths=(12, 8))


def assert_equal(one: ForwardForwardNetwork, other: ForwardForwardNetwork) -> None:
    for ours, theirs in zip(one.layers, other.layers, strict=True):
        for name in ("weights", "biases", "velocity", "bias_velocity", "activity"):
            np.testing.assert_array_equal(getattr(ours, name), getattr(theirs, name))
    np.testing.assert_array_equal(one.head.weights, other.head.weights)


def test_what_was_saved_is_loaded_the_same(tmp_path: Path) -> None:
    made = ForwardForwardNetwork(UNEVEN)
    rows, labels = moons(100)
    fit(made, rows, labels, Schedule(3))

    save(made, tmp_path / "network.npz")
    again = load(tmp_path / "network.npz")

    assert again.shape == UNEVEN
    assert again.epochs == 3
    assert_equal(made, again)
    np.testing.assert_array_equal(made.goodness(rows), again.goodness(rows))
    assert [path.name for path in tmp_path.iterdir()] == ["network.npz"]


def test_a_finished_network_is_saved_small_and_answers_alike(tmp_path: Path) -> None:
    made = ForwardForwardNetwork(UNEVEN)
    rows, labels = moons(500)
    fit(made, rows, labels, Schedule(20))

    save(made, tmp_path / "whole.npz")
    save(made, tmp_path / "small.npz", finished=True)
    small = load(tmp_path / "small.npz")

    np.testing.assert_allclose(small.probabilities(rows), made.probabilities(rows), atol=0.01)
    assert small.layers[0].weights.dtype == np.float32
    with np.load(tmp_path / "small.npz") as kept:
        assert not [name for name in kept.files if "velocity" in name]


def test_training_goes_on_as_if_it_had_never_stopped(tmp_path: Path) -> None:
    rows, labels = moons(100)
    whole, stopped = ForwardForwardNetwork(UNEVEN), ForwardForwardNetwork(UNEVEN)
    fit(whole, rows, labels, Schedule(6))

    stop_after(stopped, 2, rows, labels)
    save(stopped, tmp_path / "network.npz")
    again = load(tmp_path / "network.npz")
    fit(again, rows, labels, Schedule(6))

    assert_equal(whole, again)


def stop_after(made: ForwardForwardNetwork, epochs: int, rows: np.ndarray, labels: np.ndarray) -> None:
    class Stopped(Exception):
        pass

    def after(epoch: object) -> None:
        if made.epochs == epochs:
            raise Stopped

    with pytest.raises(Stopped):
        fit(made, rows, labels, Schedule(6), after=after)


@pytest.mark.parametrize("content", [b"", b"no network", b"PK\x03\x04broken"])
def test_what_is_no_network_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "network.npz"
    path.write_bytes(content)

    with pytest.raises(BadInput, match="not a saved Forward-Forward network") as refused:
        load(path)

    assert refused.value.code == "learning.no_network"


def test_a_network_of_another_format_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "network.npz"
    monkeypatch.setattr("inference.learning.forward_forward.storage.FORMAT", 7)
    save(network(), path)
    monkeypatch.undo()

    with pytest.raises(BadInput, match="of format 7") as refused:
        load(path)

    assert refused.value.code == "learning.format"


def run_to(folder: Path, epochs: int, shape: object = UNEVEN) -> tuple[Run, list[str]]:
    rows, labels = moons(200)
    run, told = open_run(folder, shape), []
    train(run, Examples(rows[:150], labels[:150]), (rows[150:], labels[150:]), Schedule(epochs), tell=told.append)
    return run, told


def test_a_run_keeps_its_network_and_history_after_each_epoch_and_goes_on_from_them(tmp_path: Path) -> None:
    run_to(tmp_path, 2)

    run, told = run_to(tmp_path, 5)

    assert [entry["number"] for entry in run.history] == [1, 2, 3, 4, 5]
    assert [line.split(":")[0] for line in told if line.startswith("epoch")] == ["epoch 3/5", "epoch 4/5", "epoch 5/5"]
    assert run.cpu_minutes > 0
    again = open_run(tmp_path, UNEVEN)
    assert again.history == json.loads(json.dumps(run.history))
    assert_equal(again.network, run.network)


def test_a_run_of_another_shape_begins_anew(tmp_path: Path) -> None:
    run_to(tmp_path, 2)

    run, _ = run_to(tmp_path, 1, replace(UNEVEN, seed=7))

    assert [entry["number"] for entry in run.history] == [1]


def test_whoever_trains_is_told_of_dead_layers(tmp_path: Path) -> None:
    _, told = run_to(tmp_path, 3, replace(UNEVEN, thresholds=Pyramid(1.0, 500.0)))

    assert [line for line in told if "Layer 2 tells positives from negatives no better than chance" in line]
