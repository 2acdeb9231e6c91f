"""From an assessment to label, credits and confidence. The score never exceeds what the response was seen to say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from inference.grading.alignment import Match
from inference.grading.assessment import Assessment, PointAssessment
from inference.grading.features import Evidence
from inference.grading.head import CORRECT, Head
from inference.grading.verdict import GradingTask, KeyPointCredit, VerdictLabel

COVERED, HALF_COVERED = 0.6, 0.3
LEAST_FOR_ANYTHING = 0.1
LEAST_FOR_CORRECT = 0.2
"""Share of the reference's meaning below which nothing is called correct, however likely it looks."""
EXPRESSED, FREELY = 0.5, 0.45
"""A key point counts as expressed from this probability, or from this much coverage by a lower one."""
SETTLED = 0.8
"""Probability of the whole answer that fills up a key point which is there in part."""
NAMED = 0.9
"""Share of a name that names a person."""
SALAD_CAP = 0.4
CONTRADICTION_IS_RIGHT = 0.83
"""Share of the answers flagged as contradicting their reference that people called wrong (train data, 123 of 149)."""
SALAD_IS_WRONG = 0.9
"""Share of the answers flagged as a heap of words that people called wrong (train data, 18 of 20)."""
LOW, HALF, HIGH = 0.25, 0.5, 0.75
"""The share of the points that an incomplete answer has at least, as a heap of words at most, and at most."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """`confidence` is the probability that correct-or-not is decided rightly."""

    label: VerdictLabel
    credits: tuple[KeyPointCredit, ...]
    confidence: float
    conflict: str = ""

    @property
    def highest(self) -> float:
        return sum(credit.points for credit in self.credits)

    @property
    def score(self) -> float:
        if self.label == "correct":
            return self.highest
        return min(self.highest, round(sum(credit.points * credit.credit for credit in self.credits), 2))


def judge(task: GradingTask, seen: Assessment, head: Head) -> Judgement:
    conflict = seen.denial or seen.conflict or _flat_denial(seen)
    if task.key_points:
        # Against a derived key point a conflict proves little: half of the answers so flagged are correct (train data).
        conflict = conflict or next((point.conflict for point in seen.points if point.conflict), "")
    if seen.is_echo or seen.is_foreign or not seen.response.words:
        return Judgement("irrelevant", no_credits(seen), 0.95)
    if seen.is_salad:
        return Judgement("irrelevant", no_credits(seen), SALAD_IS_WRONG)
    if conflict:
        return _contradictory(seen, conflict)
    if task.key_points:
        return _by_rubric(seen, head)
    return _by_reference(task, seen, head)


def _flat_denial(seen: Assessment) -> str:
    """What denies a derived key point and says nothing else."""
    return next((point.conflict for point in seen.points if point.conflict and point.is_all_said), "")


def _by_reference(task: GradingTask, seen: Assessment, head: Head) -> Judgement:
    """Without a rubric the head decides on the whole; key points say what is there and what is not."""
    probability = _bounded_probability(seen)
    if task.question.lower().startswith("who ") and seen.distinct.size == 1 and seen.distinct.covered >= NAMED:
        # Who it was is all that was asked; where and when may stand in the reference beside it.
        probability = max(probability, EXPRESSED)
    if probability >= 0.5:
        return Judgement("correct", full_credits(seen), probability)
    credits = tuple(_credit(point, _share(point)) for point in seen.points)
    label = _kind_of_wrong(seen, head, credits)
    return Judgement(label, _fitting(label, credits, seen), 1 - probability)


def _kind_of_wrong(seen: Assessment, head: Head, credits: Sequence[KeyPointCredit]) -> VerdictLabel:
    """The head's word, unless the evidence is plain: a key point whole, or next to nothing."""
    label = head.kind_of_wrong(seen.probabilities)
    has_a_point = len(credits) > 1 and any(one.credit >= 1 for one in credits)
    if label == "irrelevant" and (has_a_point or seen.whole.coverage >= HALF_COVERED or seen.distinct.is_fragment):
        return "partially_correct_incomplete"
    if label == "partially_correct_incomplete" and (seen.whole.coverage < LEAST_FOR_ANYTHING or seen.is_rambling):
        return "irrelevant"
    return label


