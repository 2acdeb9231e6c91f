"""What a chat model is asked and what it returns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from inference.errors import EngineUnavailable
from inference.llm.tokens import Tokens

Mechanism = Literal["none", "native", "two_calls"]
"""How a thinking budget was kept: not asked for, `thinking_token_budget` of the server, or two calls."""


class UnusableAnswer(EngineUnavailable):
    """The model answered, but not what was asked, also after one repair. `reason` is a short word, for counts:
    "length", "json", "schema", "empty", "choice"."""

    def __init__(self, reason: str, sentence: str, tokens: Tokens) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.tokens = tokens


@dataclass(frozen=True, slots=True)
class Thinking:
    """Whether the model may reason before it answers, and for how many tokens (None: as long as it likes, within
    `max_tokens`). A model stops within `grace` tokens after its budget."""

    on: bool
    budget: int | None = None
    grace: int = 64


OFF = Thinking(on=False)


def thinking(budget: int) -> Thinking:
    """Off for 0."""
    return Thinking(on=True, budget=budget) if budget else OFF


@dataclass(frozen=True, slots=True)
class Message:
    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Completion:
    """`data` is the validated JSON where a schema was given, else None. `reasoning` is for staff only: it may hold
    the answer key. `budget_hit`: the reasoning was cut by its budget. `logprobs`: as the server listed its tokens, for
    `inference.llm.logprobs`; () where they were not asked for or not given."""

    content: str
    reasoning: str
    tokens: Tokens
    finish_reason: str
    data: Any = None
    budget_hit: bool = False
    mechanism: Mechanism = "none"
    logprobs: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """`probability` 0..1 of `choice` among the choices, None where the server gives no log-probabilities."""

    choice: str
    probability: float | None
    reasoning: str
    tokens: Tokens


class ChatModel(Protocol):
    """Thread-safe. Every method raises EngineUnavailable (away, overloaded, too slow, bad key), UnusableAnswer, and
    BadInput("llm.too_long") for a prompt beyond the model's context."""

    @property
    def fingerprint(self) -> str:
        """Model, profile and sampling; the address stays out."""
        ...

    @property
    def context(self) -> int:
        """Tokens of prompt and answer together."""
        ...

    @property
    def languages(self) -> tuple[str, ...]:
        """ISO 639-1 codes that the model was trained to answer in; () where unknown."""
        ...

    def complete(
        self,
        messages: Sequence[Message],
        *,
        answer_tokens: int,
        schema: Mapping[str, Any] | None = None,
        thinking: Thinking = OFF,
        is_weighed: bool = False,
    ) -> Completion:
        """`answer_tokens` are for the answer alone: the budget of the thinking comes on top. With a `schema` (JSON
        Schema; every string has maxLength and every list maxItems) the answer is `data`, checked against it, and where
        it `is_weighed` comes with `logprobs` from a server that has them."""
        ...

    def choose(self, messages: Sequence[Message], choices: Sequence[str], *, thinking: Thinking = OFF) -> Chosen:
        """One of `choices`, which are different and not empty."""
        ...

    def stream(
        self,
        messages: Sequence[Message],
        *,
        answer_tokens: int,
        on_text: Callable[[str], None],
        thinking: Thinking = OFF,
    ) -> Completion:
        """As `complete`; `on_text` gets each piece of the answer, never of the reasoning. What it raises cancels."""
        ...

    def count_tokens(self, text: str) -> int:
        """By the server's tokenizer where it offers one, else an upper estimate."""
        ...
