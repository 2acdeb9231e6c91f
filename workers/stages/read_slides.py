"""Finds the slides and reads them."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from django.core.files.base import ContentFile

from inference.engine import PartialWork, Report
from inference.errors import BadInput
from inference.slides.slide import Slide as SeenSlide
from quizgen.lectures.models import Lecture, Slide, Stage, StageRun
from quizgen.storage import keep_whole
from workers import engines
from workers.recordings import recording_path
from workers.rows import slide_of
from workers.stages import Save

NEEDS = (Stage.INSPECT_MEDIA,)

NO_PICTURE = "This recording has no picture, so there are no slides."
NO_SLIDES = "No slides were found in the picture of this recording."


def inputs(lecture: Lecture) -> list[str]:
    return [lecture.sha256, engines.slide_reader().fingerprint]


def run(lecture: Lecture, report: Report, partial: PartialWork) -> Save:
    """A recording without a picture is not refused: what is said may be enough."""
    try:
        slides = engines.slide_reader().read_slides(recording_path(lecture), report=report, partial=partial)
    except BadInput as bad:
        if bad.code != "slides.no_video" or not lecture.audio_codec:
            raise
        return lambda: _save(lecture, [], NO_PICTURE)
    rows = [_row(lecture, position, slide) for position, slide in enumerate(slides)]
    return lambda: _save(lecture, rows, "" if rows else NO_SLIDES)


def take_over(lecture: Lecture, twin: StageRun) -> Save | None:
    """`twin` is this stage of another lecture with the same recording. The pictures are copied, so that each lecture
    can be deleted without the other; None where they are no more."""
    try:
        rows = [_row(lecture, slide.position, _seen(slide)) for slide in twin.lecture.slides.all()]
    except FileNotFoundError:
        return None
    return lambda: _save(lecture, rows, twin.note)


def _seen(row: Slide) -> SeenSlide:
    with row.image.open("rb") as image, row.thumbnail.open("rb") as thumbnail:
        return replace(slide_of(row), image=image.read(), thumbnail=thumbnail.read())


def _save(lecture: Lecture, rows: Sequence[Slide], note: str) -> str:
    lecture.slides.all().delete()
    Slide.objects.bulk_create(rows)
    return note


def _row(lecture: Lecture, position: int, slide: SeenSlide) -> Slide:
    return Slide(
        lecture=lecture,
        position=position,
        start=slide.start,
        end=slide.end,
        title=slide.title[:300],
        text=slide.text,
        image=_stored(lecture, slide.image),
        thumbnail=_stored(lecture, slide.thumbnail),
        confidence=slide.confidence,
    )


def _stored(lecture: Lecture, webp: bytes) -> str:
    """Named by content, so that a resumed run writes the same file; by lecture, so that it can be deleted with it."""
    name = f"slides/{lecture.pk}/{hashlib.sha256(webp).hexdigest()[:32]}.webp"
    keep_whole(name, ContentFile(webp))
    return name
