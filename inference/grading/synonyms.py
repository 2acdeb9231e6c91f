"""Extracts the grader's word table from WordNet 3.0: `python -m inference.grading.synonyms build --wordnet DIR`.

DIR is the folder of `data.noun`, `index.noun`, ... (Debian: package wordnet-base, /usr/share/wordnet). The table keeps
single words that people use (frequency from wordfreq), their frequent senses only, and names every word by its base
form, so that the grader looks up once. It falls under WordNet's licence, which lies beside it.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from wordfreq import zipf_frequency

from inference.grading.morphology import Morphology

PARTS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
COMMON_ZIPF = 2.7
"""About once in two million words: *covalent*, *meiosis* and *capacitance* are in."""
FREQUENT_SENSES = 3
ANTONYM_SENSES = 5
KEPT_RELATIVES = 9
NO_OPPOSITES = {frozenset(("same", "other"))}

MORE_OPPOSITES = """increase decrease, rise fall, more less, more few, high low, fast slow, up down, above below, before
    after, attract repel, gain lose, absorb emit, absorb release, absorb reflect, expand contract,
    expand shrink, heat cool, warm cool, hot cold, open close, start stop, same different, similar
    different, equal different, connect separate, connect disconnect, positive negative, inside outside,
    internal external, solid liquid, liquid gas, float sink, push pull, convex concave, acid base, input
    output, import export, supply demand, cause prevent, allow prevent, always never, all none, largest
    smallest, big small, large small, thick thin, tight loose, long short, dark light, heavy light,
    strong weak, forward backward, north south, east west, toward away, include exclude, accept reject,
    complete incomplete, correct wrong, true false, even uneven, live die, alive dead, maximum minimum,
    evaporate condense, melt freeze, oxidize reduce, series parallel, add remove, add subtract, multiply
    divide, grow shrink, left right, long short, dependent independent, constant variable, voluntary
    involuntary, male female, upper lower, near far, full empty, clockwise anticlockwise, clockwise
    counterclockwise, day night, summer winter, win lose, help harm, help hinder, speed slow, accelerate
    decelerate, stay change, remain change, visible invisible, reversible irreversible, stable unstable,
    renewable nonrenewable, conductor insulator, magnetic nonmagnetic, possible impossible, regular
    irregular, top bottom, solidify melt, cool melt, best worst"""

MORE_SYNONYMS = """fall decrease, drop decrease, decline decrease, rise increase, climb increase, grow increase,
    need require, stiff rigid, attract pull, hold keep"""
"""One in the sense that answers have, which is not among the most frequent three."""


@dataclass
class Entry:
    """What is kept of one base form. `rarity` is 7 - zipf: 0 for *the*, about 4 for *molecule*."""

    parts: set[str] = field(default_factory=set)
    rarity: float = 7.0
    synonyms: list[str] = field(default_factory=list)
    relatives: list[str] = field(default_factory=list)
    opposites: list[str] = field(default_factory=list)

    def line(self, word: str) -> str:
        lists = [",".join(dict.fromkeys(names)) for names in (self.synonyms, self.relatives, self.opposites)]
        return "\t".join([word, "".join(sorted(self.parts)), f"{self.rarity:.1f}", *lists]).rstrip("\t")


@dataclass(frozen=True)
class Synset:
    words: list[str]
    pointers: list[tuple[str, str, int, int]]
    """(symbol, target synset, source word, target word); word 0 stands for the whole synset."""


def read_synsets(folder: Path) -> dict[str, Synset]:
    """Every synset by part of speech and offset ("n00001740"). Format: wndb(5WN)."""
    found = {}
    for part, name in PARTS.items():
        for line in (folder / f"data.{name}").read_text().splitlines():
            if line.startswith(" "):
                continue
            cells = line.split(" | ")[0].split()
            count = int(cells[3], 16)
            words = [cells[4 + 2 * i].split("(")[0].lower() for i in range(count)]
            start = 5 + 2 * count
            pointers = []
            for i in range(int(cells[start - 1])):
                symbol, offset, target_part, ends = cells[start + 4 * i : start + 4 * i + 4]
                target = target_part.replace("s", "a") + offset
                pointers.append((symbol, target, int(ends[:2], 16), int(ends[2:], 16)))
            found[part + cells[0]] = Synset(words, pointers)
    return found


def read_senses(folder: Path) -> dict[tuple[str, str], list[str]]:
    """(part, word) -> its synsets, most frequent sense first."""
    senses = {}
    for part, name in PARTS.items():
        for line in (folder / f"index.{name}").read_text().splitlines():
            if not line.startswith(" "):
                cells = line.split()
                senses[part, cells[0]] = [part + offset for offset in cells[-int(cells[2]) :]]
    return senses


def read_irregular(folder: Path, known: set[str]) -> dict[str, str]:
    """Irregular forms; verbs first, since *left* is more often of *leave*."""
    forms: dict[str, str] = {}
    for name in ("verb", "noun", "adj"):
        for line in (folder / f"{name}.exc").read_text().splitlines():
            form, base, *_ = line.split()
            if base in known and form.isalpha() and zipf_frequency(form, "en") >= COMMON_ZIPF:
                forms.setdefault(form, base)
    return {form: base for form, base in forms.items() if form != base}


def is_common(word: str) -> bool:
    return word.isalpha() and len(word) > 1 and zipf_frequency(word, "en") >= COMMON_ZIPF


class TableBuilder:
    def __init__(self, folder: Path) -> None:
        self.synsets = read_synsets(folder)
        self.senses = {key: value for key, value in read_senses(folder).items() if is_common(key[1])}
        words = {part: {word for kind, word in self.senses if kind == part} for part in PARTS}
        everything = set().union(*words.values())
        self.irregular = read_irregular(folder, everything)
        self.rarity = {word: 7 - zipf_frequency(word, "en") for word in everything}
        self.morphology = Morphology(
            verbs=words["v"],
            adjectives=words["a"],
            nouns=words["n"],
            irregular=self.irregular,
            rarity=self.rarity,
        )
        self.entries: dict[str, Entry] = defaultdict(Entry)

    def build(self) -> dict[str, Entry]:
        for (part, word), synsets in self.senses.items():
            entry = self.entries[self.morphology.base(word)]
            entry.rarity = min(entry.rarity, self.rarity[word])
            if self.morphology.base(word) == word:
                entry.parts.add(part)
            for synset in synsets[:FREQUENT_SENSES]:
                entry.synonyms += self._frequent(synset)
            entry.relatives += self._relatives(part, word)
            entry.opposites += self._opposites(part, word)
        self._add_by_hand()
        for word, entry in self.entries.items():
            self._tidy(word, entry)
        return dict(self.entries)

    def _frequent(self, synset: str) -> list[str]:
        """The words of a synset for which it is a frequent sense."""
        words = self.synsets[synset].words
        return [w for w in words if synset in self.senses.get((synset[0], w), [])[:FREQUENT_SENSES]]

    def _relatives(self, part: str, word: str) -> Iterator[str]:
        """Derivations (evaporate, evaporation) of any frequent sense; neighbours in meaning of the first."""
        for rank, name in enumerate(self.senses[part, word][:FREQUENT_SENSES]):
            synset = self.synsets[name]
            for symbol, target, source, goal in synset.pointers:
                if symbol in ("+", "\\", "<") and source and synset.words[source - 1] == word:
                    yield self.synsets[target].words[goal - 1]
                elif rank < 2 and symbol in ("@", "&", "~", "$", "*") and self._is_narrow(symbol, name, target):
                    yield from self._frequent(target)[:3]

    def _is_narrow(self, symbol: str, name: str, target: str) -> bool:
        """A synset with a hundred kinds below it (*change*, *person*) says nothing about each of them."""
        upper = {"~": name, "@": target}.get(symbol, "")
        return not upper or sum(p[0] == "~" for p in self.synsets[upper].pointers) <= 8

    def _opposites(self, part: str, word: str) -> Iterator[str]:
        for name in self.senses[part, word][:ANTONYM_SENSES]:
            synset = self.synsets[name]
            for symbol, target, source, goal in synset.pointers:
                if symbol == "!" and synset.words[source - 1] == word:
                    yield self.synsets[target].words[goal - 1]

    def _add_by_hand(self) -> None:
        for pair in MORE_SYNONYMS.split(","):
            one, other = (self.morphology.base(word) for word in pair.split())
            self.entries[one].synonyms.insert(0, other)
            self.entries[other].synonyms.insert(0, one)
        for pair in MORE_OPPOSITES.split(","):
            one, other = (self.morphology.base(word) for word in pair.split())
            self.entries[one].opposites.append(other)
            self.entries[other].opposites.append(one)

    def _tidy(self, word: str, entry: Entry) -> None:
        opposites = [one for one in self._bases(word, entry.opposites) if {one, word} not in NO_OPPOSITES]
        synonyms = [one for one in self._bases(word, entry.synonyms) if one not in opposites]
        relatives = [one for one in self._bases(word, entry.relatives) if one not in opposites and one not in synonyms]
        entry.opposites = opposites[:KEPT_RELATIVES]
        entry.synonyms = synonyms[:KEPT_RELATIVES]
        entry.relatives = relatives[:KEPT_RELATIVES]

    def _bases(self, word: str, names: list[str]) -> list[str]:
        bases = (self.morphology.base(name) for name in names if name.isalpha())
        return [base for base in dict.fromkeys(bases) if base != word and base in self.entries]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m inference.grading.synonyms", description=__doc__)
    parser.add_argument("command", choices=["build"])
    parser.add_argument("--wordnet", type=Path, required=True, help="folder of data.noun, index.noun, ...")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("words.tsv"))
    options = parser.parse_args(arguments)
    builder = TableBuilder(options.wordnet)
    lines = [entry.line(word) for word, entry in sorted(builder.build().items())]
    lines += [f"={form}\t{base}" for form, base in sorted(builder.irregular.items())]
    options.out.write_text(
        "# From WordNet 3.0, see WORDNET-LICENSE. Made by inference.grading.synonyms.\n" + "\n".join(lines) + "\n"
    )
    sys.stdout.write(f"{len(lines)} lines, {options.out.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
