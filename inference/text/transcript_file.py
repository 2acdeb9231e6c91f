"""A transcript from a file: `{title?, language?, segments: [{start, end, text}]}` or `{text}`."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from inference.errors import BadInput
from inference.speech.transcript import Word
from inference.text.align import align
from inference.text.passage import Passage

_LABEL = re.compile(r"(?:^|(?<=\s))(?:>>\s*)?([A-Z][A-Z.'’-]*(?:\s[A-Z][A-Z.'’-]*){0,3}):\s+|>>\s+")
_SOUND = re.compile(r"[\[(](?:[A-Z][A-Z \-']+|music|applause|laughter|inaudible|silence)[\])]", re.IGNORECASE)
_LEARNERS = ("AUDIENCE", "STUDENT")


@dataclass(frozen=True, slots=True)
class FileSegment:
    """One segment of the file; times are None where the file has none."""

    start: float | None
    end: float | None
    text: str
    words: tuple[Word, ...] = ()
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class FileTranscript:
    title: str
    language: str
    segments: tuple[FileSegment, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        return align(self.segments, ())


def read_transcript_file(path: Path) -> FileTranscript:
    """Raises BadInput("transcript...") with a sentence where the file is missing, malformed or empty."""
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadInput("transcript.unreadable", f"The file {path.name} cannot be read.") from error
    except ValueError as error:
        raise BadInput("transcript.not_json", f"The file {path.name} is not JSON.") from error
    if not isinstance(content, dict):
        raise BadInput("transcript.shape", "A transcript file holds an object with `segments` or `text`.")
    return parse_transcript(content)


def parse_transcript(content: dict[str, object]) -> FileTranscript:
    """The transcript in the object of a file, without its first `boilerplate_segments`, speakers' names and sounds.

    What learners say (`AUDIENCE:`) is left out: it is not what the lecture teaches. Raises BadInput.
    """
    raw = content.get("segments")
    if raw is None:
        segments = [FileSegment(None, None, _text_of(content))]
    elif isinstance(raw, list):
        skipped = content.get("boilerplate_segments", 0)
        segments = [_segment(item, n) for n, item in enumerate(raw)][skipped if isinstance(skipped, int) else 0 :]
    else:
        raise BadInput("transcript.shape", "`segments` must be a list of objects with `start`, `end` and `text`.")
    spoken = tuple(_without_labels(segments))
    if not spoken:
        raise BadInput("transcript.empty", "This transcript holds no words.")
    return FileTranscript(str(content.get("title") or ""), str(content.get("language") or "en"), spoken)


def _text_of(content: dict[str, object]) -> str:
    text = content.get("text")
    if not isinstance(text, str):
        raise BadInput("transcript.shape", "A transcript file holds `segments` or `text`; this one has neither.")
    return text


def _segment(item: object, number: int) -> FileSegment:
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise BadInput("transcript.shape", f"Segment {number + 1} of the transcript has no text.")
    start, end = (_time(item.get(name), number) for name in ("start", "end"))
    return FileSegment(start, end if start is not None else None, item["text"])


def _time(value: object, number: int) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
        raise BadInput("transcript.times", f"Segment {number + 1} of the transcript has no usable time: {value!r}.")
    return float(value)


def _without_labels(segments: list[FileSegment]) -> Iterator[FileSegment]:
    """Empty segments stay out; a learner's turn lasts until the next label, over as many segments as it takes.

    Where learners are the only speakers named, one of them gives the lecture, and nothing is left out.
    """
    texts = [_SOUND.sub(" ", segment.text) for segment in segments]
    names = {label.group(1) or "" for text in texts for label in _LABEL.finditer(text)}
    lecturer_named = any(name and not name.startswith(_LEARNERS) for name in names)
    skipping = False
    for segment, text in zip(segments, texts, strict=True):
        kept, at = [], 0
        for label in _LABEL.finditer(text):
            kept.append("" if skipping else text[at : label.start()])
            skipping = lecturer_named and (label.group(1) or "").startswith(_LEARNERS)
            at = label.end()
        kept.append("" if skipping else text[at:])
        if said := " ".join(" ".join(kept).split()):
            yield FileSegment(segment.start, segment.end, said)
