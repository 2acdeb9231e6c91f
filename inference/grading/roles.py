"""Who does what to whom: finds two terms that a response has swapped ("heat flows from cold to hot")."""

import re
from collections import Counter

from inference.grading.alignment import SYNONYM, Alignment, Match
from inference.grading.wordlists import DIRECTED, SYMMETRIC

LONGEST_LISTED = 2
_BETWEEN_PARTS = re.compile(r"\s*(?:[,;&]|\b(?:and|or)\b)\s*(?:and\b|or\b)?\s*(?:(?:the|a|an)\b\s*)?", re.IGNORECASE)


def swapped_terms(alignment: Alignment) -> int:
    """How many pairs of terms stand in each other's place. Symmetric statements (A and B, A or B) have no places."""
    if SYMMETRIC & {*alignment.target.plain, *alignment.response.plain}:
        return 0
    firm = [m for m in alignment.matches if m.strength >= SYNONYM and m.agrees and _is_named_once(m, alignment)]
    return (
        _exchanged_relations(alignment, firm) + _exchanged_sides(alignment, firm) + _exchanged_clauses(alignment, firm)
    )


def _exchanged_clauses(alignment: Alignment, matches: list[Match]) -> int:
    """Buyers do X so sellers do Y, sellers do X so buyers do Y: two terms of two clauses have changed places, and the
    rest of both clauses has not."""
    return sum(
        a.target.clause != b.target.clause
        and a.found.clause != b.found.clause
        and _clause_without(a, b, alignment, matches) == b.found.clause
        and _clause_without(b, a, alignment, matches) == a.found.clause
        for i, a in enumerate(matches)
        for b in matches[i + 1 :]
    )


def _clause_without(one: Match, other: Match, alignment: Alignment, matches: list[Match]) -> int | None:
    """Which clause of the response has the rest of the clause of `one`; None where that is not clear."""
    rest = Counter(
        match.found.clause
        for match in matches
        if match.target.clause == one.target.clause
        and match not in (one, other)
        and not _are_one_term(match, one, alignment.target.text)
    )
    place, count = rest.most_common(1)[0] if rest else (None, 0)
    return place if count > sum(rest.values()) / 2 else None


def _are_one_term(one: Match, other: Match, text: str) -> bool:
    """Long-term."""
    first, last = sorted((one.target, other.target), key=lambda word: word.start)
    return text[first.end : last.start] == "-"


def _is_named_once(match: Match, alignment: Alignment) -> bool:
    """A term named twice has no one place."""
    return all(
        sum(word.base == own.base for word in side.words) == 1
        for side, own in ((alignment.target, match.target), (alignment.response, match.found))
    )


def _exchanged_relations(alignment: Alignment, matches: list[Match]) -> int:
    """from A to B, from B to A: the prepositions of two terms are exchanged."""
    pairs = [(a, b) for i, a in enumerate(matches) for b in matches[i + 1 :]]
    return sum(
        a.target.relation == b.found.relation
        and b.target.relation == a.found.relation
        and a.target.relation != b.target.relation
        and bool(DIRECTED & {a.target.relation, b.target.relation})
        and not _is_list(alignment.target.text[a.target.start : b.target.end])
        for a, b in pairs
    )


def _exchanged_sides(alignment: Alignment, matches: list[Match]) -> int:
    """A eats B, B eats A: around the same pivot, in the same voice, within one clause, sides are exchanged."""
    if _is_passive(alignment.target.plain) != _is_passive(alignment.response.plain):
        return 0
    if _is_list(alignment.target.text) and _is_list(alignment.response.text):
        return 0
    count = 0
    for i, pivot in enumerate(matches):
        before = [m for m in matches[max(0, i - 2) : i] if _same_clause(m, pivot)]
        after = [m for m in matches[i + 1 : i + 3] if _same_clause(m, pivot)]
        count += any(
            a.found.start > pivot.found.start > b.found.start
            and a.target.base != b.target.base
            and not _are_listed(alignment.target.text, a, pivot)
            and not _are_listed(alignment.target.text, pivot, b)
            for a in before
            for b in after
        )
    return count


def _are_listed(text: str, one: Match, other: Match) -> bool:
    """Rock and soil: which comes first says nothing."""
    return bool(_BETWEEN_PARTS.fullmatch(text, one.target.end, other.target.start))


def _same_clause(one: Match, other: Match) -> bool:
    return one.target.clause == other.target.clause and one.found.clause == other.found.clause


def _is_list(text: str) -> bool:
    """Terms of one or two words each, whose order says nothing: the one in the middle is no pivot."""
    parts = [part.split() for part in _BETWEEN_PARTS.split(text.strip(" ."))]
    return len(parts) > 1 and all(len(part) <= LONGEST_LISTED for part in parts)


def _is_passive(plain: tuple[str, ...]) -> bool:
    return "by" in plain
