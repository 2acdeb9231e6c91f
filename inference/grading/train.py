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
from scipy.sparse import csr_array, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from inference.evaluation.figures import accuracy, ece, macro_f1
from inference.grading.assessment import assess, rubric_of
from inference.grading.features import NAMES, SIGNS, best_reference, cues, expected_words
from inference.grading.head import CORRECT, HEAD, LABELS, Head, log_odds, tempered
from inference.grading.judgement import judge
from inference.grading.monotone import fit_monotone
from inference.grading.reading import read
from inference.grading.verdict import GradingTask

SETS = ("scientsbank", "beetle")
FOLDS = 5
CUE_SCALE = 0.5
"""Cues are shrunk twice as hard as features."""
LEAST_SCALE = 1e-3
"""What a feature that hardly varies is divided by."""
LEAST_ROWS = 40
"""A cue in fewer answers is not learned."""
CERTAIN = 0.95
"""Confidence from which a rule has decided and not the head."""
CONTRADICTORY = LABELS.index("contradictory")


@dataclass(frozen=True, slots=True)
class Example:
    task: GradingTask
    values: tuple[float, ...]
    cues: frozenset[str]
    label: int
    question_id: str
    module: str
    dataset: str


def read_examples(folder: Path) -> list[Example]:
    return [
        example_of(json.loads(line))
        for name in SETS
        for line in (folder / name / "train.jsonl").read_text().splitlines()
        if line.strip()
    ]


def example_of(row: dict[str, Any]) -> Example:
    task = GradingTask(row["question"], tuple(row["reference_answers"]), (), row["student_answer"])
    response = read(task.response)
    evidence = best_reference(task.reference_answers, response, read(task.question))
    return Example(
        task=task,
        values=evidence.values,
        cues=cues(response, expected_words(task.reference_answers)),
        label=LABELS.index(row["label_5way"]),
        question_id=row["question_id"],
        module=row["domain"],
        dataset=row["dataset"],
    )


def fit(examples: Sequence[Example]) -> Head:
    """A head of temperature 1 without preferences."""
    counts = Counter(cue for example in examples for cue in example.cues)
    names = sorted(cue for cue, count in counts.items() if count >= LEAST_ROWS)
    values = np.array([example.values for example in examples])
    means, scales = values.mean(axis=0), np.maximum(values.std(axis=0), LEAST_SCALE)
    columns = hstack([csr_array((values - means) / scales), _said(examples, names)], format="csr")
    fitted = fit_monotone(columns, np.array([example.label for example in examples]), len(LABELS), SIGNS)
    weights = fitted.weights.round(3)
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
        intercept=tuple(fitted.intercept.round(3).tolist()),
        temperature=1.0,
        preferences=(1.0,) * len(LABELS),
    )


def _said(examples: Sequence[Example], names: Sequence[str]) -> csr_array:
    """(examples, names): CUE_SCALE where the example has the cue."""
    place = {name: i for i, name in enumerate(names)}
    pairs = [(row, place[cue]) for row, example in enumerate(examples) for cue in example.cues if cue in place]
    rows, columns = zip(*pairs, strict=True)
    return csr_array((np.full(len(pairs), CUE_SCALE), (rows, columns)), shape=(len(examples), len(names)))


@dataclass(frozen=True, slots=True)
class Fold:
    """A head and the examples, by index, that it has not seen."""

    head: Head
    unseen: tuple[int, ...]


def leave_out(examples: Sequence[Example], groups: Sequence[str], seed: int = 0) -> list[Fold]:
    """Five folds in which no group (question, module) is both learned from and measured on."""
    splits = GroupKFold(FOLDS, shuffle=True, random_state=seed).split(groups, groups=groups)
    return [Fold(fit([examples[i] for i in seen]), tuple(unseen.tolist())) for seen, unseen in splits]


def predict(examples: Sequence[Example], folds: Sequence[Fold]) -> list[tuple[float, ...]]:
    """Probabilities of each example from the head that has not seen it."""
    predicted: list[tuple[float, ...]] = [()] * len(examples)
    for fold in folds:
        for i in fold.unseen:
            predicted[i] = fold.head.probabilities(examples[i].values, examples[i].cues)
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


def best_preferences(examples: Sequence[Example], predicted: Sequence[tuple[float, ...]], head: Head) -> Head:
    """How much to favour *contradictory*, by the mean 3-way macro-F1 of the sets."""
    trials = [
        replace(head, preferences=tuple(factor if i == CONTRADICTORY else 1.0 for i in range(len(LABELS))))
        for factor in (1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0)
    ]
    return max(
        trials, key=lambda trial: sum(figures(examples, predicted, trial)[name]["3way_macro_f1"] for name in SETS)
    )


def calibrate_rubric(examples: Sequence[Example], folds: Sequence[Fold], head: Head) -> tuple[float, float]:
    """Scale and shift for decisions by key points, here those derived from the reference answer (Platt 1999)."""
    estimates, right = [], []
    for fold in folds:
        grader = replace(fold.head, temperature=head.temperature, preferences=head.preferences)
        for i in fold.unseen:
            task = replace(examples[i].task, key_points=rubric_of(examples[i].task))
            judged = judge(task, assess(task, grader), grader)
            if judged.label != "contradictory" and judged.confidence < CERTAIN:
                estimates.append([log_odds(judged.confidence)])
                right.append((judged.label == "correct") == (examples[i].label == CORRECT))
    model = LogisticRegression(C=1e3).fit(estimates, right)
    return round(float(model.coef_[0, 0]), 3), round(float(model.intercept_[0]), 3)


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
        "rubric": head.rubric,
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
    by_question = leave_out(examples, [example.question_id for example in examples])
    by_module = leave_out(examples, [example.module for example in examples])
    predicted = predict(examples, by_question)
    # A lecture's subject is always one that was not trained on: modules left out say how sure to be, too.
    temperature = best_temperature([*examples, *examples], [*predicted, *predict(examples, by_module)])
    calibrated = [tempered(row, temperature) for row in predicted]
    head = best_preferences(examples, calibrated, replace(fit(examples), temperature=temperature))
    head = replace(head, rubric=calibrate_rubric(examples, by_question, head))
    head = replace(head, version=hashlib.sha256(repr(head).encode()).hexdigest()[:12])
    measured = figures(examples, calibrated, head)
    write(head, options.out, measured)
    sys.stdout.write(json.dumps(measured, indent=1) + f"\n{len(head.features)} features, {len(head.cues)} cues\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
