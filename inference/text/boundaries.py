"""Where a sentence ends. Rules over words, light enough for every caller and for most written languages."""

import re
from collections.abc import Iterator
from itertools import pairwise

_NO_END = {"mr", "mrs", "ms", "dr", "prof", "st", "vs", "eg", "ie", "cf", "fig", "figs", "eq", "eqs", "vol", "pp", "ca"}
_NO_END |= {"approx", "dept", "gen", "gov", "sen", "rep", "hon", "rev", "bzw", "nr", "sog", "vgl", "mme", "mlle", "sra"}
_NO_END_BEFORE_NUMBERS = {"no", "nos"}
# "delta H. But it ..." is an end, "George W. Bush" is none.
_OPENERS = {"a", "all", "also", "and", "as", "at", "because", "but", "for", "he", "here", "how", "if", "in", "is", "it"}
_OPENERS |= {"let", "my", "no", "not", "now", "okay", "on", "or", "our", "she", "so", "that", "the", "then", "there"}
_OPENERS |= {"these", "they", "this", "to", "we", "well", "what", "when", "where", "which", "why", "yes", "you", "your"}
_CLOSERS = "\"'”’»)]}*"
_END = re.compile(rf"[.!?…؟。！？।]+[{re.escape(_CLOSERS)}]*$")
_WORD = re.compile(r"\S+")
_WIDE_END = re.compile(r"(?<=[。！？])(?=[^\s。！？」』”’)）])")


def ends_sentence(word: str, following: str = "") -> bool:
    """Whether `word` (with its punctuation) is the last of its sentence, `following` being the next word or ""."""
    found = _END.search(word)
    if found is None:
        return False
    if not following:
        return True
    following = following.lstrip("\"'“‘«([{¿¡-–—")
    if following[:1].islower():
        return False
    if found.group().rstrip(_CLOSERS) != ".":
        return True
    return not _is_abbreviation(word.strip(_CLOSERS + "([{“‘«"), following)


def _is_abbreviation(word: str, following: str) -> bool:
    """A full stop that belongs to the word: Dr. Who, J. S. Bach, No. 5, but not: in the U.S. They"""
    bare = word.rstrip(".").replace(".", "").lower()
    if bare in _NO_END_BEFORE_NUMBERS:
        return following[:1].isdigit()
    if len(bare) == 1:
        opener = re.split(r"\W", following.lower())[0] in _OPENERS
        return bare.isalpha() and bare != "i" and following[:1].isupper() and not opener
    return bare in _NO_END


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The stretches `[start, end)` of `text` that are its sentences, without the white space between them."""
    words = list(_words(text))
    spans: list[tuple[int, int]] = []
    start = None
    for position, (word_start, word_end) in enumerate(words):
        start = word_start if start is None else start
        following = text[slice(*words[position + 1])] if position + 1 < len(words) else ""
        if ends_sentence(text[word_start:word_end], following):
            spans.append((start, word_end))
            start = None
    if start is not None:
        spans.append((start, words[-1][1]))
    return spans


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Words by white space; Chinese and Japanese have none between sentences, so their full stops cut too."""
    for match in _WORD.finditer(text):
        cuts = [0, *(cut.start() for cut in _WIDE_END.finditer(match.group())), len(match.group())]
        for start, end in pairwise(cuts):
            yield match.start() + start, match.start() + end
