"""Which column of a data set is which field of the task, and the rows that come of it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from inference.errors import BadInput
from inference.learning.datatune.cards import DatasetCard, read_rows
from inference.learning.datatune.rows import SourceRow
from inference.learning.datatune.task import TaskSpec

OUTPUT = "output"


def checked_roles(task: TaskSpec, card: DatasetCard, roles: Mapping[str, str]) -> dict[str, str]:
    """`roles` without what the set or the task does not have. Raises BadInput where no input field is left.

    One input at least and one output at most, as in the paper: what is missing a transform may make.
    """
    wanted = {*task.inputs, OUTPUT}
    kept = {field: column for field, column in roles.items() if field in wanted and column in card.columns}
    if not any(field in kept for field in task.inputs):
        raise BadInput("datatune.columns", f"No column of {card.name} is an input of the task {task.name}.")
    return kept


def source_rows(card: DatasetCard, roles: Mapping[str, str], data: Path) -> Iterator[SourceRow]:
    """The rows of the set in the task's fields. Of several references the first stands for all."""
    for row in read_rows(card, data):
        if row.get("empty"):
            continue
        fields = {field: _text(row.get(column)) for field, column in roles.items() if field != OUTPUT}
        output = _text(row.get(roles[OUTPUT])) if OUTPUT in roles else ""
        yield SourceRow(card.name, card.licence, f"{card.name}/{_text(row.get(card.group))}", fields, output)


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return "" if value is None else str(value).strip()
