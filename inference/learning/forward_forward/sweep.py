"""Thresholds: four layers of 500 on 20,000 digits, ten epochs, once for each policy of the published runs and more.

Everything else is the same for all: uniform negatives, no shifting, the same seeds. Judged on the validation split.
"""

import time
from dataclasses import replace
from statistics import fmean
from typing import Any

from inference.learning.forward_forward.backprop import BackPropagationNetwork, TwinShape, fit_twin
from inference.learning.forward_forward.charts import bars
from inference.learning.forward_forward.labels import LabelEmbedding
from inference.learning.forward_forward.mnist import CLASSES, PIXELS, Digits, scaled, train_and_validation
from inference.learning.forward_forward.network import ForwardForwardNetwork, Shape
from inference.learning.forward_forward.places import Places
from inference.learning.forward_forward.runs import error, write_json
from inference.learning.forward_forward.thresholds import (
    Constant,
    Geometric,
    Pyramid,
    ThresholdPolicy,
    described,
    search,
)
from inference.learning.forward_forward.training import Epoch, Schedule, fit

SHAPE = Shape(PIXELS, (500, 500, 500, 500), LabelEmbedding(CLASSES), negatives="uniform")
ROWS = 20000
SCHEDULE = Schedule(10)
SEEDS = (42, 43)
POLICIES: dict[str, ThresholdPolicy] = {
    "constant 1": Constant(1.0),
    "constant 0.3": Constant(0.3),
    "up 0.5, 0.75, 1, 1.25": Pyramid(0.5, 0.25),
    "down 1.25, 1, 0.75, 0.5": Pyramid(1.25, -0.25),
    "up 0.3, 0.4, 0.5, 0.6": Pyramid(0.3, 0.1),
    "down 0.6, 0.5, 0.4, 0.3": Pyramid(0.6, -0.1),
    "up 0.2, 0.6, 1, 1.4": Pyramid(0.2, 0.4),
    "up 0.1, 0.3, 0.5, 0.7": Pyramid(0.1, 0.2),
    "0.4, times 1.1 each epoch": Geometric(0.4, 1.1, 1),
    "0.15, times 1.1 each epoch": Geometric(0.15, 1.1, 1),
    "constant 3": Constant(3.0),
}
"""By the words of the table. Time runs six to nine times faster here than in the published runs, and so does growth."""


def sweep(places: Places) -> dict[str, Any]:
    """Writes thresholds.json and thresholds.png; what the budget does not allow is left out and named."""
    digits, validation = train_and_validation(places.data)
    some, rows, started = digits.between(0, ROWS), [], time.process_time()
    policies = {id(policy): name for name, policy in POLICIES.items()}
    affordable = _affordable(some, places)

    def measured(policy: ThresholdPolicy) -> float:
        row = _measured(policies[id(policy)], policy, some, validation)
        places.tell(f"{row['policy']}: {100 * row['softmax']:.2f} % softmax, {100 * row['goodness']:.2f} % goodness")
        rows.append(row)
        return float(row["softmax"])

    best, _ = search(list(POLICIES.values())[:affordable], measured)
    found = {
        "widths": SHAPE.widths,
        "rows": ROWS,
        "epochs": SCHEDULE.epochs,
        "seeds": SEEDS,
        "judged_on": "the last 5000 train rows",
        "best_by_softmax": policies[id(best)],
        "back_propagation": _twin_error(some, validation),
        "policies": rows,
        "left_out": list(POLICIES)[affordable:],
        "cpu_minutes": round((time.process_time() - started) / 60, 2),
    }
    write_json(places.results / "thresholds.json", found)
    _draw(rows, places)
    return found


def _affordable(some: Digits, places: Places) -> int:
    trial, started = ForwardForwardNetwork(SHAPE), time.process_time()
    for number in range(20):
        start = number * 100 % len(some)
        piece = some.between(start, start + 100)
        trial.partial_fit(piece.inputs(), piece.labels)
    batches = len(SEEDS) * SCHEDULE.epochs * len(some) / SCHEDULE.batch
    cost_s = (time.process_time() - started) / 20 * batches
    return max(1, min(len(POLICIES), int(places.budget_min * 60 / cost_s)))


def _measured(name: str, policy: ThresholdPolicy, some: Digits, validation: Digits) -> dict[str, Any]:
    """Errors are means over the seeds."""
    tried = [_one(replace(SHAPE, thresholds=policy, seed=seed), some, validation) for seed in SEEDS]
    return {
        "policy": name,
        "thresholds": described(policy),
        "softmax": fmean(one["softmax"] for one in tried),
        "goodness": fmean(one["goodness"] for one in tried),
        "by_seed": tried,
    }


def _one(shape: Shape, some: Digits, validation: Digits) -> dict[str, Any]:
    network, seen = ForwardForwardNetwork(shape), validation.inputs()
    epochs: list[Epoch] = fit(
        network, some.pictures, some.labels, SCHEDULE, prepare=lambda pictures, _rng: scaled(pictures)
    )
    return {
        "softmax": error(network.predict_softmax(seen), validation.labels),
        "goodness": error(network.predict_goodness(seen), validation.labels),
        "layer_accuracy": [round(step.accuracy, 3) for step in epochs[-1].layers],
        "dead_layers": sorted({layer for epoch in epochs for layer in epoch.dead}),
        "dead_at_the_end": list(epochs[-1].dead),
    }


def _twin_error(some: Digits, validation: Digits) -> float:
    twin = BackPropagationNetwork(TwinShape(PIXELS, SHAPE.widths, CLASSES))
    fit_twin(twin, some.pictures, some.labels, SCHEDULE, prepare=lambda pictures, _rng: scaled(pictures))
    return error(twin.predict(validation.inputs()), validation.labels)


def _draw(rows: list[dict[str, Any]], places: Places) -> None:
    places.pictures.mkdir(parents=True, exist_ok=True)
    title = "Validation error by threshold (multiples of the width, layer by layer); softmax"
    bars(title, [(row["policy"], 100 * row["softmax"]) for row in rows], "%").save(
        places.pictures / "thresholds.png", optimize=True
    )
