"""What was said and shown as one text to read: the transcript with the slides as its headings."""

from collections.abc import Iterable
from dataclasses import dataclass

from quizgen.lectures.models import Slide, TranscriptSegment


@dataclass(frozen=True, slots=True)
class Line:
    """A segment of speech, or the heading of the slide that comes up at `start`."""

    start: float
    end: float
    text: str
    slide: Slide | None = None


def interleaved(segments: Iterable[TranscriptSegment], slides: Iterable[Slide]) -> list[Line]:
    """In the order of time; of a slide and a segment that begin together, the slide comes first."""
    spoken = [Line(segment.start, segment.end, segment.text) for segment in segments]
    shown = [Line(slide.start, slide.end, slide.text, slide) for slide in slides]
    return sorted([*shown, *spoken], key=lambda line: (line.start, line.slide is None))
