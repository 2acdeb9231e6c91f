"""What training data is wanted for: a task in words, its fields, some examples and the checks that a row must pass."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from inference.errors import BadInput

TASKS = Path(__file__).parent / "tasks"


@dataclass(frozen=True, slots=True)
class Example:
    """A complete pair: every input field has its text."""

    input: Mapping[str, str]
    output: str


@dataclass(frozen=True, slots=True)
class TaskSpec:
    """`inputs` are the names of the input fields in order; `labels` the outputs allowed, () for free text.

    `meanings` says of a label what a row must be like to have it, for a model that is to write such a row.
    `varies` are the inputs in which rows of one question differ: only these are looked at for near duplicates, ()
    for all. `checks` name functions of `inference.learning.datatune.checks`; `longest` is in characters.
    """

    name: str
    instruction: str
    inputs: tuple[str, ...]
    labels: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    examples: tuple[Example, ...] = field(default=())
    longest: int = 2000
    varies: tuple[str, ...] = ()
    meanings: Mapping[str, str] = field(default_factory=dict)

    def compared(self, fields: Mapping[str, str], output: str) -> tuple[str, str]:
        """What two rows must have in common to be compared, and the text by which they may be near duplicates."""
        same = [output, *(fields.get(name, "") for name in self.inputs if name not in self.varies)]
        return (
            ("\n".join(same), " ".join(fields.get(name, "") for name in self.varies))
            if self.varies
            else ("", " ".join([*fields.values(), output]))
        )


def load_task(name_or_path: str) -> TaskSpec:
    """A task that comes along, by its name, or one of your own, by its path. Raises BadInput("datatune.task")."""
    packaged = TASKS / f"{name_or_path}.toml"
    path = packaged if packaged.exists() else Path(name_or_path)
    try:
        row = tomllib.loads(path.read_text(encoding="utf-8"))
        return TaskSpec(
            name=row["name"],
            instruction=row["instruction"].strip(),
            inputs=tuple(row["inputs"]),
            labels=tuple(row.get("labels", ())),
            checks=tuple(row.get("checks", ())),
            examples=tuple(Example(dict(one["input"]), one["output"]) for one in row.get("examples", ())),
            longest=row.get("longest", 2000),
            varies=tuple(row.get("varies", ())),
            meanings=dict(row.get("meanings", {})),
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        known = ", ".join(sorted(path.stem for path in TASKS.glob("*.toml")))
        sentence = f"{name_or_path} is no task that can be read ({error}). Those that come along: {known}."
        raise BadInput("datatune.task", sentence) from error
