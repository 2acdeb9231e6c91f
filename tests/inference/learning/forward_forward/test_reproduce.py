"""The command, on digits and reviews made up here and with small networks: what it writes and what it refuses."""

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from inference.learning.forward_forward import __main__ as command
from inference.learning.forward_forward import bench, mnist, reproduce_imdb, reproduce_mnist, sweep
from inference.learning.forward_forward.head import HeadRates
from inference.learning.forward_forward.labels import LabelEmbedding
from inference.learning.forward_forward.layer import Rates
from inference.learning.forward_forward.network import Shape
from inference.learning.forward_forward.training import Schedule

pytestmark = pytest.mark.slow

SMALL = Shape(784, (40, 40), LabelEmbedding(10), rate=0.03, head=HeadRates(rate=0.1))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    _digits(folder / "learning" / "mnist")
    _reviews(folder / "learning" / "imdb")
    return folder


def _digits(folder: Path) -> None:
    """Ten blots, each with its own noise."""
    folder.mkdir(parents=True)
    rng = np.random.default_rng(0)
    blots = np.pad(rng.random((10, 20, 20)) < 0.15, ((0, 0), (4, 4), (4, 4)))
    for split, count in (("train", 400), ("test", 100)):
        labels = np.arange(count) % 10
        noise = rng.random((count, 28, 28)) < 0.02
        np.savez(folder / f"{split}_0.npz", x=(blots[labels] | noise).astype(np.uint8) * 255, y=labels)


def _reviews(folder: Path) -> None:
    folder.mkdir(parents=True)
    rng = np.random.default_rng(1)
    words = {1: ["great", "lovely", "moving", "fine"], 0: ["dull", "awful", "boring", "poor"]}
    for split in ("train", "test"):
        with gzip.open(folder / f"{split}_0.jsonl.gz", "wt") as file:
            for number in range(120):
                label = number % 2
                said = rng.choice([*words[label] * 3, *words[1 - label], "film", "plot", "actor"], 8)
                file.write(json.dumps({"text": " ".join(said), "label": label}) + "\n")


