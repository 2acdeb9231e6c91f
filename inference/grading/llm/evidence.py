"""Whether a stretch of an answer says anything of a key point: the bound that no model lifts.

A model may be talked into quoting words that say nothing of the subject. So a quote earns only where at least one word
of it expresses a word of the key point, or of a reference or accepted answer that no other key point has. In an answer
with words to a machine in it, what the question gave away does not count. English words are compared as the embedded
grader compares them (typos, stems, WordNet); words of other languages by their beginnings; scripts without spaces by
pairs of characters.

Of the train data's correct answers (SciEntsBank, Beetle, SAF) 92, 99 and 99.9 % have such a word; the rest are true
paraphrases, and a person is asked to look. One answer of 10,386 was taken for words to a machine.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache, partial

from wordfreq import available_languages, top_n_list

from inference.grading.alignment import relation
from inference.grading.llm.suspicion import is_suspicious, without_pleas
from inference.grading.reading import read
from inference.grading.verdict import GradingTask
from inference.grading.wordlists import MEANINGFUL_STOPS
from inference.questions.question import KeyPoint
from inference.text.untrusted import strip_invisible

ACCEPTED = 0.99
LEAST_RELATION = 0.45
"""Of two English words: a near relative in WordNet."""
LEAST_WORD, LEAST_BEGINNING = 4, 5
"""Letters of a word that can be told from function words, and that two forms of one word share at least."""
ALL_GIVEN = 0.5
"""Share of the key point's words that a stretch needs where the question gave them all away."""
ENOUGH = 0.6
"""Share of the key point's own words that a stretch of a suspicious answer needs for all of its credit."""
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
_UNSPACED = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]+")
_IDEOGRAMS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]{2,}|[\u30a1-\u30ff]{2,}")
"""Runs of Chinese characters or of katakana: what lies between in Japanese is grammar."""
FREQUENT = 250
"""So many of a language's most frequent words carry no meaning by themselves."""

Words = frozenset[str]


def bound(span: str, number: int, task: GradingTask, rubric: Sequence[KeyPoint]) -> float:
    """The most credit that the stretch may earn for the key point at position `number` of the rubric: 1, a half or 0.

    A half at most in an answer with words to a machine in it, where the stretch has little of the key point.
    """
    words, same = _ways(task.language)
    said, given, own = words(without_pleas(span)), words(task.question), words(rubric[number].text)
    if said <= given:
        # The question given back: an answer only where the question held it ("Is it A or B?").
        return float(_shared(own, said, same) >= ALL_GIVEN * len(own) > 0)
    others = _all(words, (point.text for i, point in enumerate(rubric) if i != number))
    wanted = own | (_all(words, _accepted(task)) - others)
    if not is_suspicious(task.response):
        return float(_shared(wanted, said, same) > 0)
    new, own = said - given, own - given
    if not _shared(wanted - given, new, same):
        return 0.0
    return 1.0 if _shared(own, new, same) >= ENOUGH * len(own) else 0.5


def _accepted(task: GradingTask) -> Iterable[str]:
    yield from task.reference_answers
    yield from (one.text for one in task.exemplars if one.credit >= ACCEPTED)


def _shared(wanted: Words, said: Words, same: Callable[[str, str], bool]) -> int:
    return sum(any(same(one, other) for other in said) for one in wanted)


def _all(words: Callable[[str], Words], texts: Iterable[str]) -> Words:
    return frozenset().union(*(words(text) for text in texts))


def _ways(language: str) -> tuple[Callable[[str], Words], Callable[[str, str], bool]]:
    """How words are taken from a text of this language, and when two of them mean one thing."""
    code = language.lower().split("-")[0]
    return (_english, _are_kin) if code == "en" else (partial(telling_words, language=code), same_word)


def _english(text: str) -> Words:
    return read(strip_invisible(text)).bases - MEANINGFUL_STOPS


def _are_kin(one: str, other: str) -> bool:
    return one == other or _kinship(one, other)


@lru_cache(maxsize=100_000)
def _kinship(one: str, other: str) -> bool:
    words = read(one).words, read(other).words
    if not all(words):
        return False
    strength, _ = relation(words[0][0], words[1][0])
    return strength >= LEAST_RELATION


@lru_cache(maxsize=4096)
def telling_words(text: str, language: str) -> Words:
    """The words of a text in any language that carry meaning, folded: neither short nor among the most frequent, or
    numbers, or capitals (ATP); and pairs of characters where there are no spaces."""
    plain = unicodedata.normalize("NFKC", strip_invisible(text))
    spaced = _WORD.findall(_UNSPACED.sub(" ", plain))
    words = {word.casefold() for word in spaced if _is_telling(word)} - _frequent(language)
    pairs = {run[i : i + 2] for run in _IDEOGRAMS.findall(plain) for i in range(len(run) - 1)}
    return frozenset(words | pairs)


def _is_telling(word: str) -> bool:
    return len(word) >= LEAST_WORD or word[0].isdigit() or (len(word) > 1 and word.isupper())


@cache
def _frequent(language: str) -> Words:
    """Those that hold a sentence together; none where no list is known, or where one is made of pairs anyway."""
    if language in ("ja", "zh", "ko") or language not in available_languages():
        return frozenset()
    return frozenset(top_n_list(language, FREQUENT))


def same_word(one: str, other: str) -> bool:
    """Equal, or two forms that share a beginning: erhalten, Erhaltung."""
    if one == other:
        return True
    shared = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        shared += 1
    return shared >= LEAST_BEGINNING and shared >= 0.6 * max(len(one), len(other))
