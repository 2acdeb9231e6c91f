"""`python -m inference.evaluation grading FILE.jsonl...`: a grader against graded answers, one JSON object per file.

Rows: `{question, reference_answers[], student_answer, label_2way?, label_3way?, label_5way?, score? (0..1), empty?}`.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

from inference.errors import BadInput
from inference.evaluation.figures import accuracy, ece, macro_f1, pearson, qwk, recall_by_label, rmse, weighted_f1
from inference.grading.verdict import Grader, GradingTask, Verdict
from inference.questions.question import KeyPoint

ENGINES = {
    "embedded": "inference.grading.embedded.EmbeddedGrader",
    "forward_forward": "inference.grading.forward_forward.ForwardForwardGrader",
    "fake": "inference.grading.fake.ScriptedGrader",
    "overlap": "inference.grading.baselines.OverlapGrader",
    "majority": "inference.grading.baselines.MajorityGrader",
}
BATCH = 64
ORDERS = {
    "2way": ("incorrect", "correct"),
    "3way": ("contradictory", "incorrect", "correct"),
    "5way": ("non_domain", "irrelevant", "contradictory", "partially_correct_incomplete", "correct"),
}
"""From worst to best, for the weighted kappa."""
Row = dict[str, Any]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.jsonl")
    parser.add_argument("--engine", default="embedded", help=f"{', '.join(ENGINES)} or a dotted path")
    parser.add_argument("--limit", type=int, default=None, help="only the first N rows of each file")
    parser.add_argument("--predictions", type=Path, default=None, metavar="OUT.jsonl", help="write every verdict")


def run(args: argparse.Namespace) -> int:
    """0; BadInput for a file that cannot be read."""
    grader = load_grader(args.engine)
    sets = [(path, read_rows(path, args.limit)) for path in args.files]
    lines = []
    for path, rows in sets:
        verdicts, seconds = grade_rows(grader, rows)
        figures = {"file": str(path), "n": len(rows), "engine": grader.fingerprint, **evaluate(rows, verdicts)}
        figures["answers_per_second"] = round(len(rows) / seconds, 1)
        sys.stdout.write(json.dumps(figures) + "\n")
        sys.stdout.flush()
        lines += [_prediction(path, row, verdict) for row, verdict in zip(rows, verdicts, strict=True)]
    if args.predictions:
        args.predictions.write_text("".join(lines))
    return 0


def load_grader(name: str) -> Grader:
    path = ENGINES.get(name, name)
    module, _, attribute = path.rpartition(".")
    try:
        grader: Grader = getattr(import_module(module), attribute)()
    except (ImportError, AttributeError, ValueError) as error:
        raise BadInput(
            "evaluation.engine", f"There is no grader {name!r}: {', '.join(ENGINES)} or a dotted path."
        ) from error
    return grader


def read_rows(path: Path, limit: int | None = None) -> list[Row]:
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()][:limit]
        if rows and all({"question", "reference_answers", "student_answer"} <= row.keys() for row in rows):
            return rows
    except (OSError, ValueError, AttributeError) as error:
        raise BadInput(
            "evaluation.file", f"{path} cannot be read as graded answers, one JSON object a line."
        ) from error
    raise BadInput("evaluation.file", f"{path} has no rows with question, reference_answers and student_answer.")


def task_of(row: Row) -> GradingTask:
    points = tuple(
        KeyPoint(one["text"], float(one.get("points", 1.0))) if isinstance(one, dict) else KeyPoint(one)
        for one in row.get("key_points") or ()
    )
    return GradingTask(row["question"], tuple(row["reference_answers"]), points, row["student_answer"])


def grade_rows(grader: Grader, rows: Sequence[Row]) -> tuple[list[Verdict], float]:
    """The verdicts and the seconds they took, in batches; the engine is warm."""
    tasks = [task_of(row) for row in rows]
    grader.grade(tasks[:1])
    start = time.perf_counter()
    verdicts = [verdict for i in range(0, len(tasks), BATCH) for verdict in grader.grade(tasks[i : i + BATCH])]
    return verdicts, max(1e-9, time.perf_counter() - start)


def evaluate(rows: Sequence[Row], verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """Figures for each label and score that the rows carry, rounded to four places."""
    found: dict[str, Any] = {}
    for way, fold in (("2way", two_way), ("3way", three_way), ("5way", str)):
        labelled = [
            (row[f"label_{way}"], fold(v.label))
            for row, v in zip(rows, verdicts, strict=True)
            if row.get(f"label_{way}")
        ]
        if labelled:
            found[way] = _label_figures(way, labelled)
    found |= _score_figures(rows, verdicts)
    sure = [
        (v.confidence, row["label_2way"] == two_way(v.label))
        for row, v in zip(rows, verdicts, strict=True)
        if row.get("label_2way")
    ]
    if sure:
        found["ece"] = round(ece([confidence for confidence, _ in sure], [right for _, right in sure]), 4)
    return found


def _label_figures(way: str, pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    gold, predicted = [g for g, _ in pairs], [p for _, p in pairs]
    figures: dict[str, Any] = {
        "accuracy": round(accuracy(gold, predicted), 4),
        "macro_f1": round(macro_f1(gold, predicted), 4),
        "weighted_f1": round(weighted_f1(gold, predicted), 4),
        "qwk": round(qwk(gold, predicted, ORDERS[way]), 4),
    }
    if way != "2way":
        figures["recall"] = {label: round(value, 4) for label, value in recall_by_label(gold, predicted).items()}
    return figures


def _score_figures(rows: Sequence[Row], verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """`score`; and `score_without_empty` where rows are marked as empty: those are easy."""
    scored = [(r, v) for r, v in zip(rows, verdicts, strict=True) if r.get("score") is not None]
    found = {"score": _agreement(scored)} if scored else {}
    answered = [(r, v) for r, v in scored if not r.get("empty")]
    if answered and len(answered) < len(scored):
        found["score_without_empty"] = {"n": len(answered), **_agreement(answered)}
    return found


def _agreement(pairs: Sequence[tuple[Row, Verdict]]) -> dict[str, float]:
    gold = [float(row["score"]) for row, _ in pairs]
    given = [verdict.score / verdict.max_score if verdict.max_score else 0.0 for _, verdict in pairs]
    return {"pearson_r": round(pearson(gold, given), 4), "rmse": round(rmse(gold, given), 4)}


def two_way(label: str) -> str:
    return "correct" if label == "correct" else "incorrect"


def three_way(label: str) -> str:
    return label if label in ("correct", "contradictory") else "incorrect"


def _prediction(path: Path, row: Row, verdict: Verdict) -> str:
    return json.dumps({"file": str(path), "id": row.get("id"), **asdict(verdict)}, ensure_ascii=False) + "\n"
