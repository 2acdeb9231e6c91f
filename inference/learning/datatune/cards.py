"""The data sets that are known here: a card each, and the way from a card to its rows."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inference.errors import BadInput

REGISTRY = Path(__file__).parent / "registry.toml"


@dataclass(frozen=True, slots=True)
class DatasetCard:
    """`columns` says what each column of a row holds; `file` is relative to the folder of the data.

    `group` is the column by which rows belong together (a question, a document): splits never cut through one.
    """

    name: str
    description: str
    tags: tuple[str, ...]
    licence: str
    file: str
    columns: Mapping[str, str]
    group: str
    roles: Mapping[str, Mapping[str, str]]


def load_cards(registry: Path = REGISTRY) -> tuple[DatasetCard, ...]:
    """Raises BadInput("datatune.registry")."""
    try:
        rows = tomllib.loads(registry.read_text(encoding="utf-8"))["dataset"]
        return tuple(
            DatasetCard(
                name=row["name"],
                description=row["description"].strip(),
                tags=tuple(row["tags"]),
                licence=row["licence"],
                file=row["file"],
                columns=row["columns"],
                group=row["group"],
                roles=row.get("roles", {}),
            )
            for row in rows
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise BadInput("datatune.registry", f"{registry} cannot be read as a list of data sets ({error}).") from error


def read_rows(card: DatasetCard, data: Path) -> Iterator[dict[str, Any]]:
    """The rows of the set, flat: {"a": {"b": 1}} is {"a.b": 1}. Raises BadInput("datatune.data") where it is absent."""
    path = data / card.file
    try:
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    yield dict(_flat(json.loads(line)))
    except (OSError, ValueError) as error:
        raise BadInput("datatune.data", f"The data set {card.name} cannot be read from {path} ({error}).") from error


def has_data(card: DatasetCard, data: Path) -> bool:
    return (data / card.file).is_file()


def _flat(row: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
