"""What the grader knows of single words: base form, rarity, synonyms, relatives, opposites. See `synonyms.py`."""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from inference.grading.morphology import Morphology

WORDS = Path(__file__).with_name("words.tsv")
UNKNOWN_RARITY = 4.5
"""Of a word that the table does not hold: a technical term, a name, a typo."""

PREFIXES_OF_OPPOSITES = ("un", "in", "im", "ir", "il", "dis", "non", "anti", "a")


@dataclass(frozen=True, slots=True)
class Entry:
    parts: str
    rarity: float
    synonyms: frozenset[str]
    relatives: frozenset[str]
    opposites: frozenset[str]


NOTHING_KNOWN = Entry("", UNKNOWN_RARITY, frozenset(), frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Lexicon:
    entries: dict[str, Entry]
    morphology: Morphology

    def knows(self, base: str) -> bool:
        return base in self.entries

    def entry(self, base: str) -> Entry:
        return self.entries.get(base, NOTHING_KNOWN)

    def are_synonyms(self, one: str, other: str) -> bool:
        return other in self.entry(one).synonyms or one in self.entry(other).synonyms

    def are_relatives(self, one: str, other: str) -> bool:
        return other in self.entry(one).relatives or one in self.entry(other).relatives

    def are_opposites(self, one: str, other: str) -> bool:
        return (
            other in self.entry(one).opposites
            or one in self.entry(other).opposites
            or _is_negated_form(one, other)
            or _is_negated_form(other, one)
        )


def _is_negated_form(longer: str, shorter: str) -> bool:
    """stable, unstable."""
    return len(shorter) > 3 and any(longer == prefix + shorter for prefix in PREFIXES_OF_OPPOSITES)


@cache
def lexicon() -> Lexicon:
    """Read once, in about a tenth of a second."""
    entries: dict[str, Entry] = {}
    irregular: dict[str, str] = {}
    for line in WORDS.read_text().splitlines():
        if line.startswith("="):
            form, base = line[1:].split("\t")
            irregular[form] = base
        elif not line.startswith("#"):
            word, parts, rarity, *lists = line.split("\t")
            sets = [frozenset(names.split(",")) if names else frozenset() for names in (*lists, "", "", "")[:3]]
            entries[word] = Entry(parts, float(rarity), *sets)
    return Lexicon(entries, _morphology(entries, irregular))


def _morphology(entries: dict[str, Entry], irregular: dict[str, str]) -> Morphology:
    return Morphology(
        verbs={word for word, entry in entries.items() if "v" in entry.parts},
        adjectives={word for word, entry in entries.items() if "a" in entry.parts},
        nouns={word for word, entry in entries.items() if "n" in entry.parts},
        irregular=irregular,
        rarity={word: entry.rarity for word, entry in entries.items()},
    )


@lru_cache(maxsize=20_000)
def base_form(word: str) -> str:
    """`word` in lower case."""
    return lexicon().morphology.base(word)
