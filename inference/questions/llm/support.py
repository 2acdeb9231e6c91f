"""Where a lecture says what a note says in other words."""

import re
from collections.abc import Iterator, Sequence

from wordfreq import zipf_frequency

from inference.questions.llm.evidence import Found, evidence_of, shown_evidence
from inference.questions.llm.grounding import content, numbers
from inference.text.passage import Passage

LONGEST_SUPPORT = 5
"""Sentences in a row, or lines of a slide."""
AROUND = 2
"""Sentences before and after, in which what the evidence means is still being said."""
LEAST_SUPPORTED = 0.75
"""Of the words of a note, less the cost of a long stretch. Below it as many notes were wrong as were good."""
COST_OF_LENGTH = 0.05
"""Of the share that a longer stretch supports: a sentence more has to say more."""
PLAIN_ZIPF = 4.9
"""Words so common that they bring nothing into a note: "result", "different", "allow"."""
LINKING = frozenset({"affect", "called", "describe", "indicate", "involve", "known", "occur", "refer", "represent"})
"""Verbs of textbooks, which say nothing of any subject."""
SAME = 4
"""Words that begin with so many same letters are taken for forms of one: "heat" and "heated"."""
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")


def support_for(note: str, passage: Passage, language: str) -> Found | None:
    """The sentences of the passage, or else the lines of its slide, that say most of what the note says. None where
    none says enough of it."""
    wanted = _beginnings(note, language)
    if not wanted:
        return None
    spoken = [sentence.text for sentence in passage.sentences]
    said, said_at = _best(wanted, spoken, language)
    lines = [line for line in passage.slide_text.splitlines() if line.strip()]
    shown, shown_at = _best(wanted, lines, language)
    if max(said, shown) < LEAST_SUPPORTED:
        return None
    if shown > said:
        return Found(shown_evidence(passage, lines[shown_at]), "slide", passage.slide_text)
    around = " ".join(spoken[max(0, said_at.start - AROUND) : said_at.stop + AROUND])
    return Found(evidence_of(passage.sentences[said_at], passage.slide), "speech", around)


def brought_in(text: str, source: str, language: str) -> set[str]:
    """The words of a text that `source` does not say: names, numbers and all that is not among the commonest."""
    said = {word[:SAME] for word in _WORD.findall(source.casefold())} | {word[:SAME] for word in LINKING}
    told = numbers(source)
    return {word for word in _WORD.findall(text) if not _is_told(word, said, told) and content(word, language)}


def _is_told(word: str, said: set[str], told: set[str]) -> bool:
    if word[0].isdigit():
        return word in told
    is_plain = not word[0].isupper() and (len(word) < SAME or zipf_frequency(word, "en") >= PLAIN_ZIPF)
    return is_plain or word.casefold()[:SAME] in said


def _beginnings(text: str, language: str) -> set[str]:
    return {word[:SAME] for word in content(text, language)}


def _best(wanted: set[str], pieces: Sequence[str], language: str) -> tuple[float, slice]:
    """The share of `wanted` that the best stretch says, less the cost of its length, and where it is."""
    contents = [_beginnings(piece, language) for piece in pieces]
    best, at = 0.0, slice(0, 0)
    for span in _spans(len(pieces)):
        share = len(wanted & set().union(*contents[span])) / len(wanted)
        value = share - COST_OF_LENGTH * (span.stop - span.start - 1)
        if value > best:
            best, at = value, span
    return best, at


def _spans(count: int) -> Iterator[slice]:
    for length in range(1, LONGEST_SUPPORT + 1):
        for start in range(count - length + 1):
            yield slice(start, start + length)
