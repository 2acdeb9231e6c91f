"""From a word as written to its base form, by suffix rules over a known vocabulary (after WordNet's *morphy*).

One base form per spelling whatever its part of speech: *closed* and *closes* meet at *close*, *slowly* and *slower* at
*slow*. That is what comparing two short texts needs, and it takes microseconds.
"""

from collections.abc import Container, Iterator, Mapping

from inference.grading.wordlists import AS_THEY_ARE, GRADABLE

VOWELS = frozenset("aeiouy")


class Morphology:
    """`verbs`, `others`: base forms by part of speech; `adjectives` likewise; `irregular`: form -> base form."""

    def __init__(
        self,
        *,
        verbs: Container[str],
        adjectives: Container[str],
        nouns: Container[str],
        irregular: Mapping[str, str],
        rarity: Mapping[str, float],
    ) -> None:
        self._verbs = verbs
        self._adjectives = adjectives
        self._nouns = nouns
        self._irregular = irregular
        self._rarity = rarity

    def base(self, word: str) -> str:
        """`word` in lower case. An unknown word loses only a plural -s."""
        if word in AS_THEY_ARE or len(word) < 3:
            return word
        if word in self._irregular:
            return self._irregular[word]
        return self._compared(word) or self._inflected_verb(word) or self._adverb(word) or self._plural(word) or word

    def _compared(self, word: str) -> str:
        for suffix in ("er", "est"):
            if word.endswith(suffix):
                return next((stem for stem in _stems(word[: -len(suffix)]) if stem in GRADABLE), "")
        return ""

    def _inflected_verb(self, word: str) -> str:
        for suffix in ("ing", "ed"):
            if word.endswith(suffix) and len(word) > len(suffix) + 1:
                known = [stem for stem in _stems(word[: -len(suffix)]) if stem in self._verbs]
                return min(known, key=lambda stem: self._rarity.get(stem, 9.0)) if known else ""
        return ""

    def _adverb(self, word: str) -> str:
        if not word.endswith("ly") or len(word) < 5 or word in self._verbs or word in self._nouns:
            return ""
        stem = word[:-2]
        candidates = (stem, stem + "le", stem[:-1] + "y" if stem.endswith("i") else stem, stem.removesuffix("al"))
        return next((candidate for candidate in candidates if candidate in self._adjectives), "")

    def _plural(self, word: str) -> str:
        if not word.endswith("s") or word.endswith(("ss", "us", "is")) or len(word) < 4:
            return ""
        candidates = [word[:-1]]
        if word.endswith("ies"):
            candidates.insert(0, word[:-3] + "y")
        if word.endswith("es"):
            candidates.append(word[:-2])
        known = [one for one in candidates if one in self._nouns or one in self._verbs]
        return known[0] if known else candidates[0]


def _stems(stem: str) -> Iterator[str]:
    """What may stand before a suffix: stopp- stop, hop- hope, happi- happy. Stems without a vowel are none."""
    if len(stem) < 2 or not VOWELS & set(stem):
        return
    if len(stem) > 3 and stem[-1] == stem[-2]:
        yield stem[:-1]
    yield stem
    yield stem + "e"
    if stem.endswith("i"):
        yield stem[:-1] + "y"
