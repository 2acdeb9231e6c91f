"""How much of a key point's own content a response can have said: the bound that no probability lifts."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from inference.grading.features import Evidence
from inference.grading.reading import Reading, Word

ENOUGH, SUBSTANTIAL = 0.6, 0.2
"""Shares of the distinct content that may earn full credit, and that earn a half where nothing else was said."""
SHORT, ENOUGH_OF_LONG = 4, 0.45
"""Distinct words up to which a whole reference answer is held to be asked for, and the share that does beyond."""
MOST = 0.6
"""Weight above which rarity counts no more: a rare word is one part of an answer, not most of it."""
PRECISE = 0.8
"""Share of the response that belongs to the answer, from which it is a fragment of it and not another answer."""


@dataclass(frozen=True, slots=True)
class Distinct:
    """Distinct words are those that neither the question gave nor another key point shares.

    `size`: how many. `covered`: their weighted share in the response, 0..1. `possible`: the same, were all words of
    the response that match nothing a paraphrase of what is missing. Without such words it cannot have paraphrased.
    """

    covered: float
    possible: float
    is_fragment: bool
    size: int

    @property
    def bound(self) -> float:
        """The most credit it may have: 1, a half or 0."""
        if self.possible >= ENOUGH:
            return 1.0
        return 0.5 if self.possible >= SUBSTANTIAL else 0.0

    @property
    def is_incomplete(self) -> bool:
        """Of a short answer, all is asked for; of a long one that nobody split into key points, perhaps not."""
        return self.possible < (ENOUGH if self.size <= SHORT else ENOUGH_OF_LONG)


def measure_distinct(evidence: Evidence, others: Sequence[Evidence], response: Reading, question: Reading) -> Distinct:
    """`others`: the evidence of the other key points, whose words are not distinct and not a paraphrase of this one."""
    shared = frozenset().union(*(other.alignment.target.bases for other in others))
    own = [word for word in evidence.alignment.target.words if word.base not in question.bases]
    words = _needed([word for word in own if word.base not in shared] or own, evidence, question)
    if not words:
        return Distinct(evidence.coverage, 1.0, False, 0)
    strengths = {match.target.start: match.strength for match in evidence.alignment.matches if match.agrees}
    total = _weight(words)
    covered = sum(min(word.weight, MOST) * strengths.get(word.start, 0.0) for word in words) / total
    known = evidence.alignment.found.union(*(other.alignment.found for other in others))
    free = [word for word in response.words if word.start not in known and word.base not in question.bases]
    return Distinct(
        covered=covered,
        possible=min(1.0, covered + _weight(free) / total),
        is_fragment=covered >= SUBSTANTIAL and _weight(free) <= (1 - PRECISE) * _weight(response.words),
        size=len(words),
    )


def _weight(words: Sequence[Word]) -> float:
    return sum(min(word.weight, MOST) for word in words)


def _needed(words: list[Word], evidence: Evidence, question: Reading) -> list[Word]:
    """Without the first names of who is found by the last; to *who* the first name of a person is the answer."""
    text = evidence.alignment.target.text
    found = {match.target.start for match in evidence.alignment.matches if match.agrees}
    named = {word.start for word in words if text[word.start].isupper()}
    full_names = [(a, b) for a, b in pairwise(words) if {a.start, b.start} <= named and b.start == a.end + 1]
    spared = {first.start for first, last in full_names if last.start in found}
    needed = [word for word in words if word.start not in spared]
    asked_who = question.text.lower().startswith("who ")
    return [word for word in needed if asked_who and word.start in named][:1] or needed
