"""Trains the decision head: `python -m inference.grading.train --data DIR --out FILE`.

DIR holds scientsbank/train.jsonl and beetle/train.jsonl (SemEval-2013 task 7). Only these are read. Settings were
chosen, and the figures in the file are measured, by leaving questions out (five folds).
"""

import argparse
import hashlib
import json
import math
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from inference.evaluation.figures import accuracy, ece, macro_f1
from inference.grading.features import NAMES, best_reference, cues, expected_words
from inference.grading.head import CORRECT, HEAD, LABELS, Head
from inference.grading.reading import read

SETS = ("scientsbank", "beetle")
FOLDS = 5
PENALTY = 0.1
"""scikit-learn's C."""
CUE_SCALE = 0.5
"""Cues are shrunk twice as hard as features."""
LEAST_ROWS = 40
"""A cue in fewer answers is not learned."""
CONTRADICTORY = LABELS.index("contradictory")


@dataclass(frozen=True, slots=True)
class Example:
    values: tuple[float, ...]
    cues: frozenset[str]
    label: int
    question_id: str
    dataset: str


def read_examples(folder: Path) -> list[Example]:
    return [
        _example(json.loads(line))
        for name in SETS
        for line in (folder / name / "train.jsonl").read_text().splitlines()
        if line.strip()
    ]


def _example(row: dict[str, Any]) -> Example:
    response, references = read(row["student_answer"]), tuple(row["reference_answers"])
    evidence = best_reference(references, response, read(row["question"]))
    said = cues(response, expected_words(references))
    return Example(evidence.values, said, LABELS.index(row["label_5way"]), row["question_id"], row["dataset"])


def fit(examples: Sequence[Example]) -> Head:
    """A head of temperature 1 without preferences."""
    counts = Counter(cue for example in examples for cue in example.cues)
    names = sorted(cue for cue, count in counts.items() if count >= LEAST_ROWS)
    values = np.array([example.values for example in examples])
    means, scales = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-6)
    said = np.array([[cue in example.cues for cue in names] for example in examples]) * CUE_SCALE
    model = LogisticRegression(C=PENALTY, max_iter=1000)
    model.fit(np.hstack([(values - means) / scales, said]), [example.label for example in examples])
    weights = model.coef_.T.round(3)
    return Head(
        version="",
        features={
            name: (round(float(mean), 4), round(float(scale), 4), tuple(row.tolist()))
            for name, mean, scale, row in zip(NAMES, means, scales, weights, strict=False)
        },
        cues={
            cue: tuple((row * CUE_SCALE).round(3).tolist())
            for cue, row in zip(names, weights[len(NAMES) :], strict=True)
        },
        intercept=tuple(model.intercept_.round(3).tolist()),
        temperature=1.0,
        preferences=(1.0,) * len(LABELS),
    )


def predict_left_out(examples: Sequence[Example]) -> list[tuple[float, ...]]:
    """Probabilities of each example from a head that has not seen its question."""
    predicted: list[tuple[float, ...]] = [()] * len(examples)
    groups = [example.question_id for example in examples]
    for seen, unseen in GroupKFold(FOLDS).split(groups, groups=groups):
        head = fit([examples[i] for i in seen])
        for i in unseen:
            predicted[i] = head.probabilities(examples[i].values, examples[i].cues)
    return predicted


def best_temperature(examples: Sequence[Example], predicted: Sequence[tuple[float, ...]]) -> float:
    """What minimises the log-loss of the 2-way decision."""

    def loss(temperature: float) -> float:
        return -sum(
            math.log(max(1e-9, p if example.label == CORRECT else 1 - p))
            for example, row in zip(examples, predicted, strict=True)
            for p in [tempered(row, temperature)[CORRECT]]
        )

    return min((step / 20 for step in range(12, 41)), key=loss)


def tempered(row: tuple[float, ...], temperature: float) -> tuple[float, ...]:
    powers = [p ** (1 / temperature) for p in row]
    return tuple(power / sum(powers) for power in powers)


def best_preferences(examples: Sequence[Example], predicted: Sequence[tuple[float, ...]], head: Head) -> Head:
    """How much to favour *contradictory*, by the mean 3-way macro-F1 of the sets."""
    trials = [
        replace(head, preferences=tuple(factor if i == CONTRADICTORY else 1.0 for i in range(len(LABELS))))
        for factor in (1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0)
    ]
    return max(
        trials, key=lambda trial: sum(figures(examples, predicted, trial)[name]["3way_macro_f1"] for name in SETS)
    )


def figures(
    examples: Sequence[Example], predicted: Sequence[tuple[float, ...]], head: Head
) -> dict[str, dict[str, float]]:
    """Per set: 2-way accuracy, 3-way and 5-way macro-F1, calibration error."""
    found = {}
    for name in SETS:
        pairs = [(e, p) for e, p in zip(examples, predicted, strict=True) if e.dataset == name]
        gold = [LABELS[e.label] for e, _ in pairs]
        guess = ["correct" if p[CORRECT] >= 0.5 else head.kind_of_wrong(p) for _, p in pairs]
        right = [(g == "correct") == (h == "correct") for g, h in zip(gold, guess, strict=True)]
        found[name] = {
            "n": len(pairs),
            "2way_accuracy": accuracy([True] * len(right), right),
            "3way_macro_f1": macro_f1([_three(g) for g in gold], [_three(h) for h in guess]),
            "5way_macro_f1": macro_f1(gold, guess),
            "ece": ece([max(p[CORRECT], 1 - p[CORRECT]) for _, p in pairs], right),
        }
    return found


def _three(label: str) -> str:
    return label if label in ("correct", "contradictory") else "incorrect"


def write(head: Head, path: Path, measured: dict[str, dict[str, float]]) -> None:
    row = {
        "licence": "CC BY-SA 3.0, see head.md",
        "version": head.version,
        "left_out_by_question": {s: {k: round(v, 3) for k, v in f.items()} for s, f in measured.items()},
        "temperature": head.temperature,
        "preferences": head.preferences,
        "labels": LABELS,
        "intercept": head.intercept,
        "features": head.features,
        "cues": head.cues,
    }
    text = json.dumps(row)
    for key in ('"features": {', '"cues": {'):
        text = text.replace(key, "\n" + key)
    path.write_text(text.replace('], "', '],\n"').replace('}, "', '},\n"') + "\n")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m inference.grading.train", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=HEAD)
    options = parser.parse_args(arguments)
    examples = read_examples(options.data)
    predicted = predict_left_out(examples)
    temperature = best_temperature(examples, predicted)
    calibrated = [tempered(row, temperature) for row in predicted]
    head = best_preferences(examples, calibrated, replace(fit(examples), temperature=temperature))
    head = replace(head, version=hashlib.sha256(repr(head).encode()).hexdigest()[:12])
    measured = figures(examples, calibrated, head)
    write(head, options.out, measured)
    sys.stdout.write(json.dumps(measured, indent=1) + f"\n{len(head.features)} features, {len(head.cues)} cues\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
