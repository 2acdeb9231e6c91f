"""Trains the Forward-Forward head and measures it beside the regression:
`python -m inference.grading.train_forward_forward --data DIR`.

Both learn from the same rows, features and cues, and are measured on what was left out of each: questions, and modules
(subjects). Settings of the network were chosen by the questions left out. Only the train splits are read.
"""

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np
from sklearn.model_selection import GroupKFold

from inference.grading import train
from inference.grading.features import NAMES
from inference.grading.forward_forward_head import FILE, ForwardForwardHead, shown
from inference.grading.head import CORRECT, LABELS, Head, tempered
from inference.grading.train import FOLDS, Example, Fold
from inference.learning.forward_forward.charts import curves
from inference.learning.forward_forward.head import HeadRates
from inference.learning.forward_forward.labels import LabelEmbedding
from inference.learning.forward_forward.network import ForwardForwardNetwork, Shape
from inference.learning.forward_forward.runs import write_json
from inference.learning.forward_forward.storage import save, shape_as_json
from inference.learning.forward_forward.training import Schedule
from inference.learning.forward_forward.training import fit as fit_network

RESULTS = Path("docs/figures/forward-forward/grader.json")
PICTURE = Path("docs/pictures/forward-forward/grader-reliability.png")
WIDTHS = (128, 128)
SCHEDULE = Schedule(12, batch=50)
HEAD_RATES = HeadRates(rate=0.03)
LABEL_SCALE = 3.0
BINS = 10
WAYS: dict[str, Callable[[Example], str]] = {
    "questions": lambda example: example.question_id,
    "modules": lambda example: example.module,
}


@dataclass(frozen=True, slots=True)
class Contender:
    """A kind of head on trial. `predicted`, by way of leaving out: probabilities of each example, calibrated; `folds`
    are those of the questions left out."""

    name: str
    head: Head
    folds: list[Fold]
    predicted: dict[str, list[tuple[float, ...]]]


def fit(examples: Sequence[Example]) -> ForwardForwardHead:
    """A head of temperature 1 without preferences."""
    counts = Counter(cue for example in examples for cue in example.cues)
    cues = sorted(cue for cue, count in counts.items() if count >= train.LEAST_ROWS)
    values = np.array([example.values for example in examples])
    scales = np.maximum(values.std(axis=0), train.LEAST_SCALE).round(4)
    features = dict(zip(NAMES, zip(values.mean(axis=0).round(4).tolist(), scales.tolist(), strict=True), strict=True))
    network = ForwardForwardNetwork(_shape(len(features) + len(cues)))
    head = ForwardForwardHead(
        version="",
        features={name: (mean, scale, ()) for name, (mean, scale) in features.items()},
        cues=dict.fromkeys(cues, ()),
        intercept=(0.0,) * len(LABELS),
        temperature=1.0,
        preferences=(1.0,) * len(LABELS),
        network=network,
    )
    rows = shown(values, [example.cues for example in examples], head)
    fit_network(network, rows, np.array([example.label for example in examples]), SCHEDULE)
    return head


def _shape(inputs: int) -> Shape:
    labels = LabelEmbedding(len(LABELS), "concatenate", LABEL_SCALE)
    return Shape(inputs, WIDTHS, labels, head=HEAD_RATES)


def contend(name: str, examples: Sequence[Example], learn: Callable[[Sequence[Example]], Head]) -> Contender:
    """Learns from all, and for each way of leaving out from what each fold leaves; one temperature from all folds."""
    folds = {way: _leave_out(examples, [group(one) for one in examples], learn) for way, group in WAYS.items()}
    raw = {way: train.predict(examples, those) for way, those in folds.items()}
    temperature = train.best_temperature([*examples] * len(raw), [row for rows in raw.values() for row in rows])
    predicted = {way: [tempered(row, temperature) for row in rows] for way, rows in raw.items()}
    head = replace(learn(examples), temperature=temperature)
    head = train.best_preferences(examples, predicted["questions"], head)
    return Contender(name, head, folds["questions"], predicted)


