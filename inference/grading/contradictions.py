"""Finds what in a response denies the reference: a turned meaning, another number, two terms swapped.

Only where the response otherwise follows the reference closely: in free paraphrase a "not" often proves nothing (of the
real answers with some reversed word, half are correct).
"""

from collections.abc import Sequence

from inference.grading.alignment import Alignment, Match
from inference.grading.features import Evidence
from inference.grading.reading import Reading
from inference.grading.roles import swapped_terms

FOLLOWED = 0.75
"""Share of the reference's meaning that the response takes up, turned or not."""
FOLLOWED_SWAPPED = 0.9
NEAR = 0.7
"""Share of the response that is the reference's."""


def conflict_in(evidence: Evidence, question: Reading) -> str:
    """The clause of the response that contradicts the target, "" where none does."""
    alignment = evidence.alignment
    culprits = _culprits(alignment, question)
    return _clauses_of(alignment, culprits) if culprits else ""


def _culprits(alignment: Alignment, question: Reading) -> Sequence[Match]:
    followed = _followed(alignment)
    if followed < FOLLOWED or _nearness(alignment, question) < NEAR:
        return ()
    turned = [match for match in alignment.matches if not match.agrees]
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
