"""Finds what in a response denies the reference: a turned meaning, another number, two terms swapped.

Only where the response otherwise follows the reference closely: in free paraphrase a "not" often proves nothing (of the
real answers with some reversed word, half are correct).
"""

import re
from collections.abc import Sequence

from inference.grading.alignment import Alignment, Match, align
from inference.grading.features import Evidence
from inference.grading.reading import Reading, read
from inference.grading.roles import swapped_terms

FOLLOWED = 0.75
"""Share of the reference's meaning that the response takes up, turned or not."""
FOLLOWED_SWAPPED = 0.9
DENIED, LEAST_TOLD, MOST_SENTENCES = 0.85, 2, 12
"""Share of a sentence that another one takes up where it denies it, its least words, and how many are compared."""
_SENTENCE_END = re.compile(r"(?<!\d)[.!?;\n]+|[.!?;\n]+(?!\d)")
_AND = re.compile(r"\s+(?:and|or)\s+")
WHOLLY = 0.95
NEAR = 0.7
"""Share of the response that is the reference's."""


def is_nothing_but(evidence: Evidence, question: Reading) -> bool:
    """Whether all that the response says is about the target."""
    return _nearness(evidence.alignment, question) >= WHOLLY


def conflict_in(evidence: Evidence, question: Reading) -> str:
    """The clause of the response that contradicts the target, "" where none does."""
    alignment = evidence.alignment
    culprits = _culprits(alignment, question)
    return _clauses_of(alignment, culprits) if culprits else ""


def denial_in(text: str, targets: Sequence[Reading]) -> str:
    """The sentence that takes back another which says what a target says (or names a second number for it), "" if none
    does. Other sentences may deny each other: that is how things are compared."""
    sentences = [one.strip() for one in _SENTENCE_END.split(text)]
    pieces = [piece.strip() for one in sentences for piece in _AND.split(one)]
    return _first_denial(sentences, targets, numbers_only=False) or _first_denial(pieces, targets, numbers_only=True)


def _first_denial(texts: Sequence[str], targets: Sequence[Reading], *, numbers_only: bool) -> str:
    readings = [read(text) for text in texts[:MOST_SENTENCES]]
    telling = [one for one in readings if len(one.words) >= LEAST_TOLD or any(word.quantity for word in one.words)]
    answers = [any(_followed(align(target, one)) >= FOLLOWED for target in targets) for one in telling]
    for i, later in enumerate(telling):
        for earlier, is_answer in zip(telling[:i], answers, strict=False):
            if (is_answer or answers[i]) and _denies(later, earlier, numbers_only=numbers_only):
                return later.text
    return ""


def _denies(one: Reading, other: Reading, *, numbers_only: bool) -> bool:
    """All that the shorter one says is in the longer one, and turned, or with another number."""
    target, response = sorted((one, other), key=lambda reading: reading.weight)
    alignment = align(target, response)
    if _followed(alignment) < DENIED:
        return False
    numbers = [sum(word.quantity is not None for word in side.words) for side in (target, response)]
    if alignment.clashes and numbers == [1, 1]:
        return True
    if numbers_only:
        return False
    is_turned = any(not match.agrees for match in alignment.matches)
    return is_turned or (_followed(alignment) >= FOLLOWED_SWAPPED and swapped_terms(alignment) > 0)


def _culprits(alignment: Alignment, question: Reading) -> Sequence[Match]:
    followed = _followed(alignment)
    if followed < FOLLOWED or _nearness(alignment, question) < NEAR:
        return ()
    # A word that is found agreeing, too, stands in a part of the target that the response leaves out.
    kept = {match.found.start for match in alignment.matches if match.agrees}
    turned = [match for match in alignment.matches if not match.agrees and match.found.start not in kept]
    if alignment.clashes or turned:
        return [*alignment.clashes, *turned]
    if followed >= FOLLOWED_SWAPPED and swapped_terms(alignment):
        return alignment.matches
    return ()


def _followed(alignment: Alignment) -> float:
    told = sum(m.target.weight * (1.0 if m.opposite else m.strength) for m in alignment.matches)
    told += sum(clash.target.weight for clash in alignment.clashes)
    return told / alignment.target.weight if alignment.target.words else 0.0


def _nearness(alignment: Alignment, question: Reading) -> float:
    own = alignment.found | {clash.found.start for clash in alignment.clashes}
    weight = sum(word.weight for word in alignment.response.words if word.start in own or word.base in question.bases)
    return weight / alignment.response.weight if alignment.response.words else 0.0


def _clauses_of(alignment: Alignment, culprits: Sequence[Match]) -> str:
    spans = [alignment.response.clauses[clause] for clause in {match.found.clause for match in culprits}]
    start, end = min(start for start, _ in spans), max(end for _, end in spans)
    return alignment.response.text[start:end]
