"""The plan of a run: which data sets, which columns, which transforms, how much. JSON that a person may edit."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from inference.errors import BadInput


@dataclass(frozen=True, slots=True)
class Source:
    """`roles` gives for each field of the task the column of the set; `transforms` are applied to each of its rows."""

    dataset: str
    roles: Mapping[str, str]
    transforms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """`expansion` explains the task in more words, for whoever edits the plan and for a model that executes it.

    `backend` is "rules" or "llm"; `target` counts the rows wanted; a data set whose share of failed rows exceeds
    `most_failures` is given up; `held_out` is the share of groups that are kept for validation.
    """

    task: str
    expansion: str
    sources: tuple[Source, ...]
    backend: str = "rules"
    target: int = 3000
    seed: int = 0
    most_failures: float = 0.333
    held_out: float = 0.1
    notes: str = ""


def write_plan(plan: Plan, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(plan), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def read_plan(path: Path) -> Plan:
    """Raises BadInput("datatune.plan")."""
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        sources = tuple(Source(one["dataset"], one["roles"], tuple(one["transforms"])) for one in row.pop("sources"))
        return Plan(sources=sources, **row)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput("datatune.plan", f"{path} cannot be read as a plan ({error}).") from error
