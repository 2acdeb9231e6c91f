"""From a task to a plan: retrieve cards, vote, select columns, expand the task, name the transforms."""

from collections.abc import Sequence
from pathlib import Path

from inference.errors import BadInput
from inference.learning.datatune.backends import Backend
from inference.learning.datatune.cards import DatasetCard, has_data
from inference.learning.datatune.columns import checked_roles
from inference.learning.datatune.plan import Plan, Source
from inference.learning.datatune.retrieval import elected, ranked
from inference.learning.datatune.task import TaskSpec

MOST_SETS = 3


def make_plan(task: TaskSpec, cards: Sequence[DatasetCard], data: Path, backend: Backend, *, target: int) -> Plan:
    """A plan over at most three sets that are there. Raises BadInput("datatune.no_set") where none suits."""
    present = [card for card in ranked(task, cards) if has_data(card, data)]
    sources = [_source(task, card, backend) for card in _chosen(task, present, backend)]
    usable = tuple(source for source in sources if source is not None and source.transforms)[:MOST_SETS]
    if not usable:
        raise BadInput("datatune.no_set", f"No data set below {data} can be made into rows of the task {task.name}.")
    return Plan(task=task.name, expansion=backend.expansion(task), sources=usable, backend=backend.name, target=target)


def _chosen(task: TaskSpec, present: Sequence[DatasetCard], backend: Backend) -> list[DatasetCard]:
    """Those voted for, then the others as they rank, for when the first do not give enough."""
    voted = elected(backend.votes(task, present), present)
    return [*voted, *(card for card in present if card not in voted)]


def _source(task: TaskSpec, card: DatasetCard, backend: Backend) -> Source | None:
    """Columns get their roles from the card, where the person who wrote it has said so, else from the backend."""
    written = card.roles.get(task.name)
    try:
        roles = checked_roles(task, card, written or backend.roles(task, card))
    except BadInput:
        return None
    return Source(card.name, roles, backend.transforms(task, card, roles))
