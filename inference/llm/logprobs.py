"""What a server's log-probabilities say of what its model wrote: how likely the words were to the model itself."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

LEAST = -10.0
"""In nats. A token that a form forces on the model may have no probability at all; one such must not decide a mean."""


def bytes_of(token: Mapping[str, Any]) -> bytes:
    """What a token writes. Its bytes say so; its name may be that of a vocabulary ("Ġyes") or half a letter."""
    raw = token.get("bytes")
    return bytes(raw) if isinstance(raw, list) and raw else str(token.get("token") or "").encode()


def mean_logprob(value: str, tokens: Sequence[Mapping[str, Any]]) -> float | None:
    """Nats per token, 0.0 or less, of the JSON string `value` in an answer; None where `tokens` do not spell it.

    The tokens may spell more than the answer (thoughts before it, a fence around it), so the last place counts. Tokens
    that only touch the string's quotation marks are left out.
    """
    pieces = [bytes_of(token) for token in tokens]
    start, end = _place(value, b"".join(pieces))
    weights: list[float] = []
    at = 0
    for piece, token in zip(pieces, tokens, strict=True):
        if at < end and at + len(piece) > start:
            weights.append(max(LEAST, float(token.get("logprob", LEAST))))
        at += len(piece)
    return sum(weights) / len(weights) if weights else None


def _place(value: str, spelt: bytes) -> tuple[int, int]:
    """Where the string stands, without its quotation marks; two equal numbers where it does not."""
    for is_ascii in (False, True):
        written = json.dumps(value, ensure_ascii=is_ascii).encode()
        if (at := spelt.rfind(written)) >= 0:
            return at + 1, at + len(written) - 1
    return 0, 0
