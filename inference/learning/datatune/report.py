"""What a run came to, as JSON and as a page: diversity, difficulty, rejections, and lift where it was measured."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from inference.grading.verdict import Grader
from inference.learning.datatune.measures import difficulty, diversity
from inference.learning.datatune.plan import Plan
from inference.learning.datatune.rows import TrainingRow
from inference.learning.datatune.task import TaskSpec

Rejected = Mapping[str, Mapping[str, int]]
PAGE = Path(__file__).with_name("report.html")
SHOWN = 3
"""Examples of each transform on the page."""


def measured(
    rows: Sequence[TrainingRow],
    plan: Plan,
    task: TaskSpec,
    rejected: Mapping[str, Mapping[str, int]],
    grader: Grader | None,
) -> dict[str, Any]:
    """`difficulty` only for graded answers, where a `grader` is given."""
    field = task.inputs[-1] if task.labels else "output"
    return {
        "task": task.name,
        "backend": plan.backend,
        "rows": len(rows),
        "by_set": _counts(rows, "dataset"),
        "by_transform": _counts(rows, "made_by"),
        "licences": sorted({row.licence for row in rows}),
        "rejected": {dataset: dict(reasons) for dataset, reasons in rejected.items()},
        "diversity": {name: asdict(diversity(part, field)) for name, part in _parts(rows).items()},
        "difficulty": {name: difficulty(part, grader) for name, part in _parts(rows).items()} if grader else {},
    }


def write_report(found: Mapping[str, Any], rows: Sequence[TrainingRow], folder: Path) -> Path:
    """report.json and report.html in the run's folder; the page's path."""
    (folder / "report.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    page = Template(PAGE.read_text(encoding="utf-8")).substitute(
        task=escape(found["task"]),
        rows=found["rows"],
        backend=escape(found["backend"]),
        licences=escape(", ".join(found["licences"])),
        diversity=_table(["made by", *_titles(found["diversity"])], _diversity_lines(found)),
        rejected=_table(["data set", "thrown out because", "rows"], _rejected_lines(found)),
        lift=_table(["trained on", "questions left out", "modules left out"], found.get("lift", {}).get("lines", [])),
        examples="".join(_example(row) for row in _shown(rows)),
    )
    path = folder / "report.html"
    path.write_text(page, encoding="utf-8")
    return path


def _parts(rows: Sequence[TrainingRow]) -> dict[str, list[TrainingRow]]:
    parts: dict[str, list[TrainingRow]] = {"all": list(rows)}
    for row in rows:
        parts.setdefault(row.made_by, []).append(row)
    return parts


def _counts(rows: Sequence[TrainingRow], attribute: str) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        counts[getattr(row, attribute)] += 1
    return dict(sorted(counts.items()))


def _titles(found: Mapping[str, Mapping[str, Any]]) -> list[str]:
    some = next(iter(found.values()), {})
    return [*(name.replace("_", " ") for name in some if name != "label_shares"), "difficulty"]


def _diversity_lines(found: Mapping[str, Any]) -> list[list[str]]:
    return [
        [
            name.replace("_", " "),
            *(str(value) for measure, value in figures.items() if measure != "label_shares"),
            str(found["difficulty"].get(name, "")),
        ]
        for name, figures in found["diversity"].items()
    ]


def _rejected_lines(found: Mapping[str, Any]) -> list[list[str]]:
    return [
        [dataset, reason, str(count)]
        for dataset, reasons in found["rejected"].items()
        for reason, count in sorted(reasons.items(), key=lambda pair: -pair[1])
    ]


def _shown(rows: Sequence[TrainingRow]) -> list[TrainingRow]:
    return [row for name, part in _parts(rows).items() if name != "all" for row in part[:SHOWN]]


def _example(row: TrainingRow) -> str:
    fields = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text[:400])}</dd>" for name, text in row.input.items())
    return (
        f"<article><h3>{escape(row.made_by.replace('_', ' '))}</h3><dl>{fields}"
        f"<dt>output</dt><dd><strong>{escape(row.output[:400])}</strong></dd>"
        f"<dt>from</dt><dd>{escape(row.dataset)}, {escape(row.licence)}</dd></dl></article>"
    )


def _table(titles: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    if not lines:
        return "<p>Nothing to show.</p>"
    head = "".join(f"<th>{escape(title)}</th>" for title in titles)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in line) + "</tr>" for line in lines)
    return f"<div class=wide><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
