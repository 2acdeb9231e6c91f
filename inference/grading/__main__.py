"""Grades one answer: `python -m inference.grading [--explain] < TASK.json`, or by arguments.

TASK.json: `{question, reference_answers[], key_points?[], response, language?}`. Prints the verdict as JSON; with
--explain also the key points with the words that matched, the features with their weights for *correct*, and the
probabilities.
"""

import argparse
import json
import sys
from dataclasses import asdict
from typing import Any

from inference.errors import BadInput
from inference.grading.alignment import Alignment
from inference.grading.assessment import Assessment, PointAssessment, assess
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
    """What the decision rests on. Of a feature, `weight` is per standard deviation and `pull` what it adds to the
    log-odds of *correct* here; strongest pull first."""
    features = {
        name: {
            "value": round(value, 3),
            "weight": weights[CORRECT],
            "pull": round((value - mean) / scale * weights[CORRECT], 3),
        }
        for value, (name, (mean, scale, weights)) in zip(seen.whole.values, head.features.items(), strict=True)
    }
    return {
        "reference": seen.whole.alignment.target.text,
        "read_of_the_response": seen.response.text,
        "matches": _matches(seen.whole.alignment),
        "key_points": [_explain_point(point) for point in seen.points],
        "probabilities": dict(zip(LABELS, (round(p, 3) for p in seen.probabilities), strict=True)),
        "features": dict(sorted(features.items(), key=lambda item: -abs(item[1]["pull"]))),
        "conflict": seen.conflict,
        "denial": seen.denial,
        "is_echo": seen.is_echo,
        "is_salad": seen.is_salad,
        "is_foreign": seen.is_foreign,
    }


def _explain_point(point: PointAssessment) -> dict[str, Any]:
    """`distinct`: the share of its own words that was said, and that can have been said in other words."""
    return {
        "text": point.point.text,
        "points": point.point.points,
        "matches": _matches(point.evidence.alignment),
        "missing": _missing(point.evidence.alignment),
        "coverage": round(point.evidence.coverage, 3),
        "probability": round(point.probability, 3),
        "distinct": {"said": round(point.distinct.covered, 3), "possible": round(point.distinct.possible, 3)},
        "conflict": point.conflict,
    }


def _matches(alignment: Alignment) -> list[dict[str, Any]]:
    return [
        {"expected": m.target.text, "found": m.found.text, "strength": m.strength, "agrees": m.agrees}
        for m in alignment.matches
    ]


def _missing(alignment: Alignment) -> list[str]:
    matched = {match.target.start for match in alignment.matches}
    return [word.text for word in alignment.target.words if word.start not in matched]


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
