"""Which questions a lecture keeps, whoever wrote them: the best first, no two on one fact, spread over the lecture."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from inference.questions.doubts import OFFERED
from inference.questions.question import WrittenQuestion

SAME_STEM = 85
SAME_ANSWER = 84
SAME_FACT = 55
"""Likeness, 0..100, of two answers that rest on the same sentences."""
WITHIN = 100
"""Likeness of two stems of which one has all words of the other: "What is an efficiency loss (in economics)?"."""
DIVERSITY = 0.35
NEAR_S = 90.0
NEAR_SEGMENTS = 12
PER_SLIDE = 3
DOUBLE = "asks what another question asks"
CROWDED = "enough questions on this slide"


def best_first(questions: Sequence[WrittenQuestion], count: int) -> tuple[list[WrittenQuestion], dict[str, int]]:
    """At most `count`, each chosen for its score less its likeness to those before it, and what was left out why.

    Scores of all writers are the modelled probability that a teacher would publish the question, so they compare.
    Doubtful ones come behind all others, and only as many as are missing to ten.
    """
    chosen: list[WrittenQuestion] = []
    left_out: dict[str, int] = {}
    _choose([one for one in questions if not one.doubt], count, chosen, left_out)
    _choose([one for one in questions if one.doubt], min(count, OFFERED), chosen, left_out)
    return chosen, left_out


def _choose(
    questions: Sequence[WrittenQuestion], count: int, chosen: list[WrittenQuestion], left_out: dict[str, int]
) -> None:
    """Adds to `chosen` until they are `count`."""
    pool = sorted(questions, key=lambda question: -question.score)
    while pool and len(chosen) < count:
        best = max(pool, key=lambda question: question.score - DIVERSITY * _nearness(question, chosen))
        pool.remove(best)
        if reason := _reason_against(best, chosen):
            left_out[reason] = left_out.get(reason, 0) + 1
        else:
            chosen.append(best)


def is_double(one: WrittenQuestion, other: WrittenQuestion) -> bool:
    """Whether both ask for one fact: alike in stem or answer, or alike in answer on the same sentences."""
    stems = one.stem, other.stem
    if _likeness(*stems) > SAME_STEM:
        return True
    alike = max(_likeness(a, b) for a in one.reference_answers for b in other.reference_answers)
    if fuzz.token_set_ratio(*(stem.lower().rstrip("?") for stem in stems)) == WITHIN and alike > SAME_FACT:
        return True
    same_place = bool(set(one.evidence.segments) & set(other.evidence.segments))
    return alike > (SAME_FACT if same_place else SAME_ANSWER)


def _likeness(one: str, other: str) -> float:
    return float(fuzz.token_sort_ratio(one.lower(), other.lower()))


def _reason_against(question: WrittenQuestion, chosen: Sequence[WrittenQuestion]) -> str:
    if any(is_double(question, other) for other in chosen):
        return DOUBLE
    slide = question.evidence.slide
    on_slide = sum(slide is not None and other.evidence.slide == slide for other in chosen)
    return CROWDED if on_slide >= PER_SLIDE else ""


def _nearness(question: WrittenQuestion, chosen: Sequence[WrittenQuestion]) -> float:
    return max((_closeness(question, other) for other in chosen), default=0.0)


def _closeness(one: WrittenQuestion, other: WrittenQuestion) -> float:
    near = 0.6 if _is_near(one, other) else 0.0
    same_kind = 0.2 if one.wh == other.wh else 0.0
    same_rule = 0.2 if one.rule == other.rule else 0.0
    return near + same_kind + same_rule


def _is_near(one: WrittenQuestion, other: WrittenQuestion) -> bool:
    first, second = one.evidence, other.evidence
    if first.start is not None and second.start is not None:
        return abs(first.start - second.start) < NEAR_S
    if first.segments and second.segments:
        return abs(first.segments[0] - second.segments[0]) < NEAR_SEGMENTS
    return False
