"""A transcriber that reads from a script instead of listening: for tests and for work on pages."""

import json
from pathlib import Path

from inference.engine import PartialWork, Report, fingerprint
from inference.errors import BadInput
from inference.speech.sound import sound_duration_s
from inference.speech.transcript import Transcript, TranscriptSegment, Word

LINES = (
    "This transcript is made up by the scripted transcriber.",
    "Potential energy is the energy that a body has because of its position.",
    "When the ball falls, its potential energy becomes kinetic energy.",
    "The sum of both is called mechanical energy, and it is conserved.",
)
SECONDS_PER_LINE = 4.0


class ScriptedTranscriber:
    """Says what stands in `<media name>.script.json` beside the recording (`{language?, segments: [{start, end,
    text}]}`), else the same four lines, as far as the recording lasts. Takes the options of every transcriber.
    """

    def __init__(self, **options: object) -> None:
        self.fingerprint = fingerprint("speech.fake", lines=LINES)

    def transcribe(self, media: Path, *, report: Report, partial: PartialWork) -> Transcript:
        duration_s = sound_duration_s(media)
        language, lines = _script(media.with_name(f"{media.name}.script.json"))
        segments = []
        for number, (start, end, text) in enumerate(lines, start=1):
            if start < duration_s:
                segments.append(_segment(start, min(end, duration_s), text))
            report(number / len(lines))
        return Transcript(language if segments else "", tuple(segments))


def _script(path: Path) -> tuple[str, list[tuple[float, float, str]]]:
    if not path.exists():
        return "en", [(n * SECONDS_PER_LINE, (n + 1) * SECONDS_PER_LINE, line) for n, line in enumerate(LINES)]
    try:
        script = json.loads(path.read_text(encoding="utf-8"))
        lines = [(float(line["start"]), float(line["end"]), str(line["text"])) for line in script["segments"]]
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput("speech.script", f"The script {path.name} is not a transcript.") from error
    return str(script.get("language", "en")), lines


def _segment(start: float, end: float, text: str) -> TranscriptSegment:
    """Words share the time evenly."""
    words = text.split()
    step = (end - start) / max(1, len(words))
    timed = (
        Word(round(start + n * step, 2), round(start + (n + 1) * step, 2), word, 1.0) for n, word in enumerate(words)
    )
    return TranscriptSegment(start, end, text, tuple(timed), 1.0)
