"""Grades one answer: `python -m inference.grading [--explain] < TASK.json`, or by arguments.

TASK.json: `{question, reference_answers[], key_points?[], response, language?}`. Prints the verdict as JSON; with
--explain also the words that matched, the features with their weights for *correct*, and the probabilities.
"""

import argparse
import json
import sys
from dataclasses import asdict
from typing import Any

from inference.errors import BadInput
from inference.grading.assessment import Assessment, assess
from inference.grading.embedded import EmbeddedGrader
from inference.grading.head import CORRECT, LABELS, Head, shipped_head
from inference.grading.verdict import GradingTask
from inference.questions.question import KeyPoint


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        task = _task(options)
        answer: dict[str, Any] = {"verdict": asdict(EmbeddedGrader().grade([task])[0])}
    except BadInput as error:
        sys.stderr.write(f"{error.sentence}\n")
        return 2
    if options.explain:
        answer["explanation"] = explain(assess(task, shipped_head()), shipped_head())
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")
    return 0


def explain(seen: Assessment, head: Head) -> dict[str, Any]:
    """What the decision rests on; `pull` is a feature's part of the log-odds of *correct*."""
    alignment = seen.whole.alignment
    features = {
        name: {"value": round(value, 3), "pull": round((value - mean) / scale * weights[CORRECT], 3)}
        for value, (name, (mean, scale, weights)) in zip(seen.whole.values, head.features.items(), strict=True)
    }
    return {
        "reference": alignment.target.text,
        "matches": [
            {"expected": m.target.text, "found": m.found.text, "strength": m.strength, "agrees": m.agrees}
            for m in alignment.matches
        ],
        "probabilities": dict(zip(LABELS, (round(p, 3) for p in seen.probabilities), strict=True)),
        "features": dict(sorted(features.items(), key=lambda item: -abs(item[1]["pull"]))),
        "key_points": [
            {"text": p.point.text, "coverage": round(p.evidence.coverage, 3), "probability": round(p.probability, 3)}
            for p in seen.points
        ],
        "is_echo": seen.is_echo,
        "is_salad": seen.is_salad,
        "is_foreign": seen.is_foreign,
    }


def _task(options: argparse.Namespace) -> GradingTask:
    if options.question:
        row = {
            "question": options.question,
            "reference_answers": options.reference,
            "key_points": options.key_point,
            "response": options.response,
        }
    else:
        row = _read(sys.stdin.read())
    points = (point if isinstance(point, dict) else {"text": point} for point in row.get("key_points") or ())
    return GradingTask(
        question=row["question"],
        reference_answers=tuple(row["reference_answers"]),
        key_points=tuple(KeyPoint(point["text"], float(point.get("points", 1.0))) for point in points),
        response=row["response"],
        language=row.get("language", "en"),
    )


def _read(text: str) -> dict[str, Any]:
    try:
        row: dict[str, Any] = json.loads(text)
        if {"question", "reference_answers", "response"} <= row.keys():
            return row
    except (ValueError, AttributeError) as error:
        raise BadInput("grading.task", "The task is not JSON.") from error
    raise BadInput("grading.task", "The task needs question, reference_answers and response.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m inference.grading", description=__doc__)
    parser.add_argument("--explain", action="store_true")
    parser.add_argument("--question", default="")
    parser.add_argument("--reference", action="append", default=[])
    parser.add_argument("--key-point", action="append", default=[])
    parser.add_argument("--response", default="")
    return parser


if __name__ == "__main__":
    sys.exit(main())
