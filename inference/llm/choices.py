"""How sure a model was of the choice that it made, from the log-probabilities of its tokens."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from inference.llm.logprobs import bytes_of


def probability(choice: str, choices: Sequence[str], tokens: Sequence[Mapping[str, Any]]) -> float | None:
    """0..1, None where `tokens` do not spell the choice.

    A choice is spelt by one or several tokens, in more than one way ("in" + "correct", "inc" + "orrect"). At each
    position every alternative that the server lists counts for the choices that it is a beginning of: the share of
    the chosen one among all that are still possible, multiplied over the positions. Servers list log-probabilities from
    before the restriction to the choices, so shares are of what is possible. A choice that no listed token begins has
    at most the probability of the rarest listed one, and is given that: the result is not overstated.
    """
    spelling = _spelling(choice, tokens)
    if not spelling:
        return None
    result, written = 1.0, ""
    for token in spelling:
        alive = [other for other in choices if other.startswith(written)]
        if alive == [choice]:
            break
        result *= _share(choice, alive, written, token)
        written += _text(token)
    return min(max(result, 0.0), 1.0)


def _share(choice: str, alive: Sequence[str], written: str, token: Mapping[str, Any]) -> float:
    listed = {_text(other): math.exp(float(other.get("logprob", -9999.0))) for other in _alternatives(token)}
    masses = {text: mass for text, mass in listed.items() if text and any(_begins(written + text, c) for c in alive)}
    chosen = sum(mass for text, mass in masses.items() if _begins(written + text, choice))
    rarest = min(listed.values(), default=0.0)
    unlisted = [c for c in alive if not any(_begins(written + text, c) for text in masses)]
    total = sum(masses.values()) + rarest * len(unlisted)
    return chosen / total if total > 0.0 else 0.0


def _begins(text: str, choice: str) -> bool:
    """The token that ends a choice may carry its end mark along."""
    return choice.startswith(text) or (bool(choice) and text.strip() == choice)


def _alternatives(token: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The listed ones and the token itself, which need not be among the likeliest."""
    listed = [other for other in token.get("top_logprobs") or () if isinstance(other, Mapping)]
    return listed if any(_text(other) == _text(token) for other in listed) else [*listed, token]


def _spelling(choice: str, tokens: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The last tokens that spell the choice: what comes before is reasoning, what comes after an end mark."""
    for start in range(len(tokens) - 1, -1, -1):
        text = ""
        for end in range(start, len(tokens)):
            text += _text(tokens[end])
            if text.strip() == choice:
                return list(tokens[start : end + 1])
            if not choice.startswith(text.lstrip()):
                break
    return []


def _text(token: Mapping[str, Any]) -> str:
    return bytes_of(token).decode("utf-8", errors="replace")
