"""From words with times to segments of about a sentence."""

from collections.abc import Sequence
from dataclasses import replace

from inference.speech.transcript import TranscriptSegment, Word
from inference.text.boundaries import ends_sentence

PAUSE_S = 0.6
LONG_PAUSE_S = 2.0
FEW_WORDS = 3
"""A slow speaker's pauses would leave segments of one or two words: these wait for a sentence end or a long pause."""
LONGEST_S = 20.0
LONGEST_WORDS = 50
_SOFT_ENDS = (",", ";", ":", "،", "、", "，")


def recut(words: Sequence[Word]) -> tuple[TranscriptSegment, ...]:
    """Segments cut at sentence ends and pauses, and, where a speaker knows neither, at the best place in between.

    Words keep their leading space where the language has spaces (as Whisper gives them); the segments' words do not.
    """
    runs = (part for run in _runs(_in_order(words)) for part in _shortened(run))
    return tuple(_segment(run) for run in runs if "".join(word.text for word in run).strip())


def _in_order(words: Sequence[Word]) -> list[Word]:
    """Times from windows may overlap by a little: no word starts before its predecessor has ended."""
    ordered: list[Word] = []
    latest = 0.0
    for word in words:
        start = max(word.start, latest)
        latest = max(word.end, start)
        ordered.append(replace(word, start=start, end=latest))
    return ordered


def _runs(words: Sequence[Word]) -> list[list[Word]]:
    runs: list[list[Word]] = []
    for at, word in enumerate(words):
        if at == 0 or _parted(runs[-1], word):
            runs.append([])
        runs[-1].append(word)
    return runs


def _parted(run: Sequence[Word], following: Word) -> bool:
    pause = following.start - run[-1].end
    if pause > (PAUSE_S if len(run) >= FEW_WORDS else LONG_PAUSE_S):
        return True
    return ends_sentence(run[-1].text.strip(), following.text.strip())


def _shortened(run: list[Word]) -> list[list[Word]]:
    if (len(run) <= LONGEST_WORDS and run[-1].end - run[0].start <= LONGEST_S) or len(run) < 4:
        return [run]
    cut = max(range(len(run) // 4, len(run) * 3 // 4), key=lambda at: _looseness(run, at)) + 1
    return [*_shortened(run[:cut]), *_shortened(run[cut:])]


def _looseness(run: Sequence[Word], at: int) -> float:
    """How well a run may be cut after word `at`: a comma counts like a third of a second of pause."""
    comma = 0.3 if run[at].text.strip().endswith(_SOFT_ENDS) else 0.0
    return run[at + 1].start - run[at].end + comma


def _segment(run: Sequence[Word]) -> TranscriptSegment:
    return TranscriptSegment(
        start=round(run[0].start, 2),
        end=round(run[-1].end, 2),
        text="".join(word.text for word in run).strip(),
        words=tuple(
            Word(round(word.start, 2), round(word.end, 2), word.text.strip(), round(word.confidence, 3)) for word in run
        ),
        confidence=round(sum(word.confidence for word in run) / len(run), 3),
    )
