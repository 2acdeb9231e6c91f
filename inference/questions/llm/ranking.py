"""How likely a teacher would publish a model's draft: a logistic model over a few features that a person can read."""

import json
from functools import lru_cache
from hashlib import sha256
from math import exp
from pathlib import Path

from inference.questions.llm.checks import length
from inference.questions.question import Wh

WEIGHTS_FILE = Path(__file__).with_name("weights.json")
USUAL_DOUBT = 0.4
"""Nats per token of a stem: the middle of what a small model writes of a lecture."""
EXPLAINING: frozenset[Wh] = frozenset({"why", "how"})


def weights_digest() -> str:
    return sha256(WEIGHTS_FILE.read_bytes()).hexdigest()[:12]


def features_of(
    *,
    stem: str,
    answer: str,
    quote: str,
    wh: Wh,
    salience: float,
    grounded: float,
    agreement: float,
    was_judged: bool,
    stem_logprob: float | None,
    is_note: bool = False,
) -> dict[str, float]:
    """`salience` of the passage, `grounded` share of the answer, `agreement` of the round trip: each 0..1.
    `stem_logprob` in nats per token, None where the server does not tell: then the stem is as sure as usual."""
    return {
        "bias": 1.0,
        "salience": salience,
        "grounded": grounded,
        "agreement": agreement,
        "passed the critic": float(was_judged),
        "a note of a small model": float(is_note),
        "doubt of its own words": 0.0 if stem_logprob is None else -stem_logprob - USUAL_DOUBT,
        "asks why or how": float(wh in EXPLAINING),
        "asks who, when or where": float(wh in {"who", "when", "where"}),
        "stem words over 16": max(0, length(stem) - 16) / 5,
        "stem words under 6": float(max(0, 6 - length(stem))),
        "answer words over 30": max(0, length(answer) - 30) / 10,
        "answer words under 5": float(max(0, 5 - length(answer))),
        "evidence words over 60": max(0, length(quote) - 60) / 20,
    }


def score_of(features: dict[str, float]) -> float:
    weights = _weights()
    return round(1 / (1 + exp(-sum(weights.get(name, 0.0) * value for name, value in features.items()))), 4)


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    weights: dict[str, float] = json.loads(WEIGHTS_FILE.read_text())
    return weights
