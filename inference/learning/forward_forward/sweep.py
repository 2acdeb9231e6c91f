"""Thresholds: four layers of 500 on 20,000 digits, ten epochs, once for each policy of the published runs and more.

Everything else is the same for all: uniform negatives, no shifting, the same seeds. Judged on the validation split.
"""

import json
from collections.abc import Sequence
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
    """Writes thresholds.json and thresholds.png; what the budget does not allow is left out and named. First every
    policy with the first seed, then with the next. Trials that are done lie in the work folder and are not repeated."""
    digits, validation = train_and_validation(places.data)
    some = digits.between(0, ROWS)
    planned = [(name, seed) for seed in SEEDS for name in POLICIES]
    done = _done(some, validation, planned, places)
    rows = [_row(name, [trial for trial in done if trial["policy"] == name]) for name in POLICIES]
    rows = [row for row in rows if row["by_seed"]]
    errors = {row["policy"]: row["softmax"] for row in rows}
    best, _ = search([POLICIES[name] for name in errors], lambda policy: errors[_name(policy)])
    found = {
        "widths": SHAPE.widths,
        "rows": ROWS,
        "epochs": SCHEDULE.epochs,
        "judged_on": "the last 5000 train rows",
        "best_by_softmax": _name(best),
        "back_propagation": _twin_error(some, validation),
        "policies": rows,
        "left_out": [f"{name}, seed {seed}" for name, seed in planned[len(done) :]],
        "cpu_minutes": round(sum(trial["cpu_s"] for trial in done) / 60, 2),
    }
    write_json(places.results / "thresholds.json", found)
    _draw(rows, places)
    return found


def _done(some: Digits, validation: Digits, planned: Sequence[tuple[str, int]], places: Places) -> list[dict[str, Any]]:
    """The trials of the plan in its order, as many as the budget allows and one at least."""
    path = places.work / "thresholds.json"
    done: list[dict[str, Any]] = json.loads(path.read_text()) if path.exists() else []
    for name, seed in planned[len(done) :]:
        spent = [trial["cpu_s"] for trial in done]
        if spent and sum(spent) + max(spent) > places.budget_min * 60:
            break
        trial = _one(replace(SHAPE, thresholds=POLICIES[name], seed=seed), some, validation)
        done.append({"policy": name, "seed": seed, **trial})
        write_json(path, done)
        errors = f"{100 * trial['softmax']:.2f} % softmax, {100 * trial['goodness']:.2f} % goodness"
        places.tell(f"{name}, seed {seed}: {errors}, {trial['cpu_s']:.0f} CPU-s")
    return done


def _name(policy: ThresholdPolicy) -> str:
    return next(name for name, one in POLICIES.items() if one == policy)


def _row(name: str, trials: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Errors are means over the seeds that were tried."""
    return {
        "policy": name,
        "thresholds": described(POLICIES[name]),
        "softmax": fmean(trial["softmax"] for trial in trials) if trials else None,
        "goodness": fmean(trial["goodness"] for trial in trials) if trials else None,
        "by_seed": [{key: value for key, value in trial.items() if key != "policy"} for trial in trials],
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
        "cpu_s": round(sum(epoch.cpu_s for epoch in epochs), 2),
    }


def _twin_error(some: Digits, validation: Digits) -> float:
    twin = BackPropagationNetwork(TwinShape(PIXELS, SHAPE.widths, CLASSES))
    fit_twin(twin, some.pictures, some.labels, SCHEDULE, prepare=lambda pictures, _rng: scaled(pictures))
    return error(twin.predict(validation.inputs()), validation.labels)


def _draw(rows: list[dict[str, Any]], places: Places) -> None:
    places.pictures.mkdir(parents=True, exist_ok=True)
    title = "Validation error by threshold (multiples of the width, layer by layer): softmax, goodness"
    values = [(f"{row['policy']}: {way}", 100 * row[way]) for row in rows for way in ("softmax", "goodness")]
    bars(title, values, "%").save(places.pictures / "thresholds.png", optimize=True)
