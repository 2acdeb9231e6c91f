"""Writes down what is said."""

from inference.engine import PartialWork, Report
from inference.errors import BadInput
from inference.speech.transcript import Transcript
from inference.speech.transcript import TranscriptSegment as SpokenSegment
from quizgen.lectures.models import Lecture, Stage, StageRun, TranscriptSegment
from workers import engines
from workers.recordings import recording_path
from workers.rows import segments_of
from workers.stages import Save

NEEDS = (Stage.INSPECT_MEDIA,)

NO_SOUND = "This recording has no sound, so there is no transcript."
NO_SPEECH = "Nothing is said in this recording, so there is no transcript."


def inputs(lecture: Lecture) -> list[str]:
    return [lecture.sha256, engines.transcriber().fingerprint]


def run(lecture: Lecture, report: Report, partial: PartialWork) -> Save:
    """A film without sound is not refused: its slides may say enough."""
    try:
        transcript = engines.transcriber().transcribe(recording_path(lecture), report=report, partial=partial)
    except BadInput as bad:
        if bad.code != "speech.no_audio" or not lecture.video_codec:
            raise
        return lambda: _save(lecture, Transcript("", ()), NO_SOUND)
    return lambda: _save(lecture, transcript, "" if transcript.segments else NO_SPEECH)


def take_over(lecture: Lecture, twin: StageRun) -> Save:
    """`twin` is this stage of another lecture with the same recording."""
    transcript = Transcript(twin.lecture.language, segments_of(twin.lecture))
    return lambda: _save(lecture, transcript, twin.note)


def _save(lecture: Lecture, transcript: Transcript, note: str) -> str:
    lecture.segments.all().delete()
    TranscriptSegment.objects.bulk_create(
        _row(lecture, position, segment) for position, segment in enumerate(transcript.segments)
    )
    Lecture.objects.filter(pk=lecture.pk).update(language=transcript.language)
    return note


def _row(lecture: Lecture, position: int, segment: SpokenSegment) -> TranscriptSegment:
    return TranscriptSegment(
        lecture=lecture,
        position=position,
        start=segment.start,
        end=segment.end,
        text=segment.text,
        words=[[word.start, word.end, word.text, word.confidence] for word in segment.words],
        confidence=segment.confidence,
    )
