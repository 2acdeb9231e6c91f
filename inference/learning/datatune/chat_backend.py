"""The backend that asks a language model. What it says is checked against a schema and again by the task's checks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from inference.learning.datatune.backends import VOTES, Skipped
from inference.learning.datatune.cards import DatasetCard
from inference.learning.datatune.plan import Plan, Source
from inference.learning.datatune.rows import SourceRow
from inference.learning.datatune.task import TaskSpec
from inference.learning.datatune.transforms import Made
from inference.llm.chat import OFF, ChatModel, Message, Thinking, UnusableAnswer
from inference.llm.tokens import NO_TOKENS, Tokens
from inference.llm.untrusted import fenced

PROMPTS = Path(__file__).parents[2] / "prompts" / "datatune"
ANSWER_TOKENS = 600
STEPS = (
    "generate a column",
    "expand a column",
    "combine columns",
    "choose the input columns",
    "derive the output after the input",
    "skip a row that is of no use",
)
"""The steps that a plan may take (the paper, section 3)."""


class ChatBackend:
    """`thinking` is for planning; rows are transformed without, unless `row_thinking` says otherwise."""

    name = "llm"

    def __init__(self, model: ChatModel, *, thinking: Thinking = OFF, row_thinking: Thinking = OFF) -> None:
        self._model = model
        self._thinking = thinking
        self._row_thinking = row_thinking
        self._tokens = NO_TOKENS

    @property
    def tokens(self) -> Tokens:
        return self._tokens

    def votes(self, task: TaskSpec, cards: Sequence[DatasetCard]) -> list[str | None]:
        """Five votes on the cards in five orders: a model likes what stands first."""
        names = [card.name for card in cards]
        return [self._vote(task, _turned(cards, turn), names) for turn in range(min(VOTES, len(cards)))]

    def roles(self, task: TaskSpec, card: DatasetCard) -> dict[str, str]:
        columns = [*card.columns, "none"]
        fields = (*task.inputs, "output")
        schema = _object({field: {"type": "string", "enum": columns, "maxLength": 60} for field in fields})
        said = self._asked(_prompt("columns", task, card=_card_words(card)), schema)
        return {field: column for field, column in said.items() if column != "none"}

    def expansion(self, task: TaskSpec) -> str:
        schema = _object({"explanation": {"type": "string", "maxLength": 1500}})
        said = self._asked(_prompt("expansion", task), schema, self._thinking)
        return str(said["explanation"])

    def transforms(self, task: TaskSpec, card: DatasetCard, roles: dict[str, str]) -> tuple[str, ...]:
        """The steps of the plan, in words; a person may edit them."""
        step = {"type": "string", "maxLength": 300}
        schema = _object({"steps": {"type": "array", "items": step, "minItems": 1, "maxItems": 8}})
        prompt = _prompt("plan", task, card=_card_words(card), roles=_roles_words(roles), steps="; ".join(STEPS))
        return tuple(str(step) for step in self._asked(prompt, schema, self._thinking)["steps"])

    def made_of(self, row: SourceRow, source: Source, plan: Plan, task: TaskSpec) -> Iterator[tuple[str, Made]]:
        """What the row has and the task does not vary is taken over as it is; the model writes the rest. Its output is
        the row's own, else each label of the task in turn: left alone, a small model makes every row a right one."""
        taken = {name: row.fields[name] for name in task.inputs if name not in task.varies and row.fields.get(name)}
        written = [name for name in task.inputs if name not in taken]
        label = _wanted_label(row, task)
        prompt = _prompt(
            "row",
            task,
            expansion=plan.expansion,
            steps="\n".join(f"{i}. {step}" for i, step in enumerate(source.transforms, 1)),
            row=_row_words(row),
            wanted=_wanted_words(written, label, task),
        )
        try:
            said = self._asked(prompt, _row_schema(task, written, label, source), self._row_thinking)
        except UnusableAnswer as unusable:
            self._tokens += unusable.tokens
            raise Skipped(f"unusable answer: {unusable.reason}") from unusable
        if said.get("skip") == "yes":
            raise Skipped("the model skipped it")
        yield "llm", Made(taken | {name: str(said[name]) for name in written}, str(said["output"]))

    def _vote(self, task: TaskSpec, cards: Sequence[DatasetCard], names: Sequence[str]) -> str | None:
        listed = "\n".join(_card_words(card) for card in cards)
        chosen = self._model.choose(_prompt("choose", task, cards=listed), names)
        self._tokens += chosen.tokens
        return chosen.choice if chosen.choice in names else None

    def _asked(
        self, messages: Sequence[Message], schema: Mapping[str, Any], thinking: Thinking = OFF
    ) -> Mapping[str, Any]:
        completion = self._model.complete(messages, answer_tokens=ANSWER_TOKENS, schema=schema, thinking=thinking)
        self._tokens += completion.tokens
        data: Mapping[str, Any] = completion.data
        return data


def _prompt(name: str, task: TaskSpec, **parts: str) -> list[Message]:
    """The long and common part first, so that a server's prefix cache holds it."""
    text = (PROMPTS / f"{name}.txt").read_text(encoding="utf-8")
    examples = "\n".join(
        "; ".join([*(f"{field}: {words}" for field, words in one.input.items()), f"output: {one.output}"])
        for one in task.examples
    )
    values = {
        "instruction": task.instruction,
        "examples": examples or "none",
        "fields": ", ".join(task.inputs),
        **parts,
    }
    return [Message("user", re.sub(r"\{(\w+)\}", lambda match: values[match[1]], text))]


def _wanted_label(row: SourceRow, task: TaskSpec) -> str:
    """ "" where the task has no labels. By the row's key, so that a run that is resumed wants the same."""
    return (row.output or task.labels[int(row.key, 16) % len(task.labels)]) if task.labels else ""


def _row_schema(task: TaskSpec, written: Sequence[str], label: str, source: Source) -> dict[str, Any]:
    """Whether to skip is asked last, as a word, and only where a step of the plan says so: asked first, or for a
    reason, a small model finds one for every row."""
    text = {"type": "string", "maxLength": task.longest}
    properties = {**dict.fromkeys(written, text), "output": {**text, "enum": [label]} if label else text}
    if any("skip" in step.lower() for step in source.transforms):
        properties["skip"] = {"type": "string", "enum": ["no", "yes"], "maxLength": 3}
    return _object(properties)


def _wanted_words(written: Sequence[str], label: str, task: TaskSpec) -> str:
    if not label:
        return ", ".join([*written, "output"])
    meaning = task.meanings.get(label, "")
    return f"{', '.join(written)}, with the output {label}" + (f": {meaning}" if meaning else "")


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _turned(cards: Sequence[DatasetCard], turn: int) -> list[DatasetCard]:
    shift = turn * len(cards) // VOTES
    return [*cards[shift:], *cards[:shift]]


def _card_words(card: DatasetCard) -> str:
    columns = "; ".join(f"{name}: {words}" for name, words in card.columns.items())
    return f"- {card.name}: {card.description} ({', '.join(card.tags)}) Columns: {columns}"


def _roles_words(roles: Mapping[str, str]) -> str:
    return "; ".join(f"{field} is the column {column}" for field, column in roles.items())


def _row_words(row: SourceRow) -> str:
    lines = [f"{name}: {text[:1500]}" for name, text in row.fields.items()]
    return fenced("row", "\n".join([*lines, f"output: {row.output}"] if row.output else lines))
