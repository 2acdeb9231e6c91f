"""How the grader reads a text: words with base forms, weights, numbers, negation and the relation words before them."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from inference.grading.lexicon import base_form, lexicon
from inference.grading.quantities import MULTIPLES, ONES, SCALES, TENS, UNITS, Quantity, number_in, spelled_number
from inference.grading.wordlists import (
    CLAUSE_WORDS,
    HEDGES,
    LABEL_ENDS,
    LABELS_BEFORE,
    MEANINGFUL_STOPS,
    NEGATORS,
    RELATION_WORDS,
    STOP,
)

TOKEN = re.compile(
    r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:/\d+|e[+-]?\d+|th|st|nd|rd)?|°[cf]|%|[^\W\d_]+(?:['’^\x22][^\W\d_]+)?|[.;:!?,()\n]",
    re.I,
)
BREAKS = frozenset(".;:!?\n")
_APOSTROPHES = re.compile(r"[’^\"]")


NEGATION_REACH = 5
UNIT_JOINTS = frozenset(("per", "squared", "square", "cubed", "2", "3"))
DEGREES = frozenset(("celsius", "fahrenheit"))
LEAST_UNIT = 5
LONG_UNITS = tuple(unit for unit in UNITS if len(unit) >= LEAST_UNIT)
QUANTITY_WEIGHT = 1.6


@dataclass(frozen=True, slots=True)
class Word:
    """`weight` 0..1.3 grows with rarity. `relation`: the preposition that rules it. `clause` counts from 0."""

    text: str
    base: str
    start: int
    end: int
    weight: float
    negated: bool
    clause: int
    relation: str = ""
    quantity: Quantity | None = None
    neighbours: tuple[str, str] = ("", "")
    """Base forms of the tokens before and after a quantity, whatever they are."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`words` are those that carry meaning, in order; `plain` are all base forms; `bases` the set of the former."""

    text: str
    words: tuple[Word, ...]
    plain: tuple[str, ...]
    bases: frozenset[str]
    negations: int
    hedges: int
    clauses: tuple[tuple[int, int], ...]
    """Where each clause of `Word.clause` starts and ends in `text`."""

    @property
    def weight(self) -> float:
        return sum(word.weight for word in self.words)


@lru_cache(maxsize=4096)
def read(text: str) -> Reading:
    """Reads `text`; the same text is read once. No text is too long: callers bound it."""
    return _Reader(text).read()


def weight_of(base: str) -> float:
    """How much a word says: .2 for the most frequent, 1 for *molecule*, 1.3 at most."""
    if base in MEANINGFUL_STOPS:
        return 0.35
    return min(1.3, max(0.25, 0.15 + 0.22 * lexicon().entry(base).rarity))


def _is_one_slip(typed: str, meant: str) -> bool:
    """One letter more, less or other, or two exchanged."""
    start = next((i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant)))
    here, there = typed[start:], meant[start:]
    exchanged = here[1:2] + here[:1] + here[2:]
    return there in (here[1:], exchanged) or here[1:] == there[1:] or here == there[1:]


