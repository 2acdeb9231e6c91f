"""What was said, with times in seconds of the recording."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from inference.engine import PartialWork, Report


@dataclass(frozen=True, slots=True)
class Word:
    start: float
    end: float
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class TranscriptSegment:
    """About one sentence. `confidence` is the mean word probability, 0..1."""

    start: float
    end: float
    text: str
    words: tuple[Word, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Transcript:
    """`language` is ISO 639-1 ("en") or "" where nothing was said."""

    language: str
    segments: tuple[TranscriptSegment, ...]


class Transcriber(Protocol):
    @property
    def fingerprint(self) -> str: ...

    def transcribe(self, media: Path, *, report: Report, partial: PartialWork) -> Transcript:
        """Raises BadInput("speech.no_audio") without a sound track, EngineUnavailable without the model."""
        ...
