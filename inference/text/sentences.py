"""From segments, which end where a caption or a pause ends, to sentences with times."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from inference.speech.transcript import Word
from inference.text.boundaries import sentence_spans
from inference.text.passage import Sentence

LONGEST_WORDS = 80
"""Captions without punctuation would make one endless sentence: beyond this it is cut where segments end."""


class Spoken(Protocol):
    """What TranscriptSegment and the segments of transcript files have in common."""

    @property
    def start(self) -> float | None: ...
    @property
    def end(self) -> float | None: ...
    @property
    def text(self) -> str: ...
    @property
    def words(self) -> Sequence[Word]: ...
    @property
    def confidence(self) -> float: ...


class _Line:
    """All segments as one text, which knows of each character which segment it is from and when it was said."""

    def __init__(self, segments: Sequence[Spoken], numbers: Sequence[int]) -> None:
        self.segments, self.numbers = segments, numbers
        self.texts = [" ".join(segment.text.split()) for segment in segments]
        self.offsets: list[int] = []
        at = 0
        for text in self.texts:
            self.offsets.append(at)
            at += len(text) + 1
        self.text = " ".join(self.texts)
        self._word_ends = [_word_ends(segment, text) for segment, text in zip(segments, self.texts, strict=True)]

    def position(self, at: int) -> int:
        return max(0, bisect_right(self.offsets, at) - 1)

    def starts_at(self, at: int) -> float | None:
        """The moment at which the word that begins at character `at` is begun."""
        position = self.position(at)
        segment, inside = self.segments[position], at - self.offsets[position]
        if words := self._word_ends[position]:
            word = bisect_right(words, inside)
            return segment.words[min(word, len(words) - 1)].start
        return _between(segment, inside / max(1, len(self.texts[position])))

    def ends_at(self, at: int) -> float | None:
        """The moment at which the word that ends before character `at` is over."""
        position = self.position(at - 1)
        segment, inside = self.segments[position], at - self.offsets[position]
        if words := self._word_ends[position]:
            word = bisect_right(words, inside - 1)
            return segment.words[min(word, len(words) - 1)].end
        return _between(segment, inside / max(1, len(self.texts[position])))


def join_sentences(segments: Sequence[Spoken], numbers: Sequence[int] | None = None) -> tuple[Sentence, ...]:
    """The sentences of `segments`; `numbers` are the segments' indices in the transcript (default 0, 1, 2 ...).

    A sentence over several segments is one; several in a segment are several. Times come from the words where there
    are words, else from the share of characters; they are None where the segments have none.
    """
    kept = [(n, segment) for n, segment in zip(numbers or range(len(segments)), segments, strict=True) if segment.text]
    if not kept:
        return ()
    line = _Line([segment for _, segment in kept], [number for number, _ in kept])
    spans = (piece for span in sentence_spans(line.text) for piece in _shortened(line, span))
    return tuple(_sentence(line, start, end) for start, end in spans)


def _sentence(line: _Line, start: int, end: int) -> Sentence:
    positions = range(line.position(start), line.position(end - 1) + 1)
    confidences = [line.segments[position].confidence for position in positions]
    return Sentence(
        text=line.text[start:end],
        start=line.starts_at(start),
        end=line.ends_at(end),
        confidence=sum(confidences) / len(confidences),
        segments=tuple(line.numbers[position] for position in positions),
    )


def _shortened(line: _Line, span: tuple[int, int]) -> list[tuple[int, int]]:
    start, end = span
    if line.text.count(" ", start, end) < LONGEST_WORDS:
        return [span]
    inner = [offset for offset in line.offsets if start < offset < end]
    cuts = [start]
    for earlier, offset in pairwise([*inner, end]):
        if line.text.count(" ", cuts[-1], offset) > LONGEST_WORDS // 2:
            cuts.append(earlier)
    return [(first, last - (last != end)) for first, last in pairwise([*dict.fromkeys(cuts), end])]


def _word_ends(segment: Spoken, text: str) -> list[int]:
    """Where each word ends in `text`; empty where the words do not spell the text (an edited segment)."""
    ends, at = [], 0
    for word in segment.words:
        found = text.find(word.text.strip(), at)
        if found < 0:
            return []
        at = found + len(word.text.strip())
        ends.append(at)
    return ends


def _between(segment: Spoken, share: float) -> float | None:
    if segment.start is None or segment.end is None:
        return None
    return round(segment.start + (segment.end - segment.start) * min(1.0, share), 2)
