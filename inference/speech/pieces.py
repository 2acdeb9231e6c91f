"""A long recording worked in pieces cut at silence, each kept, so that a resumed run skips what is done."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from faster_whisper.vad import VadOptions, get_speech_timestamps

from inference.engine import PartialWork
from inference.speech.sound import RATE, Samples
from inference.speech.transcript import Word

PIECE_S = 300
SEARCH_S = 60
"""A piece is cut in the last minute of its five, at the longest pause there."""
_BATCH_OF_A_PIECE = 4
_BREATH = RATE // 10


def piece_length_s(batch_size: int) -> int:
    """Five minutes fill a batch of four with windows of half a minute more than twice; a larger one takes more."""
    return PIECE_S * max(1, batch_size // _BATCH_OF_A_PIECE)


class SoundBuffer:
    """What is decoded and not yet transcribed: at most about one piece is in memory."""

    def __init__(self, blocks: Iterator[Samples], piece_s: int | None = None) -> None:
        self._blocks = blocks
        self._piece_s = piece_s or PIECE_S
        self._samples = np.zeros(0, np.float32)
        self._ended = False

    def next_piece(self) -> Samples:
        """The samples up to a pause after about a piece, or all that is left; empty at the end. Nothing is consumed."""
        self._fill((self._piece_s + SEARCH_S) * RATE)
        if len(self._samples) < (self._piece_s + SEARCH_S) * RATE:
            return self._samples
        return self._samples[: quiet_moment(self._samples[: self._piece_s * RATE])]

    def drop(self, count: int) -> None:
        while count:
            self._fill(1)
            dropped = min(count, len(self._samples))
            if not dropped:
                return
            self._samples = self._samples[dropped:].copy()
            count -= dropped

    def _fill(self, wanted: int) -> None:
        while len(self._samples) < wanted and not self._ended:
            block = next(self._blocks, None)
            if block is None:
                self._ended = True
            else:
                self._samples = np.concatenate([self._samples, block])


def quiet_moment(samples: Samples) -> int:
    """The sample at which to cut: the middle of the longest pause of the last SEARCH_S, else its quietest moment."""
    offset = max(0, len(samples) - SEARCH_S * RATE)
    tail = samples[offset:]
    speech = get_speech_timestamps(tail, VadOptions(min_silence_duration_ms=160, speech_pad_ms=0))
    edges = [0, *(edge for stretch in speech for edge in (stretch["start"], stretch["end"])), len(tail)]
    pauses = [(end - start, (start + end) // 2) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    longest, middle = max(pauses)
    return offset + (middle if longest >= _BREATH else _quietest(tail))


def _quietest(samples: Samples) -> int:
    frames = samples[: len(samples) // _BREATH * _BREATH].reshape(-1, _BREATH)
    return int((frames**2).mean(axis=1).argmin()) * _BREATH + _BREATH // 2


@dataclass(frozen=True, slots=True)
class HeardPiece:
    """The words of one piece, in seconds of the recording; `samples` is how much sound it covers."""

    samples: int
    language: str
    words: tuple[Word, ...]


def load_piece(partial: PartialWork, number: int) -> HeardPiece | None:
    data = partial.load(_name(number))
    if data is None:
        return None
    kept = json.loads(data)
    return HeardPiece(kept["samples"], kept["language"], tuple(Word(*word) for word in kept["words"]))


def save_piece(partial: PartialWork, number: int, piece: HeardPiece) -> None:
    kept = {"samples": piece.samples, "language": piece.language, "words": _rows(piece.words)}
    partial.save(_name(number), json.dumps(kept, ensure_ascii=False).encode())


def _rows(words: Sequence[Word]) -> list[list[object]]:
    return [[word.start, word.end, word.text, word.confidence] for word in words]


def _name(number: int) -> str:
    return f"piece-{number:04}"