@pytest.fixture
def run(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Calls the command with small networks; returns what it wrote under a name."""
    monkeypatch.setattr(mnist, "VALIDATION", 100)
    monkeypatch.setattr(reproduce_mnist, "SHAPE", SMALL)
    monkeypatch.setattr(reproduce_mnist, "EPOCHS", 40)
    monkeypatch.setattr(reproduce_mnist, "TWIN_EPOCHS", 3)
    monkeypatch.setattr(reproduce_mnist, "TRIAL_BATCHES", 2)
    monkeypatch.setattr(sweep, "SHAPE", replace(SMALL, widths=(20, 20, 20), negatives="uniform"))
    monkeypatch.setattr(sweep, "SCHEDULE", Schedule(2))
    places = (
        "--data",
        data,
        "--work",
        tmp_path / "work",
        "--results",
        tmp_path / "json",
        "--pictures",
        tmp_path / "png",
    )

    def called(*arguments: str, json_name: str) -> dict[str, Any]:
        assert command.main([*arguments, *map(str, places)]) == 0
        return json.loads((tmp_path / "json" / json_name).read_text())

    return called


def pictures(folder: Path) -> list[str]:
    """Each of which can be read."""
    for path in folder.glob("*.png"):
        Image.open(path).verify()
    return sorted(path.stem for path in folder.glob("*.png"))


def test_mnist_is_trained_tested_and_drawn(run: Any, tmp_path: Path) -> None:
    found = run("reproduce", "mnist", json_name="mnist.json")

    assert found["epochs"] == len(found["history"]) == 40
    assert 0 <= found["test_error_softmax"] < 0.3
    assert len(found["back_propagation"]["validation_error_by_epoch"]) == 3
    assert len(found["weights"]) == 2
    names = ["examples", "error", "goodness", "weight-sizes", "weights"]
    assert pictures(tmp_path / "png") == sorted(f"mnist-{name}" for name in names)


def test_a_second_call_trains_no_more_and_finds_the_same(run: Any) -> None:
    first = run("reproduce", "mnist", "--budget", "0", json_name="mnist.json")

    again = run("reproduce", "mnist", json_name="mnist.json")

    assert again["history"] == first["history"]
    assert again["test_error_goodness"] == first["test_error_goodness"]


def test_a_small_budget_makes_a_new_run_shorter(run: Any) -> None:
    assert run("reproduce", "mnist", "--budget", "0", json_name="mnist.json")["epochs"] == 2


def test_what_the_budget_leaves_out_of_the_sweep_is_named(run: Any, tmp_path: Path) -> None:
    found = run("reproduce", "mnist", "--sweep", "thresholds", "--budget", "1e-9", json_name="thresholds.json")

    assert [row["policy"] for row in found["policies"]] == ["constant 1"]
    assert len(found["left_out"]) == len(sweep.SEEDS) * len(sweep.POLICIES) - 1
    assert "constant 1, seed 43" in found["left_out"]
    assert pictures(tmp_path / "png") == ["thresholds"]


def test_a_sweep_goes_on_where_it_stopped_and_names_its_best(run: Any) -> None:
    first = run("reproduce", "mnist", "--sweep", "thresholds", "--budget", "1e-9", json_name="thresholds.json")

    found = run("reproduce", "mnist", "--sweep", "thresholds", json_name="thresholds.json")

    assert found["policies"][0]["by_seed"][0] == first["policies"][0]["by_seed"][0]
    assert [len(row["by_seed"]) for row in found["policies"]] == [len(sweep.SEEDS)] * len(sweep.POLICIES)
    errors = {row["policy"]: row["softmax"] for row in found["policies"]}
    assert errors[found["best_by_softmax"]] == min(errors.values())
    assert found["left_out"] == []


def test_reviews_are_told_apart(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (reproduce_imdb, reproduce_imdb.make_features.__globals__):
        _set(monkeypatch, module, "DIMENSIONS", 6)
    monkeypatch.setattr(reproduce_imdb, "VALIDATION", 30)
    labels = LabelEmbedding(2, "concatenate")
    monkeypatch.setattr(reproduce_imdb, "SHAPE", Shape(6, (30, 30), labels, rate=0.05, rates=Rates(weight_cost=0)))
    monkeypatch.setattr(reproduce_imdb, "SCHEDULE", Schedule(60, batch=20))

    found = run("reproduce", "imdb", json_name="imdb.json")

    assert found["test_accuracy_softmax"] > 0.7
    assert found["test_accuracy_goodness"] > 0.7
    assert found["logistic_regression_test_accuracy"] > 0.7
    assert pictures(tmp_path / "png") == ["imdb-error"]


def _set(monkeypatch: pytest.MonkeyPatch, where: Any, name: str, value: object) -> None:
    if isinstance(where, dict):
        monkeypatch.setitem(where, name, value)
    else:
        monkeypatch.setattr(where, name, value)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["mnist"], "There is no MNIST in"),
        (["mnist", "--sweep", "thresholds"], "There is no MNIST in"),
        (["imdb"], "There is no IMDb in"),
        (["imdb", "--sweep", "thresholds"], "Thresholds are swept on mnist."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    arguments: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = [f"--{name}={tmp_path}" for name in ("data", "work", "results", "pictures")]

    assert command.main(["reproduce", *arguments, *places]) == 2

    assert sentence in capsys.readouterr().err


def test_without_scikit_learn_imdb_says_what_installs_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "find_spec", lambda _name: None)
    places = [f"--{name}={tmp_path}" for name in ("data", "work", "results", "pictures")]

    assert command.main(["reproduce", "imdb", *places]) == 2

    assert "make .venv/dev" in capsys.readouterr().err


def test_the_bench_without_pytorch_times_numpy_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "SHAPE", SMALL)
    monkeypatch.setattr(bench, "find_spec", lambda _name: None)

    assert command.main(["bench", f"--results={tmp_path}"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["numpy_cpu_s"] > 0
    assert "not installed" in told["torch"]
    assert json.loads((tmp_path / "bench.json").read_text()) == told
