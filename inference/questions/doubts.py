"""Which drafts are only doubtful: an instructor may still make something of them, and is told what to look at.

What would embarrass is no doubt but a fault: bad grammar, pronouns, talk about the lecture, a failed round trip.
"""

from collections.abc import Sequence
from dataclasses import replace

from inference.questions.draft import Draft, Ranked

OFFERED = 10
"""So many drafts are wanted of a lecture. Doubtful ones fill up to this number and never beyond it."""
LOW = "Little speaks for it: such drafts are seldom kept."
HEDGED = "answer: hedged"
DEFINING = {"is a", "is called", "called", "apposition", "defined as"}
"""A guess is no definition."""
SOFT = {
    "stem: a thing that nothing tells apart": "Nothing tells apart which thing is meant.",
    "stem: says a word twice": "The question says a word twice.",
    "answer: says nothing": "The answer says little.",
    "answer: takes up what was shown": "The answer takes up something that was shown or said before.",
    HEDGED: "The answer is hedged.",
}
"""Filters that a draft may fail and still be offered, with the doubt in a sentence for the instructor."""
LEAST_FLAWED, LEAST_LOW = 0.2, 0.14
"""The scores from which on a draft with such a flaw, or without any, is worth a second look."""
MOST_SCORE = 0.18
"""Where the scores of the others begin: a doubtful draft stands behind them all."""
WORTH = 1 / 3
"""Of doubtful drafts that were read .13 could be published where the ranking says .41 on average (docs/quality.md)."""


def doubt_about(draft: Draft, flaws: Sequence[str], score: float) -> str:
    """What there is to doubt, in a sentence; "" where the draft is no good at all. `flaws` name filters."""
    if len(flaws) > 1:
        return ""
    if flaws:
        is_guess = flaws[0] == HEDGED and draft.rule in DEFINING
        return SOFT.get(flaws[0], "") if score >= LEAST_FLAWED and not is_guess else ""
    return LOW if score >= LEAST_LOW else ""


def doubted(ranked: Ranked, doubt: str) -> Ranked:
    """Behind all that nobody doubts, in the order of the scores."""
    return replace(ranked, draft=replace(ranked.draft, doubt=doubt), score=MOST_SCORE * WORTH * ranked.score)


def probability(score: float, *, doubtful: bool) -> float:
    """What the ranking made of a question before it was put behind the others, 0..1."""
    return score / (MOST_SCORE * WORTH) if doubtful else score
