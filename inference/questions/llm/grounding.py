"""How much of one text is said in another, word by word, in any of the languages."""

import re

from inference.questions.llm.languages import CJK, LANGUAGES, base

PREFIX = 5
"""Words that begin with the same letters count as the same: "reflect" and "reflection"."""
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def content(text: str, language: str) -> set[str]:
    """The words that carry meaning, cut to their first letters; Japanese by pairs of signs."""
    known = LANGUAGES.get(base(language))
    frequent = known.frequent if known else frozenset[str]()
    if CJK.search(text):
        return {text[at : at + 2] for at in range(len(text) - 1) if _carries(text[at : at + 2])}
    return {w[:PREFIX] for w in _WORD.findall(text.casefold()) if w not in frequent and (len(w) > 2 or w.isdigit())}


def grounded_share(text: str, source: str, language: str) -> float:
    """The share of the text's content that `source` has, 0..1; 0 where the text has none."""
    wanted = content(text, language)
    return len(wanted & content(source, language)) / len(wanted) if wanted else 0.0


def likeness(one: str, other: str, language: str) -> float:
    """The F1 of shared content, 0..1."""
    first, second = content(one, language), content(other, language)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(text))


def _carries(pair: str) -> bool:
    """Two signs of which neither is hiragana or punctuation: particles and endings say little."""
    return all(CJK.match(sign) and not "\u3040" <= sign <= "\u309f" for sign in pair)
