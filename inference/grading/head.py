"""The decision head: multinomial logistic regression over features and word cues, read from `head.json`."""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

from inference.grading.verdict import VerdictLabel

HEAD = Path(__file__).with_name("head.json")
LABELS: tuple[VerdictLabel, ...] = get_args(VerdictLabel)
CORRECT = LABELS.index("correct")
MOST_FROM_CUES = 1.5
"""Log-odds that single words may add or take for any label: they are habits of two school subjects."""


@dataclass(frozen=True, slots=True)
class Head:
    """`features`: name -> (mean, scale, one weight per label); `cues` likewise; `temperature` calibrates.

    `preferences`: one factor per label on its probability when a wrong answer's kind is named. `rubric`: scale and
    shift by which the log-odds of a decision by key points become calibrated ones.
    """

    version: str
    features: dict[str, tuple[float, float, tuple[float, ...]]]
    cues: dict[str, tuple[float, ...]]
    intercept: tuple[float, ...]
    temperature: float
    preferences: tuple[float, ...]
    rubric: tuple[float, float] = (1.0, 0.0)

    @property
    def size(self) -> int:
        """How many numbers were learned."""
        return (len(self.features) + len(self.cues) + 1) * len(LABELS)

    def probabilities(self, values: Sequence[float], cues: Iterable[str]) -> tuple[float, ...]:
        """One per label of LABELS, sum 1. `values` in the order of `features`."""
        logits = list(self.intercept)
        for value, (mean, scale, weights) in zip(values, self.features.values(), strict=True):
            standard = (value - mean) / scale
            logits = [logit + standard * weight for logit, weight in zip(logits, weights, strict=True)]
        logits = [logit + said for logit, said in zip(logits, self._from_cues(cues), strict=True)]
        return _softmax([logit / self.temperature for logit in logits])

    def _from_cues(self, cues: Iterable[str]) -> list[float]:
        total = [0.0] * len(LABELS)
        for cue in cues:
            if weights := self.cues.get(cue):
                total = [one + weight for one, weight in zip(total, weights, strict=True)]
        return [max(-MOST_FROM_CUES, min(MOST_FROM_CUES, one)) for one in total]

    def sure_by_rubric(self, estimate: float) -> float:
        """The probability that a decision by key points is right, from the estimate that the key points give."""
        scale, shift = self.rubric
        return 1 / (1 + math.exp(-(scale * log_odds(estimate) + shift)))

    def kind_of_wrong(self, probabilities: Sequence[float]) -> VerdictLabel:
        """The label other than *correct* that fits best."""
        preferred = [p * factor for p, factor in zip(probabilities, self.preferences, strict=True)]
        preferred[CORRECT] = -1.0
        return LABELS[preferred.index(max(preferred))]


def log_odds(probability: float) -> float:
    bounded = min(0.999, max(0.001, probability))
    return math.log(bounded / (1 - bounded))


def tempered(row: tuple[float, ...], temperature: float) -> tuple[float, ...]:
    """Probabilities as they are with logits divided by the temperature."""
    powers = [p ** (1 / temperature) for p in row]
    return tuple(power / sum(powers) for power in powers)


def _softmax(logits: Sequence[float]) -> tuple[float, ...]:
    top = max(logits)
    powers = [math.exp(logit - top) for logit in logits]
    return tuple(power / sum(powers) for power in powers)


def parse(text: str) -> Head:
    row = json.loads(text)
    return Head(
        version=row["version"],
        features={name: (mean, scale, tuple(weights)) for name, (mean, scale, weights) in row["features"].items()},
        cues={cue: tuple(weights) for cue, weights in row["cues"].items()},
        intercept=tuple(row["intercept"]),
        temperature=row["temperature"],
        preferences=tuple(row["preferences"]),
        rubric=tuple(row.get("rubric", (1.0, 0.0))),
    )


@cache
def shipped_head() -> Head:
    return parse(HEAD.read_text())