def _carries_meaning(token: str, base: str) -> bool:
    return not any(word in words for word in (token, base) for words in (STOP, NEGATORS, HEDGES))


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [(_APOSTROPHES.sub("'", m.group().lower()), m.start(), m.end()) for m in TOKEN.finditer(text)]
        self.words: list[Word] = []
        self.plain: list[str] = []
        self.clause = 0
        self.spans: list[tuple[int, int]] = [(0, 0)]
        self.negation_left = 0
        self.negations = 0
        self.negator_waits = False
        self.relation = ""

    def read(self) -> Reading:
        at = 0
        while at < len(self.tokens):
            at += self._take(at)
        self._break_clause()
        hedges = sum(base in HEDGES for base in self.plain)
        bases = frozenset(word.base for word in self.words)
        return Reading(
            self.text, tuple(self.words), tuple(self.plain), bases, self.negations, hedges, tuple(self.spans)
        )

    def _take(self, at: int) -> int:
        """Reads the token at `at` and says how many tokens that took."""
        token, _, _ = self.tokens[at]
        if token in BREAKS:
            self._break_clause()
            return 1
        if token in ",()":
            self.relation = ""
            return 1
        if token in CLAUSE_WORDS:
            self._break_clause()
        number, used = self._number(at)
        used = self._add_word(at) if number is None else self._add_number(at, used, number)
        start, end = self.spans[-1]
        self.spans[-1] = (start if end else self.tokens[at][1], self.tokens[at + used - 1][2])
        return used

    def _number(self, at: int) -> tuple[float | None, int]:
        token = self.tokens[at][0]
        number = number_in(token)
        if number is not None:
            after = self.tokens[at + 1][0] if at + 1 < len(self.tokens) else ""
            return (number * SCALES[after], 2) if after in SCALES else (number, 1)
        if token in MULTIPLES or token in SCALES:
            return MULTIPLES.get(token) or SCALES[token], 1
        if token in ONES or token in TENS:
            number, used = spelled_number([one for one, _, _ in self.tokens[at : at + 6]])
            # A lone "one" is a pronoun far more often than a number.
            return (None, 0) if (used == 1 and number == 1) else (number, used)
        return None, 0

    def _add_number(self, at: int, used: int, number: float) -> int:
        """How many tokens the number takes with its units."""
        quantity = Quantity(number, number)
        units, used = self._units(at, used)
        start, end = self.tokens[at][1], self.tokens[at + used - 1][2]
        if units:
            quantity = quantity.with_units(units)
        self.plain.append(f"{number:g}")
        self._append(
            self.text[start:end].lower(), f"{number:g}", span=(start, end), weight=QUANTITY_WEIGHT, quantity=quantity
        )
        neighbours = self._base_at(at - 1), self._base_at(at + used)
        self.words[-1] = replace(self.words[-1], neighbours=neighbours)
        return used

    def _units(self, at: int, used: int) -> tuple[list[str], int]:
        """The units that follow a number ("m/s^2", "metres per second squared") and where they end, from `at`."""
        units: list[str] = []
        ends = used
        if self._base_at(at + used) == "degree" and self._base_at(at + used + 1) in DEGREES:
            used += 1
        while (base := self._unit_at(at + used)) in UNITS or (units and base in UNIT_JOINTS):
            units += [base] if base in UNITS else []
            used += 1
            ends = used if base != "per" else ends
        return units, ends

    def _unit_at(self, at: int) -> str:
        """The base form of a token, its typo mended where it can only be a unit: *seocnd*."""
        base = self._base_at(at)
        if len(base) < LEAST_UNIT or base in UNITS or lexicon().knows(base):
            return base
        return next((unit for unit in LONG_UNITS if _is_one_slip(base, unit)), base)

    def _base_at(self, at: int) -> str:
        return base_form(self.tokens[at][0]) if 0 <= at < len(self.tokens) else ""

    def _add_word(self, at: int) -> int:
        token, start, end = self.tokens[at]
        base = base_form(token.removesuffix("'s"))
        self.plain.append(base)
        if token in NEGATORS and not self._is_idle_negator(at):
            self.negations += 1
            self.negation_left = NEGATION_REACH
            self.negator_waits = True
        if token in RELATION_WORDS:
            self.relation = token
        if self._is_label(at):
            self._append(token, token, span=(start, end), weight=0.9)
        elif token in MEANINGFUL_STOPS or _carries_meaning(token, base) or self._is_month(at):
            self._append(token, base, span=(start, end), weight=weight_of(base))
        return 1

    def _is_idle_negator(self, at: int) -> bool:
        """ "whether it has seeds or not", "not only"."""
        before = self.tokens[at - 1][0] if at else ""
        after = self.tokens[at + 1][0] if at + 1 < len(self.tokens) else ""
        return before == "or" or after == "only"

    def _is_month(self, at: int) -> bool:
        """May: a month before a number or after "in"."""
        token, start, _ = self.tokens[at]
        return token == "may" and self.text[start] == "M" and (at > 0 or self._base_at(at + 1).isdigit())

    def _is_label(self, at: int) -> bool:
        """Bulb A, bulb a: a single letter that names something, not an article or a pronoun."""
        token, start, end = self.tokens[at]
        if len(token) > 1 or not token.isalpha() or token in "istm":
            return False
        if token != "a":
            return True
        before = self.tokens[at - 1][0] if at else ""
        after = self.tokens[at + 1][0] if at + 1 < len(self.tokens) else "."
        if base_form(before) in LABELS_BEFORE and base_form(after) not in LABELS_BEFORE:
            return True
        return after in LABEL_ENDS or (self.text[start:end] == "A" and at > 0 and before not in BREAKS)

    def _append(
        self, text: str, base: str, *, span: tuple[int, int], weight: float, quantity: Quantity | None = None
    ) -> None:
        negated = self.negation_left > 0
        self.negator_waits = False
        self.negation_left = max(0, self.negation_left - 1)
        self.words.append(Word(text, base, *span, weight, negated, self.clause, self.relation, quantity))

    def _break_clause(self) -> None:
        """A negator with nothing behind it denies what stands before it: "but the bulb is not"."""
        if self.negator_waits:
            same = [word.clause == self.clause for word in self.words]
            self.words = [replace(w, negated=True) if s else w for w, s in zip(self.words, same, strict=True)]
        self.negator_waits = False
        self.clause += 1
        self.spans.append((0, 0))
        self.negation_left = 0
        self.relation = ""
