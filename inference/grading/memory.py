"""What people have judged of one question, and what it says of another answer to it.

The grader's mistakes on the judged answers are carried over to answers like them, by Gaussian process regression of
what it got wrong (Rasmussen & Williams 2006, 2.2): an answer like none of them is graded as before, and so is every
answer where the grader was right. Nothing is trained: an answer that a person has just judged counts at once.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.grading.reading import Reading, read

WHOLE = 0.99
"""The share of the points from which a judged answer counts as right."""
SAME_QUESTION, WORDS, TRIGRAMS, PAIRS = 0.1, 0.3, 0.4, 0.3
"""How far two answers vary together: by the question alone, words, letter trigrams (squared), pairs of neighbours."""
NOISE = 1.0
"""Of a judgement: from one answer alone, half of what was wrong with it is carried over to an equal one."""
GIVEN = 0.35
"""What a word counts that the question gave away."""
LEAST_LIKE = 0.25
"""Likeness to a judged answer from which that one speaks for this one."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is compared of an answer. `words` has the length 1, or is empty."""

    words: dict[str, float]
    trigrams: frozenset[str]
    pairs: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer, the share of the points that a person gave it, and what the grader alone makes of it: the probability
    that it is correct and the share of the points."""

    text: str
    credit: float
    probability: float
    share: float

    @property
    def is_right(self) -> bool:
        return self.credit >= WHOLE


@dataclass(frozen=True, slots=True)
class Lesson:
    """What to add to the probability of *correct* and to the share of the points. `if_wrong`: the share that judged
    answers like this one earned which were not right. `nearest` is the one most like it; `speaks_for_it`: one that
    earned something is like it."""

    probability: float
    share: float
    if_wrong: float
    nearest: Judged
    speaks_for_it: bool


class Memory:
    """`judged` is never empty; its answers are answers to `question`."""

    def __init__(self, question: str, judged: Sequence[Judged]) -> None:
        self._question = read(question)
        self._judged = tuple(judged)
        self._looks = [look_at(one.text, self._question) for one in judged]
        together = np.array([[covariance(one, other) for other in self._looks] for one in self._looks])
        wrong = np.array([[one.is_right - one.probability, one.credit - one.share] for one in judged])
        self._pulls: NDArray[np.float64] = np.linalg.solve(together + NOISE * np.eye(len(self._judged)), wrong)

    def lesson_for(self, response: str) -> Lesson:
        look = look_at(response, self._question)
        near = [covariance(look, other) for other in self._looks]
        probability, share = np.array(near) @ self._pulls
        best = max(range(len(near)), key=near.__getitem__)
        earned = (i for i, one in enumerate(self._judged) if one.credit > 0)
        spoken_for = any(near[i] - SAME_QUESTION >= LEAST_LIKE for i in earned)
        return Lesson(float(probability), float(share), self._if_wrong(near), self._judged[best], spoken_for)

    def _if_wrong(self, near: Sequence[float]) -> float:
        """0 where all were right."""
        wrong = [(weight, one.credit) for weight, one in zip(near, self._judged, strict=True) if not one.is_right]
        return sum(weight * credit for weight, credit in wrong) / sum(weight for weight, _ in wrong) if wrong else 0.0


def look_at(text: str, question: Reading) -> Look:
    reading = read(text)
    weights = {word.base: word.weight * (GIVEN if word.base in question.bases else 1.0) for word in reading.words}
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    plain = reading.plain
    folded = f" {' '.join(text.lower().split())} "
    return Look(
        words={word: weight / length for word, weight in weights.items()},
        trigrams=frozenset(folded[i : i + 3] for i in range(len(folded) - 2)),
        pairs=frozenset(zip(("", *plain), (*plain, ""), strict=True)) if plain else frozenset(),
    )


def covariance(one: Look, other: Look) -> float:
    """SAME_QUESTION for answers that have nothing in common, 1.1 for equal ones."""
    words = sum(weight * other.words.get(word, 0.0) for word, weight in one.words.items())
    trigrams = _cosine(one.trigrams, other.trigrams)
    return SAME_QUESTION + WORDS * words + TRIGRAMS * trigrams**2 + PAIRS * _cosine(one.pairs, other.pairs)


def _cosine(one: frozenset[Any], other: frozenset[Any]) -> float:
    return len(one & other) / math.sqrt(len(one) * len(other)) if one and other else 0.0
