"""A row of training data and where it comes from."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of a data set with the fields of the task that its columns give. `group`: rows that belong together."""

    dataset: str
    licence: str
    group: str
    fields: Mapping[str, str]
    output: str

    @property
    def key(self) -> str:
        """Names the row by what it says, so that a run that is resumed knows it again."""
        text = json.dumps([self.dataset, self.group, dict(self.fields), self.output], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """What a transform made of a source row. `made_by` names the transform, "as it is" where nothing was changed."""

    input: Mapping[str, str]
    output: str
    dataset: str
    licence: str
    group: str
    made_by: str

    def as_json(self) -> dict[str, Any]:
        return {
            "input": dict(self.input),
            "output": self.output,
            "dataset": self.dataset,
            "licence": self.licence,
            "group": self.group,
            "made_by": self.made_by,
        }


def training_row(row: Mapping[str, Any]) -> TrainingRow:
    return TrainingRow(row["input"], row["output"], row["dataset"], row["licence"], row["group"], row["made_by"])
