"""A judgement that heeds what people have judged of answers like this one."""

from collections.abc import Sequence
from dataclasses import replace

from inference.grading.assessment import Assessment
from inference.grading.judgement import (
    HIGH,
    LEAST_FOR_CORRECT,
    Judgement,
    full_credits,
    no_credits,
    quote_of,
)
from inference.grading.memory import Judged, Lesson
from inference.grading.verdict import KeyPointCredit

SUREST = 0.98
NOTICEABLE = 0.125
"""Share of the points below which nothing is moved: half a quarter."""
LONGEST_QUOTED = 80


def probability_of(judged: Judgement) -> float:
    """That the answer is correct."""
    return judged.confidence if judged.label == "correct" else 1 - judged.confidence


def share_of(judged: Judgement) -> float:
    return judged.score / judged.highest if judged.highest else 0.0


def is_beyond_precedent(seen: Assessment) -> bool:
    """No answer at all, whatever people have judged of others: nothing said, the question given back, words in a heap,
    another language."""
    return seen.is_echo or seen.is_foreign or seen.is_salad or not seen.response.words


def judge_by_precedent(seen: Assessment, alone: Judgement, lesson: Lesson) -> Judgement:
    """`alone` is what the grader makes of the answer by itself. More than that it gives only where the answer has
    evidence of its own, or is like one that a person gave points."""
    may_rise = lesson.speaks_for_it or seen.whole.coverage >= LEAST_FOR_CORRECT
    probability = _within(probability_of(alone) + lesson.probability, 1 - SUREST, SUREST)
    confidence = max(0.5, probability, 1 - probability)
    if probability >= 0.5 and alone.label == "correct":
        return replace(alone, confidence=confidence)
    if probability >= 0.5 and may_rise:
        return Judgement("correct", full_credits(seen), confidence)
    if probability >= 0.5:
        return replace(alone, confidence=0.5)
    return _less_than_correct(seen, alone, lesson, confidence, may_rise=may_rise)


def because(lesson: Lesson, count: int) -> str:
    """For staff: what was heeded."""
    answers = "an answer" if count == 1 else f"{count} answers"
    return f"People have judged {answers} to this question. The one most like this: {_quoted(lesson.nearest)}."


def _less_than_correct(
    seen: Assessment, alone: Judgement, lesson: Lesson, confidence: float, *, may_rise: bool
) -> Judgement:
    before = share_of(alone)
    expected = lesson.if_wrong if alone.label == "correct" else before + lesson.share
    after = round(4 * _within(expected, 0.0, HIGH)) / 4
    is_kept = alone.label != "correct" and (
        abs(after - before) < NOTICEABLE or alone.label == "contradictory" or (after > before and not may_rise)
    )
    if is_kept:
        return replace(alone, confidence=confidence)
    if after == 0:
        label = "irrelevant" if alone.label in ("correct", "partially_correct_incomplete") else alone.label
        return Judgement(label, no_credits(seen), confidence, alone.conflict)
    return Judgement("partially_correct_incomplete", _scaled(alone.credits, before, after, seen), confidence)


def _scaled(
    credits: Sequence[KeyPointCredit], before: float, after: float, seen: Assessment
) -> tuple[KeyPointCredit, ...]:
    """Each credit moved by the same share towards all or nothing, so that together they come to `after`."""
    if after <= before:
        return tuple(replace(one, credit=round(one.credit * after / before, 2)) for one in credits)
    rise = (after - before) / (1 - before)
    said = quote_of(seen.whole) or seen.response.text
    return tuple(
        replace(one, credit=round(one.credit + (1 - one.credit) * rise, 2), quote=one.quote or said) for one in credits
    )


def _quoted(judged: Judged) -> str:
    text = " ".join(judged.text.split())
    short = text if len(text) <= LONGEST_QUOTED else text[:LONGEST_QUOTED].rsplit(" ", 1)[0] + " …"
    return f"“{short}” has {judged.credit:.0%} of the points"


def _within(value: float, low: float, high: float) -> float:
    return min(high, max(low, value))
