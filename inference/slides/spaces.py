"""Spaces that the recogniser swallowed: "Gradientdescent", "Ohm'slaw"."""

import re
from functools import lru_cache

from wordfreq import zipf_frequency

_LONG, _SHORTEST_PART = 8, 3
_COMMON = 3.3
_POSSESSIVE = re.compile(r"(?<=\w)(['’]s)(?=[a-z]{3,})")
_LETTERS = re.compile(rf"[A-Za-z]{{{_LONG},}}")


def restore_spaces(line: str) -> str:
    """Splits what is no English word but two common ones. Words of other languages hardly ever are."""
    return _LETTERS.sub(lambda found: _split(found[0]), _POSSESSIVE.sub(r"\1 ", line))


@lru_cache(maxsize=4096)
def _split(word: str) -> str:
    if zipf_frequency(word, "en") > 0 or not word[1:].islower():
        return word
    places = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    best = max(places, key=lambda place: _rarest(word[:place], word[place:]))
    return f"{word[:best]} {word[best:]}" if _rarest(word[:best], word[best:]) >= _COMMON else word


def _rarest(*parts: str) -> float:
    return min(zipf_frequency(part, "en") for part in parts)