def _by_rubric(seen: Assessment, head: Head) -> Judgement:
    """With a rubric each key point is decided by itself; the whole answer settles what is in doubt."""
    whole = _bounded_probability(seen)
    credits = tuple(_credit(point, _expressed(point, seen)) for point in seen.points)
    share = sum(one.points * one.credit for one in credits) / sum(one.points for one in credits)
    probability = (whole + min(point.probability for point in seen.points)) / 2
    settled = (
        whole >= SETTLED
        and seen.whole.coverage >= HIGH
        and all(point.probability >= EXPRESSED and point.distinct.bound >= 1 for point in seen.points)
    )
    if share >= 0.99 or (share >= HIGH and settled):
        return Judgement("correct", full_credits(seen), _confidence(probability, head))
    confidence = _confidence(1 - probability, head)
    if share > 0:
        return Judgement("partially_correct_incomplete", credits, confidence)
    label = head.kind_of_wrong(seen.probabilities)
    if label in ("partially_correct_incomplete", "contradictory"):
        label = "irrelevant"
    return Judgement(label, no_credits(seen), confidence)


def _confidence(estimate: float, head: Head) -> float:
    return max(0.5, head.sure_by_rubric(estimate))


def _contradictory(seen: Assessment, conflict: str) -> Judgement:
    """Key points that the conflict does not touch keep their credit, by half: one part denies another."""
    whole_denied = bool(seen.denial or seen.conflict) or all(
        point.conflict or not point.probability >= EXPRESSED for point in seen.points
    )
    credits = no_credits(seen)
    if not whole_denied:
        credits = tuple(_credit(point, 0.0 if point.conflict else _share(point) / 2) for point in seen.points)
    return Judgement("contradictory", credits, CONTRADICTION_IS_RIGHT, conflict)


def _bounded_probability(seen: Assessment) -> float:
    """P(correct), bounded by evidence."""
    probability = seen.probabilities[CORRECT]
    if seen.whole.coverage < LEAST_FOR_CORRECT or seen.distinct.is_incomplete or seen.is_rambling:
        probability = min(probability, 0.45)
    lacks_number = len(seen.points) == 1 and seen.points[0].lacks_number
    return min(probability, SALAD_CAP) if seen.is_salad or lacks_number else probability


def _expressed(point: PointAssessment, seen: Assessment) -> float:
    coverage, probability = point.evidence.coverage, point.probability
    if seen.is_salad or point.lacks_number:
        return _share(point) / 2
    if seen.is_rambling:
        return 0.0
    if coverage >= COVERED or (probability >= EXPRESSED and coverage >= FREELY):
        return min(1.0, point.distinct.bound)
    in_part = coverage >= HALF_COVERED and point.in_part >= EXPRESSED
    return min(0.5, point.distinct.bound) if in_part or point.distinct.is_fragment else 0.0


def _share(point: PointAssessment) -> float:
    coverage = point.evidence.coverage
    share = 1.0 if coverage >= COVERED else 0.5 if coverage >= HALF_COVERED else 0.0
    return min(share, point.distinct.bound)


def _fitting(label: VerdictLabel, credits: tuple[KeyPointCredit, ...], seen: Assessment) -> tuple[KeyPointCredit, ...]:
    """Credits that agree with the label: an incomplete answer has some of the points, a wrong one none."""
    if label != "partially_correct_incomplete":
        return no_credits(seen)
    share = sum(one.points * one.credit for one in credits) / sum(one.points for one in credits)
    most = HALF if seen.is_salad else HIGH
    if share > most:
        return tuple(replace(one, credit=round(one.credit * most / share, 2)) for one in credits)
    if share < LOW:
        best = max(seen.points, key=lambda point: point.evidence.coverage).point
        return tuple(
            replace(one, credit=0.5, quote=one.quote or quote_of(seen.whole)) if one.text == best.text else one
            for one in credits
        )
    return credits


def _credit(point: PointAssessment, credit: float) -> KeyPointCredit:
    return KeyPointCredit(point.point.text, point.point.points, credit, quote_of(point.evidence) if credit else "")


def full_credits(seen: Assessment) -> tuple[KeyPointCredit, ...]:
    return tuple(
        KeyPointCredit(one.point.text, one.point.points, 1.0, quote_of(one.evidence) or quote_of(seen.whole))
        for one in seen.points
    )


def no_credits(seen: Assessment) -> tuple[KeyPointCredit, ...]:
    return tuple(KeyPointCredit(one.point.text, one.point.points, 0.0) for one in seen.points)


def quote_of(evidence: Evidence) -> str:
    """The stretch of the response around what matched: of the clause with most of it, from first to last match."""
    agreeing = [match for match in evidence.alignment.matches if match.agrees]
    if not agreeing:
        return ""
    clause = max({match.found.clause for match in agreeing}, key=lambda one: _weight_in(agreeing, one))
    start, end = evidence.alignment.response.clauses[clause]
    return evidence.alignment.response.text[start:end]


def _weight_in(matches: Sequence[Match], clause: int) -> float:
    return sum(match.target.weight * match.strength for match in matches if match.found.clause == clause)
