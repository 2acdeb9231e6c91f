"""The backend that asks no model: five views of the cards vote, and transforms know their labels."""

from collections.abc import Callable, Iterator, Sequence

from inference.learning.datatune.backends import Skipped
from inference.learning.datatune.cards import DatasetCard
from inference.learning.datatune.plan import Plan, Source
from inference.learning.datatune.retrieval import bm25, card_text, cosines, task_text
from inference.learning.datatune.rows import SourceRow
from inference.learning.datatune.task import TaskSpec
from inference.learning.datatune.transforms import TRANSFORMS, Made, Neighbours
from inference.llm.tokens import NO_TOKENS, Tokens

LABELLED = ("as_it_is",)
FROM_REFERENCE = (
    "reference_itself",
    "paraphrase",
    "drop_key_point",
    "negate",
    "change_number",
    "swap_concepts",
    "opposite_word",
    "other_answer",
    "dodge",
)
VIEWS: tuple[Callable[[DatasetCard], str], ...] = (
    card_text,
    lambda card: card.description,
    lambda card: " ".join(card.tags),
    lambda card: " ".join([*card.columns, *card.columns.values()]),
    lambda card: " ".join([card.name, *card.tags, card.description]),
)
"""A vote each: what a card says as a whole, in its description, tags, columns, and title."""


class RuleBackend:
    """Deterministic: the same rows give the same rows."""

    name = "rules"

    def __init__(self) -> None:
        self._neighbours = Neighbours()
        self._references: set[tuple[str, str]] = set()

    @property
    def tokens(self) -> Tokens:
        return NO_TOKENS

    def votes(self, task: TaskSpec, cards: Sequence[DatasetCard]) -> list[str | None]:
        return [_vote(task, cards, view) for view in VIEWS]

    def roles(self, task: TaskSpec, card: DatasetCard) -> dict[str, str]:
        """The columns that are called as the fields are."""
        return {field: field for field in (*task.inputs, "output") if field in card.columns}

    def expansion(self, task: TaskSpec) -> str:
        outputs = f"one of {', '.join(task.labels)}" if task.labels else "free text"
        return f"{task.instruction} The input has the fields {', '.join(task.inputs)}; the output is {outputs}."

    def transforms(self, task: TaskSpec, card: DatasetCard, roles: dict[str, str]) -> tuple[str, ...]:
        labelled = LABELLED if "output" in roles else ()
        return (*labelled, *(FROM_REFERENCE if "reference" in roles and task.labels else ()))

    def made_of(self, row: SourceRow, source: Source, plan: Plan, task: TaskSpec) -> Iterator[tuple[str, Made]]:
        """From a reference that many rows share, rows are made once."""
        self._neighbours.add(row)
        shared = (row.group, row.fields.get("reference", ""))
        names = [name for name in source.transforms if name in LABELLED or shared not in self._references]
        self._references.add(shared)
        made = [(name, one) for name in names for one in TRANSFORMS[name](row, self._neighbours)]
        if not made:
            raise Skipped("no transform applies")
        yield from made


def _vote(task: TaskSpec, cards: Sequence[DatasetCard], view: Callable[[DatasetCard], str]) -> str | None:
    texts = [view(card) for card in cards]
    query = task_text(task)
    scores = [lexical + near for lexical, near in zip(bm25(query, texts), cosines(query, texts), strict=True)]
    best = max(range(len(cards)), key=lambda i: scores[i], default=None)
    return None if best is None or scores[best] <= 0 else cards[best].name
