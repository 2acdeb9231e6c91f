"""What the decision head sees of a response: a few numbers per reference, each with a meaning and a sign."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from inference.grading.alignment import Alignment, Match, align
from inference.grading.keypoints import derive_key_points
from inference.grading.reading import Reading, Word, read
from inference.grading.roles import swapped_terms
from inference.grading.stance import stance_of

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
    "possible",
    "in_any",
    "coverage_mean",
    "question_only",
    "other_number",
    "side_same",
    "side_other",
    "side_evaded",
)

MORE_IS_BETTER = frozenset(
    (
        "coverage",
        "new_coverage",
        "agreement",
        "exact_share",
        "least_point",
        "coverage_x_precision",
        "coverage_squared",
        "coverage_mean",
        "side_same",
    )
)
MORE_IS_WORSE = frozenset(("reversed", "clash", "swapped", "opposites", "other_number", "side_other", "hedges"))
SIGNS = tuple((name in MORE_IS_BETTER) - (name in MORE_IS_WORSE) for name in NAMES)
"""What a feature may do to *correct*: 1 never lower it, -1 never raise it, 0 as it was learned."""


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
    free = sum(w.weight for w in new_response if w.start not in found)
    question_only = [w for w in response.words if w.base in question.bases and w.base not in goal.bases | context]
    stance = stance_of(question, goal, response)
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
        "possible": min(1.0, new_coverage + free / sum(w.weight for w in new_target)) if new_target else 1.0,
        "in_any": sum(w.weight for w in response.words if w.base in goal.bases | context) / response.weight
        if response.words
        else 0.0,
        "coverage_mean": coverage,
        "question_only": sum(w.weight for w in question_only) / response.weight if response.words else 0.0,
        "other_number": float(_other_number(goal, response, question)),
        "side_same": float(stance.agrees),
        "side_other": float(stance.clashes),
        "side_evaded": float(stance.evades),
    }
    return tuple(numbers[name] for name in NAMES)


def _other_number(goal: Reading, response: Reading, question: Reading) -> bool:
    """Numbers are asked for and given, and none of them is the same."""
    asked = [word.quantity for word in goal.words if word.quantity and word.base not in question.bases]
    given = [word.quantity for word in response.words if word.quantity and word.base not in question.bases]
    return bool(asked and given) and not any(one.equals(other) for one in asked for other in given)


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
    """The reference answer that the response comes closest to, with what the others say of it."""
    return nearest(measure_all(references, response, question), expected_words(references), question)


def measure_all(references: Sequence[str], response: Reading, question: Reading) -> list[Evidence]:
    count = len(references)
    return [measure(one, response, question, context=frozenset(), alternatives=count) for one in references]


def nearest(measured: Sequence[Evidence], expected: frozenset[str], question: Reading) -> Evidence:
    """The evidence that the response comes closest to, with what the others say of it."""
    best = max(measured, key=lambda evidence: evidence.coverage + evidence.precision)
    return _beside(best, measured, expected, question) if len(measured) > 1 else best


def _beside(best: Evidence, measured: Sequence[Evidence], expected: frozenset[str], question: Reading) -> Evidence:
    response = best.alignment.response
    known = sum(word.weight for word in response.words if word.base in expected)
    asked = sum(word.weight for word in response.words if word.base in question.bases - expected)
    seen = {
        "coverage_mean": sum(one.coverage for one in measured) / len(measured),
        "in_any": known / response.weight if response.words else 0.0,
        "question_only": asked / response.weight if response.words else 0.0,
    }
    values = tuple(seen.get(name, value) for name, value in zip(NAMES, best.values, strict=True))
    return replace(best, values=values)


def expected_words(references: Sequence[str]) -> frozenset[str]:
    return frozenset().union(*(read(one).bases for one in references))
