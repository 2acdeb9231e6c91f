"""Word error rate, with both texts brought to one spelling first (in the manner of Whisper's own normaliser)."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

_CONTRACTIONS = (
    (r"\bwon't\b", "will not"),
    (r"\bcan't\b", "can not"),
    (r"\bcannot\b", "can not"),
    (r"\blet's\b", "let us"),
    (r"\b(it|that|there|he|she|what|who|where|here)'s\b", r"\1 is"),
    (r"n't\b", " not"),
    (r"'re\b", " are"),
    (r"'ve\b", " have"),
    (r"'ll\b", " will"),
    (r"'d\b", " would"),
    (r"'m\b", " am"),
    (r"\bmr\b", "mister"),
    (r"\bmrs\b", "missus"),
    (r"\bdr\b", "doctor"),
    (r"\bst\b", "saint"),
    (r"%", " percent"),
    (r"&", " and "),
)
_FILLERS = {"uh", "um", "hm", "hmm", "mm", "mhm", "er", "ah"}
_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_UNITS = {word: number for number, word in enumerate(f"{_SMALL} seventeen eighteen nineteen".split())}
_TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_TENS = {word: 10 * number for number, word in enumerate(_TENS_WORDS.split(), start=2)}
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}


@dataclass(frozen=True, slots=True)
class WordErrors:
    """Substitutions, deletions and insertions together, out of the words of the reference."""

    errors: int
    words: int

    @property
    def rate(self) -> float:
        return self.errors / self.words if self.words else float(self.errors > 0)


def word_errors(reference: str, heard: str) -> WordErrors:
    wanted = normalised_words(reference)
    return WordErrors(Levenshtein.distance(wanted, normalised_words(heard)), len(wanted))


def together(parts: Iterable[WordErrors]) -> WordErrors:
    """Over several recordings: errors of all by words of all."""
    counted = list(parts)
    return WordErrors(sum(part.errors for part in counted), sum(part.words for part in counted))


def normalised_words(text: str) -> list[str]:
    """Lower case, no punctuation, contractions written out, numbers in digits, no fillers, nothing in brackets."""
    text = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    text = re.sub(r"\[[^\]]*\]|\([^)]*\)", " ", text)
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    for pattern, replacement in _CONTRACTIONS:
        text = re.sub(pattern, replacement, text)
    words = re.findall(r"\d+(?:\.\d+)?|[^\W\d_]+(?:'[^\W\d_]+)*", text)
    return _digits([word for word in words if word not in _FILLERS])


def _digits(words: Sequence[str]) -> list[str]:
    """ "one hundred and fifty" -> "150". "one, two, three" stays three numbers."""
    written: list[str] = []
    at = 0
    while at < len(words):
        number, length = _number(words, at)
        written.append(str(number) if length else words[at])
        at += length or 1
    return written


def _number(words: Sequence[str], at: int) -> tuple[int, int]:
    """The number that begins at `at` and how many words it takes; a length of 0 where none begins.

    `room` is what the next word must stay below: 1,000 at first, 100 after "hundred", 10 after "twenty".
    """
    total, group, room, length = 0, 0, 1_000, 0
    for offset, word in enumerate(words[at:], start=1):
        following = words[at + offset] if at + offset < len(words) else ""
        if word == "and" and length and room >= 100 and (group or total) and following in {*_UNITS, *_TENS}:
            continue
        if word in _UNITS and (_UNITS[word] or not length) and _UNITS[word] < room:
            group, room = group + _UNITS[word], 0
        elif word in _TENS and room >= 100:
            group, room = group + _TENS[word], 10
        elif word == "hundred" and 0 < group < 100:
            group, room = group * 100, 100
        elif word in _SCALES and group:
            total, group, room = total + group * _SCALES[word], 0, 1_000
        else:
            break
        length = offset
    return total + group, length
