"""What the decision head sees of a response: a few numbers per reference, each with a meaning and a sign."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from inference.grading.alignment import Alignment, Match, align
from inference.grading.keypoints import derive_key_points
from inference.grading.reading import Reading, Word, read
from inference.grading.roles import swapped_terms

FROM_QUESTION = 0.35
"""What a word of the target weighs when the question gave it away."""

NAMES = (
    "coverage",
    "new_coverage",
    "agreement",
    "precision",
    "new_precision",
    "order",
    "chars",
    "least_point",
    "exact_share",
    "reversed",
    "clash",
    "swapped",
    "opposites",
    "extra_negation",
    "missing_negation",
    "hedges",
    "echo",
    "novel",
    "length",
    "short",
    "target_length",
    "given",
    "alternatives",
    "coverage_x_precision",
    "coverage_squared",
    "nothing_new",
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One target (a reference answer or a key point) against one response. `coverage` 0..1 is what bounds credit."""

    alignment: Alignment
    coverage: float
    values: tuple[float, ...]

    @property
    def precision(self) -> float:
        return self.value("precision")

    def value(self, name: str) -> float:
        return self.values[NAMES.index(name)]


def coverage_of(alignment: Alignment, question: Reading) -> float:
    """The share of the target's meaning found with the right polarity; the question's own words count less."""
    total = sum(_weight(word, question) for word in alignment.target.words)
    found = sum(_weight(m.target, question) * m.strength for m in alignment.matches if m.agrees)
    return found / total if total else 0.0


def _weight(word: Word, question: Reading) -> float:
    return word.weight * (FROM_QUESTION if word.base in question.bases else 1.0)


def measure(
    target: str, response: Reading, question: Reading, *, context: frozenset[str], alternatives: int
) -> Evidence:
    """`context`: base forms of the answer as a whole, so that saying more than one key point is no fault."""
    goal = read(target)
    alignment = align(goal, response)
    coverage = coverage_of(alignment, question)
    return Evidence(alignment, coverage, _values(alignment, coverage, question, context, alternatives))


def _values(
    alignment: Alignment, coverage: float, question: Reading, context: frozenset[str], alternatives: int
) -> tuple[float, ...]:
    goal, response = alignment.target, alignment.response
    agreeing = [m for m in alignment.matches if m.agrees]
    reverse = [m for m in alignment.matches if not m.agrees]
    new_target = [word for word in goal.words if word.base not in question.bases]
    new_response = [word for word in response.words if word.base not in question.bases]
    matched_new = sum(m.target.weight * m.strength for m in agreeing if m.target.base not in question.bases)
    new_coverage = matched_new / sum(w.weight for w in new_target) if new_target else coverage
    found = alignment.found
    useful = [word for word in response.words if word.start in found or word.base in context]
    precision = sum(w.weight for w in useful) / response.weight if response.words else 0.0
    new_useful = [w for w in new_response if w.start in found or w.base in context]
    new_precision = sum(w.weight for w in new_useful) / sum(w.weight for w in new_response) if new_response else 0.0
    echo = (
        sum(w.weight for w in response.words if w.base in question.bases) / response.weight if response.words else 0.0
    )
    novel = sum(w.weight for w in new_response if w not in useful)
    matched = sum(m.target.weight for m in alignment.matches)
    numbers = {
        "coverage": coverage,
        "new_coverage": new_coverage,
        "agreement": sum(m.target.weight * m.strength for m in agreeing) / goal.weight if goal.words else 0.0,
        "precision": precision,
        "new_precision": new_precision,
        "order": _order(agreeing),
        "chars": _dice(goal.text, response.text),
        "least_point": _least_point(goal.text, response, question),
        "exact_share": sum(m.target.weight for m in agreeing if m.strength >= 0.9) / goal.weight if goal.words else 0.0,
        "reversed": sum(m.target.weight for m in reverse if m.strength >= 0.85) / matched if matched else 0.0,
        "clash": float(bool(alignment.clashes)),
        "swapped": float(swapped_terms(alignment) > 0),
        "opposites": min(2.0, sum(m.opposite for m in reverse)),
        "extra_negation": float(response.negations > 0 and goal.negations == 0),
        "missing_negation": float(goal.negations > 0 and response.negations == 0),
        "hedges": float(response.hedges > 0),
        "echo": echo,
        "novel": math.log1p(novel),
        "length": math.log1p(len(response.words)),
        "short": float(len(response.words) <= 2),
        "target_length": math.log1p(len(goal.words)),
        "given": 1 - len(new_target) / len(goal.words) if goal.words else 1.0,
        "alternatives": math.log(alternatives),
        "coverage_x_precision": coverage * precision,
        "coverage_squared": coverage * coverage,
        "nothing_new": float(not new_response),
    }
    return tuple(numbers[name] for name in NAMES)


def _order(matches: list[Match]) -> float:
    """The share of neighbours in the target that are neighbours (within two words, same order) in the response."""
    if len(matches) < 2:
        return 0.0
    pairs = list(pairwise(matches))
    return sum(0 <= b.found.start - a.found.end <= 25 for a, b in pairs) / len(pairs)


def _least_point(target: str, response: Reading, question: Reading) -> float:
    return min(coverage_of(align(read(point.text), response), question) for point in derive_key_points(target))


def _dice(one: str, other: str) -> float:
    """Overlap of letter trigrams: spelling, inflection and word order in one."""
    left, right = _trigrams(one), _trigrams(other)
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def _trigrams(text: str) -> set[str]:
    plain = f" {' '.join(text.lower().split())} "
    return {plain[i : i + 3] for i in range(len(plain) - 2)}


def cues(response: Reading, expected: frozenset[str]) -> frozenset[str]:
    """Words said and expected words missed, as the head names them: "battery", "-battery"."""
    return frozenset(response.plain) | frozenset(f"-{base}" for base in expected - response.bases)


def best_reference(references: Sequence[str], response: Reading, question: Reading) -> Evidence:
    """The reference answer that the response comes closest to."""
    measured = [
        measure(one, response, question, context=frozenset(), alternatives=len(references)) for one in references
    ]
    return max(measured, key=lambda evidence: evidence.coverage + evidence.precision)


def expected_words(references: Sequence[str]) -> frozenset[str]:
    return frozenset().union(*(read(one).bases for one in references))
