"""How much of a key point's own content a response can have said: the bound that no probability lifts."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from inference.grading.alignment import share_stem
from inference.grading.features import Evidence
from inference.grading.lexicon import lexicon
from inference.grading.reading import Reading, Word, read

ENOUGH, SUBSTANTIAL = 0.6, 0.2
"""Shares of the distinct content that may earn full credit, and that earn a half where nothing else was said."""
SHORT, ENOUGH_OF_LONG = 4, 0.45
"""Distinct words up to which a whole reference answer is held to be asked for, and the share that does beyond."""
MOST = 0.6
"""Weight above which rarity counts no more: a rare word is one part of an answer, not most of it."""
PARAPHRASE = 2
"""How many words say one in other words, where none of the distinct ones was said."""
GAP = 2
"""Distinct words in a row, all of them missing, that are a part of the answer and not a way to say it."""
_PARTS = re.compile(r"\band\b|[,;]|\.\s")
_JOINED = re.compile(r"\s+or\s+(?:(?:a|an|the)\s+)?")
PRECISE = 0.8
"""Share of the response that belongs to the answer, from which it is a fragment of it and not another answer."""


@dataclass(frozen=True, slots=True)
class Distinct:
    """Distinct words are those that neither the question gave nor another key point shares.

    `size`: how many. `covered`: their weighted share in the response, 0..1. `possible`: the same, were all words of the
    response that match nothing a paraphrase of what is missing; without such words it cannot have paraphrased.
    `lacks_a_part`: a whole part or several words in a row are missing.
    """

    covered: float
    possible: float
    is_fragment: bool
    lacks_a_part: bool
    size: int

    @property
    def bound(self) -> float:
        """The most credit it may have: 1, a half or 0."""
        if self.possible >= ENOUGH:
            return 1.0
        return 0.5 if self.possible >= SUBSTANTIAL else 0.0

    @property
    def is_incomplete(self) -> bool:
        """A piece of the answer and no more. Of a short answer, all is asked for; of a long one that nobody split into
        key points, perhaps not."""
        enough = ENOUGH if self.size <= SHORT else ENOUGH_OF_LONG
        return self.is_fragment and self.lacks_a_part and self.possible < enough


def measure_distinct(evidence: Evidence, others: Sequence[Evidence], response: Reading, question: Reading) -> Distinct:
    """`others`: the evidence of the other key points, whose words are not distinct and not a paraphrase of this one."""
    shared = _in_other_words(frozenset().union(*(other.alignment.target.bases for other in others)))
    given = given_words(evidence.alignment.target.text, question.text)
    own = _once(word for word in evidence.alignment.target.words if word.base not in given)
    words = _needed([word for word in own if word.base not in shared] or own, evidence, question)
    if not words:
        return Distinct(evidence.coverage, 1.0, is_fragment=False, lacks_a_part=False, size=0)
    strengths = _strengths(evidence)
    total = _weight(words)
    covered = sum(min(word.weight, MOST) * strengths.get(word.base, 0.0) for word in words) / total
    known = evidence.alignment.found.union(*(other.alignment.found for other in others))
    free = [word for word in response.words if word.start not in known and word.base not in question.bases]
    return Distinct(
        covered=covered,
        possible=min(1.0, covered + _weight(free) / (total if covered else PARAPHRASE * total)),
        is_fragment=covered >= SUBSTANTIAL and _weight(free) <= (1 - PRECISE) * _weight(response.words),
        lacks_a_part=_lacks_a_part(evidence, strengths, given),
        size=len(words),
    )


@lru_cache(maxsize=4096)
def given_words(target: str, question: str) -> frozenset[str]:
    """Base forms of the target that the question has in any form: *tight* where it says *tightened*."""
    asked = read(question).bases
    bases = read(target).bases
    return frozenset(base for base in bases if base in asked or any(share_stem(base, other) for other in asked))


@lru_cache(maxsize=4096)
def _in_other_words(bases: frozenset[str]) -> frozenset[str]:
    """With their synonyms."""
    return bases.union(*(lexicon().entry(base).synonyms for base in bases))


def _once(words: Iterable[Word]) -> list[Word]:
    """What a target says twice is asked for once."""
    return list({word.base: word for word in words}.values())


def _strengths(evidence: Evidence) -> dict[str, float]:
    """How well each base form of the target was found; of two joined by "or", either stands for both."""
    found: dict[str, float] = {}
    for match in evidence.alignment.matches:
        if match.agrees:
            found[match.target.base] = max(match.strength, found.get(match.target.base, 0.0))
    words = evidence.alignment.target.words
    for one, other in pairwise(words):
        if _JOINED.fullmatch(evidence.alignment.target.text, one.end, other.start):
            best = max(found.get(one.base, 0.0), found.get(other.base, 0.0))
            found[one.base] = found[other.base] = best
    return found


def _lacks_a_part(evidence: Evidence, strengths: Mapping[str, float], given: frozenset[str]) -> bool:
    target = evidence.alignment.target
    own = _once(word for word in target.words if word.base not in given)
    found = [bool(strengths.get(word.base)) for word in own]
    in_a_row = max((len(list(run)) for is_found, run in groupby(found) if not is_found), default=0)
    cuts = [match.start() for match in _PARTS.finditer(target.text)]
    parts: dict[int, bool] = {}
    for word, is_found in zip(own, found, strict=True):
        part = sum(cut <= word.start for cut in cuts)
        parts[part] = parts.get(part, False) or is_found
    return in_a_row >= GAP or not all(parts.values())


def most_complete(references: Sequence[Evidence], response: Reading, question: Reading) -> Distinct:
    """Of the reference answer that the response lacks least of: each of them is a whole answer."""
    measured = [measure_distinct(one, (), response, question) for one in references]
    return min(measured, key=lambda distinct: (distinct.is_incomplete, -distinct.possible))


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
