"""Which passages are worth asking about: those rich in the terms that the whole lecture keeps coming back to."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import log

from wordfreq import zipf_frequency

from inference.questions.llm.languages import CJK, LANGUAGES, base
from inference.text.passage import Passage

LEAST_WORDS = 40
SLIDE_WEIGHT = 2
TOPICS = 10
COMMON_ZIPF = 5.4
LEAST_MENTIONS = 2
_TERM = re.compile(r"[^\W\d_]{4,}")
_CJK_TERM = re.compile("[\u30a0-\u30ff\u4e00-\u9fff]{2,8}")
WITH_WORD_LISTS = {"en", "de", "es", "fr", "it"}
"""Of Japanese wordfreq needs a dictionary of its own: there all terms count as equally rare."""


def term_weights(passages: Sequence[Passage], language: str) -> dict[str, float]:
    """Terms of the lecture, the most telling 1.0: often said here, rarely elsewhere."""
    counts: Counter[str] = Counter()
    for passage in passages:
        counts.update(_terms(spoken_text(passage), language))
        counts.update(dict.fromkeys(_terms(passage.slide_text, language), SLIDE_WEIGHT))
    weights = {
        term: log(1 + count) * (COMMON_ZIPF - _zipf(term, base(language)))
        for term, count in counts.items()
        if count >= LEAST_MENTIONS and _zipf(term, base(language)) < COMMON_ZIPF
    }
    top = max(weights.values(), default=1.0)
    return {term: weight / top for term, weight in sorted(weights.items(), key=lambda pair: -pair[1])}


def salience(passage: Passage, weights: dict[str, float], language: str) -> float:
    """0..1: how much of the passage is about the terms of the lecture."""
    terms = _terms(spoken_text(passage), language)
    if not terms:
        return 0.0
    told = sum(weights.get(term, 0.0) for term in set(terms))
    return min(1.0, told / (1.5 * log(2 + len(terms))))


def chosen_passages(passages: Sequence[Passage], weights: dict[str, float], language: str, wanted: int) -> list[int]:
    """The numbers of at most `wanted` passages: the most salient of each of as many stretches of the lecture."""
    spoken = [n for n, passage in enumerate(passages) if passage.sentences]
    usable = [n for n in spoken if is_long_enough(passages[n])] or spoken
    groups = min(wanted, len(usable))
    bounds = [round(group * len(usable) / groups) for group in range(groups + 1)] if groups else []
    stretches = [usable[start:end] for start, end in pairwise(bounds)]
    return [max(stretch, key=lambda n: salience(passages[n], weights, language)) for stretch in stretches]


def is_long_enough(passage: Passage) -> bool:
    text = spoken_text(passage)
    return len(text.split()) >= LEAST_WORDS or len(CJK.findall(text)) >= 2 * LEAST_WORDS


def spoken_text(passage: Passage) -> str:
    return " ".join(sentence.text for sentence in passage.sentences)


def _terms(text: str, language: str) -> list[str]:
    if base(language) == "ja":
        return _CJK_TERM.findall(text)
    known = LANGUAGES.get(base(language))
    frequent = known.frequent if known else frozenset[str]()
    return [term for term in _TERM.findall(text.lower()) if term not in frequent]


@lru_cache(maxsize=50_000)
def _zipf(word: str, language: str) -> float:
    return float(zipf_frequency(word, language)) if language in WITH_WORD_LISTS else 3.5
