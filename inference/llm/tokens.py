"""Tokens counted by kind: what a model read, what of it was cached, what it thought, what it answered."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """`prompt` includes `cached`; `reasoning` and `answer` are apart. `calls` counts requests that were answered."""

    prompt: int = 0
    cached: int = 0
    reasoning: int = 0
    answer: int = 0
    calls: int = 0

    def __add__(self, other: "Tokens") -> "Tokens":
        return Tokens(
            self.prompt + other.prompt,
            self.cached + other.cached,
            self.reasoning + other.reasoning,
            self.answer + other.answer,
            self.calls + other.calls,
        )

    def as_row(self) -> dict[str, int]:
        """For a JSON column; {} where no model was asked."""
        return asdict(self) if self.calls else {}


NO_TOKENS = Tokens()
