"""What the model of the scripted server does with one request."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Turn:
    """`reasoning` and `content` None: made up. `status` other than 200 is an error with `message`. `delay_s` before
    anything is sent; `cut_after` ends the connection after so many bytes or events. `sureness`: the probability of each
    choice; `unsure`: of each token of these stretches of the content. `finish_reason` None: what vLLM would say."""

    content: str | None = None
    reasoning: str | None = None
    status: int = 200
    message: str = "Internal server error"
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_s: float = 0.0
    cut_after: int | None = None
    sureness: Mapping[str, float] = field(default_factory=dict)
    unsure: Mapping[str, float] = field(default_factory=dict)
    finish_reason: str | None = None
    raw: str | None = None


INVENTED = Turn()
