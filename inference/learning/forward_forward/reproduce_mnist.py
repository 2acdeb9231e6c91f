"""MNIST: two layers of 1000 that learn by Forward-Forward, and their twin that learns by back-propagation.

The last 5000 train rows are the validation split. The test rows are looked at once, when training is over.
"""

import json
import time
from typing import Any

import numpy as np

from inference.learning.forward_forward.arrays import Floats
from inference.learning.forward_forward.backprop import BackPropagationNetwork, TwinShape, fit_twin
from inference.learning.forward_forward.charts import curves, sheet, stacked
from inference.learning.forward_forward.labels import LabelEmbedding
from inference.learning.forward_forward.mnist import (
    CLASSES,
    PIXELS,
    SIDE,
    Digits,
    jittered,
    load_digits,
    scaled,
    train_and_validation,
)
from inference.learning.forward_forward.negatives import wrong_labels
from inference.learning.forward_forward.network import ForwardForwardNetwork, Shape
from inference.learning.forward_forward.places import Places
from inference.learning.forward_forward.runs import Examples, Run, error, open_run, train, write_json
from inference.learning.forward_forward.storage import shape_as_json
from inference.learning.forward_forward.training import Schedule
from inference.learning.forward_forward.weights import histogram, spreads

SHAPE = Shape(PIXELS, (1000, 1000), LabelEmbedding(CLASSES), negatives="hard")
EPOCHS = 46
TWIN_EPOCHS = 10
TRIAL_BATCHES = 20
"""By which the cost of an epoch is measured before it is decided how many there will be."""


def reproduce(places: Places) -> dict[str, Any]:
    """Trains, tests once, writes mnist.json and the pictures; returns what mnist.json holds."""
    digits, validation = train_and_validation(places.data)
    run = open_run(places.work / "mnist", SHAPE)
    schedule = Schedule(_affordable(run, digits, places))
    seen = (validation.inputs(), validation.labels)
    train(run, Examples(digits.pictures, digits.labels), seen, schedule, prepare=jittered, tell=places.tell)
    found = _tested(run, load_digits(places.data, "test"))
    write_json(places.results / "mnist.json", found)
    _draw(run, validation, places)
    twin = _twin(digits, validation, places)
    found |= {**twin[1], "weights": spreads([layer.weights for layer in run.network.layers], twin[0].weights)}
    write_json(places.results / "mnist.json", found)
    _draw_beside(run, twin[0], found, places)
    return found


def _affordable(run: Run, digits: Digits, places: Places) -> int:
    """The epochs that were planned when the run began, or as many as the budget allows of a new one."""
    plan = run.folder / "plan.json"
    if run.history and plan.exists():
        return int(json.loads(plan.read_text())["epochs"])
    epochs = max(2, min(EPOCHS, int(places.budget_min * 60 / _epoch_cost_s(digits))))
    run.folder.mkdir(parents=True, exist_ok=True)
    write_json(plan, {"epochs": epochs})
    places.tell(f"{epochs} epochs fit in {places.budget_min:g} CPU-minutes.")
    return epochs


def _epoch_cost_s(digits: Digits) -> float:
    trial, started = ForwardForwardNetwork(SHAPE), time.process_time()
    for number in range(TRIAL_BATCHES):
        some = digits.between(number * 100, number * 100 + 100)
        trial.partial_fit(jittered(some.pictures, trial.rng), some.labels)
    return (time.process_time() - started) / TRIAL_BATCHES * len(digits) / 100


def _twin(digits: Digits, validation: Digits, places: Places) -> tuple[BackPropagationNetwork, dict[str, Any]]:
    """Trained on the same shifted pictures."""
    twin, history, seen = BackPropagationNetwork(TwinShape(PIXELS, SHAPE.widths, CLASSES)), [], validation.inputs()

    def after(epoch: int) -> None:
        history.append(error(twin.predict(seen), validation.labels))
        places.tell(f"back-propagation, epoch {epoch}/{TWIN_EPOCHS}: validation error {100 * history[-1]:.2f} %")

    cpu_s = fit_twin(twin, digits.pictures, digits.labels, Schedule(TWIN_EPOCHS), prepare=jittered, after=after)
    test = load_digits(places.data, "test")
    wrong = error(twin.predict(test.inputs()), test.labels)
    return twin, {
        "back_propagation": {
            "epochs": TWIN_EPOCHS,
            "cpu_minutes": round(cpu_s / 60, 2),
            "test_error": wrong,
            "validation_error_by_epoch": history,
        }
    }


