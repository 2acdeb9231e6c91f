"""Who decides and who transforms: deterministic rules, or a language model on any OpenAI-compatible server."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from inference.learning.datatune.cards import DatasetCard
from inference.learning.datatune.plan import Plan, Source
from inference.learning.datatune.rows import SourceRow
from inference.learning.datatune.task import TaskSpec
from inference.learning.datatune.transforms import Made
from inference.llm.tokens import Tokens

VOTES = 5


class Skipped(Exception):
    """This row is of no use, for a reason in a few words; it is counted."""


class Backend(Protocol):
    @property
    def name(self) -> str: ...

    @property
    def tokens(self) -> Tokens:
        """Used so far."""
        ...

    def votes(self, task: TaskSpec, cards: Sequence[DatasetCard]) -> list[str | None]:
        """Five names of cards, or None for a vote that names no card."""
        ...

    def roles(self, task: TaskSpec, card: DatasetCard) -> dict[str, str]:
        """Which column is which field."""
        ...

    def expansion(self, task: TaskSpec) -> str: ...

    def transforms(self, task: TaskSpec, card: DatasetCard, roles: dict[str, str]) -> tuple[str, ...]:
        """In the order in which they are tried."""
        ...

    def made_of(self, row: SourceRow, source: Source, plan: Plan, task: TaskSpec) -> Iterator[tuple[str, Made]]:
        """What the row becomes, each with the name of what made it. Raises Skipped."""
        ...
