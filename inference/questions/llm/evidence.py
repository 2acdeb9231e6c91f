"""Where the lecture says what a model quotes. A quotation that is not found word for word is none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from inference.questions.question import Evidence, Source
from inference.text.passage import Passage, Sentence
from inference.text.untrusted import strip_invisible

LEAST_WORDS, LEAST_SIGNS = 5, 10
"""Shorter quotations are found by chance; Japanese is counted by signs."""
MOST_WORDS = 80
LONGEST_DOUBLED = 4

_CJK = "\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼ](?=\w)")
_FILLER = re.compile(
    r"(?<!\w)(?:u+m+|u+h+|er+m*|hm+|mhm|you know|i mean|sort of|kind of|äh+m*|öh+m*|halt|este+|eh+|euh+|heu+|cioè|"
    r"ehm+|えーと|えー|あの+ー|まあ)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """The evidence, whether it was said or shown, and what was said around it where that counts."""

    evidence: Evidence
    source: Source
    around: str = ""


@dataclass(frozen=True, slots=True)
class _Text:
    """Words to compare, each with the number of the piece that it is from."""

    words: tuple[str, ...]
    pieces: tuple[int, ...]


def find_quote(quote: str, passage: Passage) -> Found | None:
    """The quotation in what was said, else in what was shown. Only white space, case, punctuation, fillers and doubled
    words may differ; None where it is too short or not there."""
    wanted = words_of(quote)
    if not is_enough(wanted):
        return None
    said = _text([sentence.text for sentence in passage.sentences])
    if span := _place(wanted, said.words):
        return Found(_spoken(passage, said.pieces[span[0]], said.pieces[span[1] - 1]), "speech")
    shown = passage.slide_text.splitlines()
    written = _text(shown)
    if span := _place(wanted, written.words):
        lines = shown[written.pieces[span[0]] : written.pieces[span[1] - 1] + 1]
        return Found(shown_evidence(passage, lines), "slide")
    return None


def is_enough(words: Sequence[str]) -> bool:
    signs = sum(len(word) == 1 and bool(re.match(f"[{_CJK}]", word)) for word in words)
    least = LEAST_SIGNS if signs > len(words) / 2 else LEAST_WORDS
    return least <= len(words) <= MOST_WORDS


def words_of(text: str) -> tuple[str, ...]:
    """For comparison: no case, punctuation, fillers or doubled words; Japanese by signs."""
    return _text([text]).words


def _text(pieces: Sequence[str]) -> _Text:
    words: list[str] = []
    numbers: list[int] = []
    for number, piece in enumerate(pieces):
        plain = _APOSTROPHE.sub("", _FILLER.sub(" ", strip_invisible(piece))).casefold()
        for word in _WORD.findall(plain):
            words.append(word)
            numbers.append(number)
            if doubled := _doubled(words):
                del words[-doubled:], numbers[-doubled:]
    return _Text(tuple(words), tuple(numbers))


def _doubled(words: Sequence[str]) -> int:
    """How many words at the end repeat those right before them: "the cell the cell". Signs of Japanese may repeat."""
    if re.match(f"[{_CJK}]", words[-1]):
        return 0
    lengths = range(min(LONGEST_DOUBLED, len(words) // 2), 0, -1)
    return next((n for n in lengths if words[-n:] == words[-2 * n : -n]), 0)


def _place(wanted: Sequence[str], words: Sequence[str]) -> tuple[int, int] | None:
    """The first stretch of `words` that is `wanted`."""
    length = len(wanted)
    for start in range(len(words) - length + 1):
        if words[start] == wanted[0] and tuple(words[start : start + length]) == tuple(wanted):
            return start, start + length
    return None


def _spoken(passage: Passage, first: int, last: int) -> Evidence:
    """Whole sentences: half a sentence proves little to whoever reviews."""
    return evidence_of(passage.sentences[first : last + 1], passage.slide)


def evidence_of(sentences: Sequence[Sentence], slide: int | None) -> Evidence:
    return Evidence(
        start=sentences[0].start,
        end=sentences[-1].end,
        text=" ".join(sentence.text for sentence in sentences),
        segments=tuple(sorted({segment for sentence in sentences for segment in sentence.segments})),
        slide=slide,
    )


def shown_evidence(passage: Passage, lines: Sequence[str]) -> Evidence:
    segments = tuple(sorted({segment for sentence in passage.sentences for segment in sentence.segments}))
    return Evidence(passage.start, passage.end, " ".join(line.strip() for line in lines), segments, passage.slide)
