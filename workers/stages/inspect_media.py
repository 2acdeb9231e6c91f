"""Looks at the recording itself: what it holds, how long it is, and whether anything can be made of it."""

from django.conf import settings

from inference.engine import PartialWork, Report
from inference.media import inspect
from quizgen.lectures.models import Lecture, Stage
from workers.recordings import recording_path
from workers.stages import Save

NEEDS: tuple[Stage, ...] = ()


def inputs(lecture: Lecture) -> list[str]:
    return [lecture.sha256, str(settings.MAX_DURATION_S)]


def run(lecture: Lecture, report: Report, partial: PartialWork) -> Save:
    media = inspect(recording_path(lecture), max_duration_s=settings.MAX_DURATION_S)

    def save() -> str:
        Lecture.objects.filter(pk=lecture.pk).update(
            duration_s=media.duration_s,
            container=media.container,
            audio_codec=media.audio_codec,
            video_codec=media.video_codec,
            width=media.width,
            height=media.height,
        )
        return ""

    return save
