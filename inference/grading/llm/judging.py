"""From what a model says of an answer to a verdict. The model points; the score is counted here, from quotes that were
found in the answer and that say something of their key point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from inference.grading.llm.evidence import bound
from inference.grading.llm.prompts import CREDITS, LONGEST_QUOTE
from inference.grading.llm.spans import Span, locate
from inference.grading.llm.suspicion import is_suspicious
from inference.grading.verdict import GradingTask, KeyPointCredit, VerdictLabel
from inference.llm.chat import Chosen
from inference.questions.question import KeyPoint

CORRECT, INCORRECT = "correct", "incorrect"
VERDICTS = (CORRECT, INCORRECT)
WITHOUT_PROBABILITY = 0.8
"""Confidence where the server gives no log-probabilities: the model's word without a figure."""
ENOUGH_FOR_CORRECT = 0.5
"""Share of derived key points with a quote, from which an answer without a rubric may be called correct."""
_KINDS: dict[str, VerdictLabel] = {"no_answer": "non_domain"}


@dataclass(frozen=True, slots=True)
class Judged:
    """`unfounded`: credits that were withdrawn because the answer has no such words; `unsupported`: because the words
    say nothing of the key point."""

    label: VerdictLabel
    credits: tuple[KeyPointCredit, ...]
    conflict: str
    confidence: float
    unfounded: int
    unsupported: int

    @property
    def highest(self) -> float:
        return sum(one.points for one in self.credits)

    @property
    def score(self) -> float:
        if self.label == CORRECT:
            return self.highest
        return min(self.highest, round(sum(one.points * one.credit for one in self.credits), 4))


@dataclass(frozen=True, slots=True)
class _Point:
    """One key point as the model sees it, after its quote was looked for."""

    point: KeyPoint
    credit: float
    span: Span | None
    withdrawn: str = ""

    @property
    def as_credit(self) -> KeyPointCredit:
        quote = self.span.text if self.span and self.credit else ""
        return KeyPointCredit(self.point.text, self.point.points, self.credit, quote)


def judge(
    task: GradingTask, rubric: Sequence[KeyPoint], answer: str, said: Mapping[str, Any], chosen: Chosen
) -> Judged:
    """`answer` as it was shown; `said` fits `points_schema(len(rubric))`; `chosen` is one of VERDICTS."""
    points = [_checked(i, task, rubric, answer, said[f"key_point_{i + 1}"]) for i in range(len(rubric))]
    conflict = locate(str(said["contradiction"]), answer, LONGEST_QUOTE)
    if _is_whole(points) and chosen.choice == CORRECT:
        # The model contradicts itself: it found every key point and called the whole answer correct.
        conflict = None
    if conflict is not None:
        points = [_in_conflict(point, conflict) for point in points]
    elif not task.key_points:
        points = _as_a_whole(points, chosen, is_suspicious(task.response))
    credits = tuple(point.as_credit for point in points)
    label = _label(credits, conflict, str(said["kind"]))
    return Judged(
        label=label,
        credits=credits,
        conflict=conflict.text if conflict else "",
        confidence=_confidence(label, chosen),
        unfounded=sum(point.withdrawn == "unfounded" for point in points),
        unsupported=sum(point.withdrawn == "unsupported" for point in points),
    )


def _checked(i: int, task: GradingTask, rubric: Sequence[KeyPoint], answer: str, said: Mapping[str, Any]) -> _Point:
    """Without its quote in the answer a credit is withdrawn; so is one whose quote is about something else."""
    credit = CREDITS[str(said["credit"])]
    if not credit:
        return _Point(rubric[i], 0.0, None)
    span = locate(str(said["quote"]), answer, LONGEST_QUOTE)
    if span is None:
        return _Point(rubric[i], 0.0, None, "unfounded")
    most = bound(span.text, i, task, rubric)
    return _Point(rubric[i], min(credit, most), span) if most else _Point(rubric[i], 0.0, None, "unsupported")


def _is_whole(points: Sequence[_Point]) -> bool:
    return all(point.credit >= 1 for point in points)


def _in_conflict(point: _Point, conflict: Span) -> _Point:
    """What contradicts earns nothing; of the rest a half is kept: one part denies another."""
    if point.span is not None and point.span.overlaps(conflict):
        return replace(point, credit=0.0, span=None)
    return replace(point, credit=point.credit / 2)


def _as_a_whole(points: list[_Point], chosen: Chosen, suspicious: bool) -> list[_Point]:
    """Nobody wrote a rubric, so its pieces were guessed: the word on the whole answer decides, bounded by evidence. It
    lifts nothing in an answer with words to a machine in it."""
    total = sum(point.point.points for point in points)
    share = sum(point.point.points * point.credit for point in points) / total
    if chosen.choice == CORRECT and share >= ENOUGH_FOR_CORRECT and not suspicious:
        best = max(points, key=lambda point: point.credit).span
        return [replace(point, credit=1.0, span=point.span or best) for point in points]
    if chosen.choice == INCORRECT and share >= 1:
        return [replace(point, credit=0.5) for point in points]
    return points


def _label(credits: Sequence[KeyPointCredit], conflict: Span | None, kind: str) -> VerdictLabel:
    if conflict is not None:
        return "contradictory"
    if all(one.credit >= 1 for one in credits):
        return "correct"
    if any(one.credit for one in credits):
        return "partially_correct_incomplete"
    return _KINDS.get(kind, "irrelevant")


def _confidence(label: VerdictLabel, chosen: Chosen) -> float:
    """Probability that correct-or-not is decided rightly, by the second question; a half where the two differ."""
    probability = WITHOUT_PROBABILITY if chosen.probability is None else chosen.probability
    agrees = (label == CORRECT) == (chosen.choice == CORRECT)
    return round(max(0.5, probability if agrees else 1 - probability), 3)
