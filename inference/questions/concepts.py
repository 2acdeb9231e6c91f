"""What the lecture is about: its key terms, found over the whole lecture and its slides."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from spacy.tokens import Doc, Span, Token
from wordfreq import zipf_frequency

from inference.questions.grammar import Names
from inference.questions.words import RELATIONAL, VAGUE

CONTENT = {"NOUN", "PROPN", "ADJ"}
SHORT_LECTURE_WORDS = 2500
LONGEST_TERM = 4
LEAST_THE = 4
COMMON_ZIPF = 5.6
"""Words as frequent as "money" are no term by themselves, however often a lecturer says them."""
SLIDE_WEIGHT = 3


@dataclass(frozen=True, slots=True)
class Concepts:
    """Terms by their lemmas, with a salience of 0..1, and how often each noun is said."""

    salience: dict[str, float]
    mentions: Counter[str]
    names: Names
    countable: frozenset[str]
    unique: frozenset[str] = frozenset()
    """Nouns of which the lecture knows one only: "the id", "the hippocampus", never "an id"."""

    def of(self, tokens: Iterable[Token]) -> tuple[str, float]:
        """The most salient term among these words, and its salience; "" and 0 where there is none."""
        lemmas = [lemma(token) for token in tokens if not token.is_punct]
        found = [
            (self.salience[term], term)
            for length in range(1, LONGEST_TERM + 1)
            for at in range(len(lemmas) - length + 1)
            if (term := " ".join(lemmas[at : at + length])) in self.salience
        ]
        salience, term = max(found, default=(0.0, ""))
        return term, salience

    def written_terms(self, count: int) -> list[str]:
        """The most salient terms as the lecture writes them."""
        best = sorted(self.salience, key=lambda term: (-self.salience[term], term))[:count]
        return [" ".join(self._written(word) for word in term.split()) for term in best if " - " not in term]

    def _written(self, word: str) -> str:
        return word.capitalize() if word.capitalize() in self.names.capital else word

    def knows(self, tokens: Sequence[Token]) -> bool:
        """Whether exactly these words, articles aside, are a term."""
        return term_of(tokens) in self.salience


def find_concepts(spoken: Sequence[Doc], shown: Sequence[Doc]) -> Concepts:
    """Noun phrases that come up again and again, the rarer in English and the longer the better."""
    counts: Counter[str] = Counter()
    mentions: Counter[str] = Counter()
    for docs, weight in ((spoken, 1), (shown, SLIDE_WEIGHT)):
        for doc in docs:
            mentions.update({lemma(t): 1 for t in doc if t.pos_ in {"NOUN", "PROPN"}})
            counts.update({term: weight for chunk in doc.noun_chunks for term in _terms(chunk)})
    words = sum(len(doc) for doc in spoken)
    least = 2 if words < SHORT_LECTURE_WORDS else 3
    scores = {term: _weight(term, count) for term, count in counts.items() if count >= least}
    scores = {term: score for term, score in scores.items() if score > 0}
    top = max(scores.values(), default=1.0)
    return Concepts(
        {t: s / top for t, s in scores.items()},
        mentions,
        _names([*spoken, *shown]),
        _countable(spoken),
        _unique(spoken),
    )


def lemma(token: Token) -> str:
    return token.lemma_.lower()


def term_of(tokens: Iterable[Token]) -> str:
    """The words as a term: lemmas without articles and the like in front."""
    kept = [t for t in tokens if not t.is_punct]
    while kept and kept[0].pos_ not in CONTENT and kept[0].pos_ != "VERB":
        kept = kept[1:]
    return " ".join(lemma(t) for t in kept)


@lru_cache(maxsize=20_000)
def commonness(word: str) -> float:
    """The Zipf frequency in English: "the" 7.7, "money" 5.6, "entropy" 3.6, unknown 0."""
    return float(zipf_frequency(word, "en"))


def _terms(chunk: Span) -> set[str]:
    """The phrase without articles, and its head alone."""
    tokens = [t for t in chunk if t.pos_ in CONTENT or t.text == "-"]
    tokens = tokens if tokens and tokens[-1] == chunk.root else []
    if not tokens or chunk.root.pos_ not in {"NOUN", "PROPN"} or len(tokens) > LONGEST_TERM:
        return set()
    if any(len(t.text) < 2 and t.text != "-" for t in tokens[:1]) or any(t.like_num for t in tokens):
        return set()
    return {" ".join(lemma(t) for t in tokens), lemma(chunk.root)}


def _weight(term: str, count: int) -> float:
    words = term.split()
    if words[-1] in VAGUE or not any(letter.isalpha() for letter in term) or len(term) < 2:
        return 0.0
    rarest = min(commonness(word) for word in words if word != "-")
    if rarest > COMMON_ZIPF:
        return 0.0
    return log(1 + count) * (8 - max(rarest, 2.5)) * (1.15 if len(words) > 1 else 1.0)


def _countable(docs: Sequence[Doc]) -> frozenset[str]:
    """Nouns that this lecture uses with "a" or in the plural more often than bare."""
    counted: Counter[str] = Counter()
    bare: Counter[str] = Counter()
    for token in (t for doc in docs for t in doc if t.pos_ == "NOUN" and t.dep_ != "compound"):
        if token.tag_ == "NNS" or any(c.lower_ in {"a", "an"} for c in token.children):
            counted[lemma(token)] += 1
        elif not any(c.dep_ in {"det", "poss", "nummod", "amod", "compound"} for c in token.children):
            bare[lemma(token)] += 1
    return frozenset(noun for noun, count in counted.items() if count > 2 and count > 2 * bare[noun])


def _unique(docs: Sequence[Doc]) -> frozenset[str]:
    """Nouns that stand alone after "the" again and again, and hardly ever after "a" or in the plural."""
    definite: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for token in (t for doc in docs for t in doc if t.pos_ in {"NOUN", "PROPN"} and t.dep_ != "compound"):
        before = {c.lower_ for c in token.lefts}
        if token.tag_ in {"NN", "NNP"} and before == {"the"}:
            definite[lemma(token)] += 1
        elif token.tag_ == "NNS" or before & {"a", "an", "this", "that", "each", "every", "another"}:
            others[lemma(token)] += 1
    often = {noun for noun, count in definite.items() if count >= LEAST_THE and count > 4 * others[noun]}
    return frozenset(often - VAGUE - RELATIONAL)


def _names(docs: Sequence[Doc]) -> Names:
    """A capital counts where it is the more usual."""
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for doc in docs:
        for token in doc[1:]:
            if token.is_alpha and not token.is_sent_start:
                (capital if token.text[0].isupper() else small)[token.lower_] += 1
    often = frozenset(word.capitalize() for word, count in capital.items() if count > small[word])
    return Names(often, frozenset(small))
