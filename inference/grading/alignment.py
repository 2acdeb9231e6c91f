"""Which words of a response express which words of a reference, how well, and with which polarity."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from inference.grading.lexicon import lexicon
from inference.grading.reading import BREAKS, Reading, Word

SAME, SYNONYM, TYPO, OPPOSITE, STEM, RELATIVE = 1.0, 0.85, 0.9, 0.7, 0.7, 0.45
LEAST_STEM = 5


@dataclass(frozen=True, slots=True)
class Match:
    """`strength` 0..1. `opposite`: the words are opposites. `agrees` is False where the response says the reverse."""

    target: Word
    found: Word
    strength: float
    opposite: bool
    agrees: bool = True


@dataclass(frozen=True, slots=True)
class Alignment:
    """Matches by position in the target; `clashes` are numbers of the target that the response replaced by others."""

    target: Reading
    response: Reading
    matches: tuple[Match, ...]
    clashes: tuple[Match, ...]

    @property
    def found(self) -> frozenset[int]:
        """Where in the response the matched words start."""
        return frozenset(match.found.start for match in self.matches)


def align(target: Reading, response: Reading) -> Alignment:
    """Each word of `target` takes the best word of `response`; of equal ones the nearest to its neighbour's."""
    matches: list[Match] = []
    last = 0
    for word in target.words:
        match = _best(word, target, response, last)
        if match:
            matches.append(match)
            last = match.found.end
    taken = {match.target.start for match in matches}
    clashes = (_clash(word, target, response) for word in target.words if word.quantity and word.start not in taken)
    return Alignment(
        target, response, _with_polarity(target, response, matches), tuple(clash for clash in clashes if clash)
    )


def _best(word: Word, target: Reading, response: Reading, last: int) -> Match | None:
    best: Match | None = None
    for candidate in response.words:
        strength, opposite = relation(word, candidate)
        # A word that the target itself uses elsewhere speaks of that place: short strings are not "not long ones".
        if not strength or (best and strength < best.strength) or (opposite and candidate.base in target.bases):
            continue
        match = Match(word, candidate, strength, opposite)
        if best is None or _preference(match, last) > _preference(best, last):
            best = match
    return best


def _preference(match: Match, last: int) -> tuple[float, bool, int]:
    return match.strength, match.target.negated == match.found.negated, -abs(match.found.start - last)


def _with_polarity(target: Reading, response: Reading, matches: list[Match]) -> tuple[Match, ...]:
    """Clause by clause: each negation and each opposite turns the meaning; an odd number of turns reverses it."""
    turned: set[int] = set()
    for clause in {match.target.clause for match in matches}:
        inside = [match for match in matches if match.target.clause == clause]
        there = Counter(match.found.clause for match in inside).most_common(1)[0][0]
        opposed = {match.found.start for match in inside if match.opposite}
        turns = _is_negated(target, clause) + _is_negated(response, there) + len(opposed)
        if turns % 2 == 1:
            turned |= {
                match.target.start
                for match in inside
                if (match.opposite if opposed else match.target.negated or match.found.negated)
            }
    return tuple(_judged(match, match.target.start in turned) for match in matches)


def _is_negated(reading: Reading, clause: int) -> bool:
    return any(word.negated for word in reading.words if word.clause == clause)


def _judged(match: Match, turned: bool) -> Match:
    strength = SYNONYM if match.opposite and not turned else match.strength
    return replace(match, strength=strength, agrees=not turned)


def _clash(word: Word, target: Reading, response: Reading) -> Match | None:
    """Another number in the same place: in the same unit or beside the same word, and none of the target's own."""
    own = [one.quantity for one in target.words if one.quantity]
    for candidate in response.words:
        if (
            candidate.quantity
            and not any(candidate.quantity.equals(quantity) for quantity in own)
            and _stand_alike(word, candidate)
        ):
            return Match(word, candidate, 0.0, False, agrees=False)
    return None


def _stand_alike(one: Word, other: Word) -> bool:
    if one.quantity and other.quantity and one.quantity.dimension:
        return one.quantity.dimension == other.quantity.dimension
    return any(a and a == b and a not in BREAKS for a, b in zip(one.neighbours, other.neighbours, strict=True))


def relation(one: Word, other: Word) -> tuple[float, bool]:
    """How strongly two words mean one thing (0: not at all), and whether they are opposites."""
    if one.quantity or other.quantity:
        same = one.quantity is not None and other.quantity is not None and one.quantity.equals(other.quantity)
        return (SAME, False) if same else (0.0, False)
    return _relation(one.base, other.base)


@lru_cache(maxsize=100_000)
def _relation(one: str, other: str) -> tuple[float, bool]:
    if one == other:
        return SAME, False
    if len(one) == 1 or len(other) == 1:
        return 0.0, False
    if lexicon().are_opposites(one, other):
        return OPPOSITE, True
    return _kinship(one, other), False


def _kinship(one: str, other: str) -> float:
    if lexicon().are_synonyms(one, other):
        return SYNONYM
    if _is_typo(one, other):
        return TYPO
    if share_stem(one, other):
        return STEM
    return RELATIVE if lexicon().are_relatives(one, other) else 0.0


def _is_typo(one: str, other: str) -> bool:
    """Two known words are two words: *affect* is not a typo of *effect*."""
    if min(len(one), len(other)) < 4 or (lexicon().knows(one) and lexicon().knows(other)):
        return False
    allowed = 1 if min(len(one), len(other)) < 7 else 2
    return one[0] == other[0] and DamerauLevenshtein.distance(one, other, score_cutoff=allowed) <= allowed


def share_stem(one: str, other: str) -> bool:
    """conduct, conductor, conductivity."""
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    return shared >= LEAST_STEM and shared >= 0.6 * max(len(one), len(other))
