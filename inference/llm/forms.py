"""What shape an answer must have, and how a server is told: by a constraint that it holds, else in words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from inference.llm.capabilities import Capabilities
from inference.llm.schemas import ASKED_BY_WORDS

ALTERNATIVES = 20
"""Log-probabilities for each token: as many as vLLM gives by default at most."""


class Form(Protocol):
    def constraint(self, can: Capabilities) -> dict[str, Any]:
        """Fields of the request that make the server hold the form; {} where it cannot."""
        ...

    @property
    def words(self) -> str:
        """Goes to the end of the task where the server cannot hold the form."""
        ...


@dataclass(frozen=True, slots=True)
class Free:
    words: str = ""

    def constraint(self, can: Capabilities) -> dict[str, Any]:
        return {}


FREE = Free()


@dataclass(frozen=True, slots=True)
class Json:
    """`is_weighed`: with the log-probability of each token, where the server gives it."""

    schema: Mapping[str, Any]
    is_weighed: bool = False

    def constraint(self, can: Capabilities) -> dict[str, Any]:
        if not can.json_schema:
            return {}
        # One alternative: without a number some servers list twenty for each token.
        listed = {"logprobs": True, "top_logprobs": 1} if self.is_weighed and can.answer_logprobs else {}
        return {**as_response_format(self.schema), **listed}

    @property
    def words(self) -> str:
        return ASKED_BY_WORDS + json.dumps(self.schema, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class OneOf:
    choices: tuple[str, ...]

    def constraint(self, can: Capabilities) -> dict[str, Any]:
        """Where only schemas are held, the choice is a JSON string."""
        if can.choice:
            listed = {"logprobs": True, "top_logprobs": ALTERNATIVES} if can.logprobs else {}
            return {"structured_outputs": {"choice": list(self.choices)}, **listed}
        return as_response_format({"type": "string", "enum": list(self.choices)}) if can.json_schema else {}

    @property
    def words(self) -> str:
        return f"\n\nAnswer with one of these and nothing else: {' | '.join(self.choices)}"

    def chosen(self, content: str) -> str | None:
        """The choice that an answer makes, None where it makes none or several."""
        text = content.strip().strip("\"'`*. \n")
        if text in self.choices:
            return text
        lowered = {choice.casefold(): choice for choice in self.choices}
        return lowered.get(text.casefold()) if len(lowered) == len(self.choices) else None


def as_response_format(schema: Mapping[str, Any]) -> dict[str, Any]:
    described = {"name": "answer", "schema": dict(schema), "strict": True}
    return {"response_format": {"type": "json_schema", "json_schema": described}}
