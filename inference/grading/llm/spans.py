"""Where a quote stands in an answer. A model's quote counts only where the learner wrote it."""

import re
from dataclasses import dataclass

from inference.llm.untrusted import CLOSE, OPEN, without_control
from inference.text.untrusted import strip_invisible

LONGEST_ANSWER = 4000
"""Characters that are shown to a model; a short answer is not longer, and more words earn nothing."""
_SAME = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-"})
_EDGES = " \t\n.,;:!?…\"'“”„«»()"
_FIRST_WITHOUT_SPACES = 0x2E80
"""From here on Unicode has scripts that put no spaces between words (Chinese, Japanese)."""


@dataclass(frozen=True, slots=True)
class Span:
    """`text` is the answer's own, from `start` to `end` of what was shown."""

    text: str
    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


def shown(response: str) -> str:
    """The answer as a fence shows it: quotes are of this."""
    inside = without_control(strip_invisible(response)[:LONGEST_ANSWER])
    return inside.replace(OPEN, "[").replace(CLOSE, "]").strip()


def locate(quote: str, answer: str, longest: int) -> Span | None:
    """The stretch of `answer` that `quote` copies: same words in the same order, whatever their case, quotation marks
    and spaces. A quote that was cut at its `longest` may end in part of a word. None where the answer has no such."""
    words = quote.translate(_SAME).strip(_EDGES).split()
    found = _found(words, answer)
    if found is None and len(quote) >= longest - 1 and len(words) > 1:
        return _found(words[:-1], answer)
    return found


def _found(words: list[str], answer: str) -> Span | None:
    if not any(character.isalnum() for word in words for character in word):
        return None
    same = answer.translate(_SAME)
    for match in re.finditer(r"\s+".join(map(re.escape, words)), same, re.IGNORECASE):
        if not _splits_a_word(same, match.start()) and not _splits_a_word(same, match.end()):
            return Span(answer[match.start() : match.end()], match.start(), match.end())
    return None


def _splits_a_word(text: str, at: int) -> bool:
    if not 0 < at < len(text):
        return False
    sides = text[at - 1], text[at]
    return all(side.isalnum() and ord(side) < _FIRST_WITHOUT_SPACES for side in sides)