def _tested(run: Run, test: Digits) -> dict[str, Any]:
    rows = test.inputs()
    return {
        "shape": shape_as_json(run.network.shape),
        "epochs": run.network.epochs,
        "jitter_pixels": 1,
        "cpu_minutes": round(run.cpu_minutes, 2),
        "test_error_softmax": error(run.network.predict_softmax(rows), test.labels),
        "test_error_goodness": error(run.network.predict_goodness(rows), test.labels),
        "history": run.history,
    }


def _draw(run: Run, validation: Digits, places: Places) -> None:
    places.pictures.mkdir(parents=True, exist_ok=True)
    for name, picture in (
        ("mnist-goodness", stacked([_goodness(run, number) for number in range(len(SHAPE.widths))])),
        ("mnist-weights", _first_weights(run.network.layers[0].weights)),
        ("mnist-examples", _examples(run.network, validation)),
    ):
        picture.save(places.pictures / f"{name}.png", optimize=True)


def _draw_beside(run: Run, twin: BackPropagationNetwork, found: dict[str, Any], places: Places) -> None:
    _errors(run, found).save(places.pictures / "mnist-error.png", optimize=True)
    _sizes(run, twin).save(places.pictures / "mnist-weight-sizes.png", optimize=True)


def _errors(run: Run, found: dict[str, Any]) -> Any:
    ours = [(entry["number"], 100 * entry["validation_error"]) for entry in run.history]
    other = enumerate(found["back_propagation"]["validation_error_by_epoch"], 1)
    theirs = [(float(epoch), 100 * wrong) for epoch, wrong in other]
    return curves(
        "MNIST: validation error (%)", "epoch", {"Forward-Forward, softmax": ours, "back-propagation": theirs}
    )


def _goodness(run: Run, number: int) -> Any:
    width = SHAPE.widths[number]
    steps = [(entry["number"], entry["layers"][number]) for entry in run.history]
    return curves(
        f"Layer {number + 1}: mean squared activity while training",
        "epoch",
        {
            "positives": [(epoch, step["positive"] / width) for epoch, step in steps],
            "negatives": [(epoch, step["negative"] / width) for epoch, step in steps],
            "threshold": [(epoch, SHAPE.thresholds.multiple(number, epoch - 1)) for epoch, _ in steps],
        },
    )


def _first_weights(weights: Floats) -> Any:
    """Of the first sixty units, each scaled to its largest weight outside the label, whose weights are larger."""
    columns = weights[:, :60].T
    tiles = [(column / np.abs(column[CLASSES:]).max()).reshape(SIDE, SIDE) for column in columns]
    return sheet("What sixty units of the first layer look at", tiles, 12)


def _sizes(run: Run, twin: BackPropagationNetwork) -> Any:
    drawn = []
    for number, layer in enumerate(run.network.layers):
        reach = 4 * float(max(layer.weights.std(), twin.weights[number].std()))
        pair = {"Forward-Forward": layer.weights, "back-propagation": twin.weights[number]}
        series = {name: histogram(weights, reach) for name, weights in pair.items()}
        drawn.append(curves(f"Layer {number + 1}: share of weights of each size", "weight", series))
    return stacked(drawn)


def _examples(network: ForwardForwardNetwork, digits: Digits) -> Any:
    """Ten positives and, below each, a negative of it: the label is the white dot in the first ten pixels."""
    rows, labels = scaled(digits.pictures[:10]), digits.labels[:10]
    wrong = wrong_labels("hard", labels, network.probabilities(rows), np.random.default_rng(0))
    shown = [*network.shape.labels.embed(rows, labels), *network.shape.labels.embed(rows, wrong)]
    title = "Above with the right label (the dot in the first row), below with a wrong one"
    return sheet(title, [tile.reshape(SIDE, SIDE) for tile in shown], 10, zoom=3)