def _leave_out(
    examples: Sequence[Example], groups: Sequence[str], learn: Callable[[Sequence[Example]], Head]
) -> list[Fold]:
    splits = GroupKFold(FOLDS, shuffle=True, random_state=0).split(groups, groups=groups)
    return [Fold(learn([examples[i] for i in seen]), tuple(unseen.tolist())) for seen, unseen in splits]


def measured(examples: Sequence[Example], contender: Contender) -> dict[str, dict[str, dict[str, float]]]:
    """By way of leaving out and set."""
    return {way: train.figures(examples, predicted, contender.head) for way, predicted in contender.predicted.items()}


def reliability(examples: Sequence[Example], predicted: Sequence[tuple[float, ...]]) -> list[dict[str, float]]:
    """By tenths of confidence, from .5: how sure the head was on average, and how often it was right."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for example, row in zip(examples, predicted, strict=True):
        sure = max(row[CORRECT], 1 - row[CORRECT])
        bins[min(BINS - 1, int((sure - 0.5) * 2 * BINS))].append(
            (sure, (row[CORRECT] >= 0.5) == (example.label == CORRECT))
        )
    return [
        {"n": len(rows), "confidence": fmean(sure for sure, _ in rows), "accuracy": fmean(fine for _, fine in rows)}
        for rows in bins
        if rows
    ]


def chosen(figures: dict[str, Any]) -> str:
    """The contender that is right most often, on average over both ways of leaving out and both sets."""

    def standing(name: str) -> float:
        return fmean(of_set["2way_accuracy"] for way in figures[name].values() for of_set in way.values())

    return max(figures, key=standing)


def write(head: ForwardForwardHead, path: Path) -> None:
    row = {
        "licence": "CC BY-SA 3.0, see head.md",
        "version": head.version,
        "temperature": head.temperature,
        "preferences": head.preferences,
        "rubric": head.rubric,
        "features": {name: (mean, scale) for name, (mean, scale, _) in head.features.items()},
        "cues": list(head.cues),
    }
    path.write_text(json.dumps(row) + "\n")
    save(head.network, path.with_suffix(".npz"), finished=True)


def _versioned(head: ForwardForwardHead) -> ForwardForwardHead:
    learned = b"".join(layer.weights.tobytes() for layer in head.network.layers) + head.network.head.weights.tobytes()
    rest = repr((head.features, list(head.cues), head.temperature, head.preferences, head.rubric)).encode()
    return replace(head, version=hashlib.sha256(learned + rest).hexdigest()[:12])


def _draw(bins: dict[str, list[dict[str, float]]], path: Path) -> None:
    lines = {name: [(one["confidence"], one["accuracy"]) for one in rows] for name, rows in bins.items()}
    title = "Questions left out: how often each head is right, by how sure it is"
    path.parent.mkdir(parents=True, exist_ok=True)
    curves(title, "confidence", {**lines, "as sure as right": [(0.5, 0.5), (1.0, 1.0)]}).save(path, optimize=True)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m inference.grading.train_forward_forward", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="holds scientsbank/train.jsonl and beetle/train.jsonl")
    parser.add_argument("--out", type=Path, default=FILE)
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--picture", type=Path, default=PICTURE)
    options = parser.parse_args(arguments)
    examples = train.read_examples(options.data)
    contenders = [contend("regression", examples, train.fit), contend("forward_forward", examples, fit)]
    figures = {one.name: measured(examples, one) for one in contenders}
    bins = {one.name: reliability(examples, one.predicted["questions"]) for one in contenders}
    ours = contenders[1].head
    if not isinstance(ours, ForwardForwardHead):
        raise TypeError("The second contender is the network.")
    ours = replace(ours, rubric=train.calibrate_rubric(examples, contenders[1].folds, ours))
    write(_versioned(ours), options.out)
    found = {
        "chosen": chosen(figures),
        "shape": shape_as_json(ours.network.shape),
        "epochs": SCHEDULE.epochs,
        "parameters": {one.name: one.head.size for one in contenders},
        "temperature": {one.name: one.head.temperature for one in contenders},
        "figures": figures,
        "reliability_by_question": bins,
    }
    options.results.parent.mkdir(parents=True, exist_ok=True)
    write_json(options.results, found)
    _draw(bins, options.picture)
    sys.stdout.write(json.dumps(figures, indent=1) + f"\nChosen: {found['chosen']}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
