"""The same recording in another course: what an engine has made of it once is taken over instead of made again.

Only stages whose rows come from an engine alone are taken over, never what people may have worked on. Nothing in what
is taken over, or in what anybody is told, says that there is another course with this recording.
"""

from collections.abc import Callable

from quizgen.lectures.models import Lecture, Stage, StageRun
from workers.stages import Save, read_slides, transcribe

TakeOver = Callable[[Lecture, StageRun], Save | None]
TAKEN_OVER: dict[Stage, TakeOver] = {
    Stage.TRANSCRIBE: transcribe.take_over,
    Stage.READ_SLIDES: read_slides.take_over,
}


def taken_over(run: StageRun, key: str) -> Save | None:
    """What saves the rows of a run with the same inputs as this one's; None where there is none to take over."""
    take_over = TAKEN_OVER.get(Stage(run.stage))
    if take_over is None:
        return None
    same = StageRun.objects.filter(stage=run.stage, input_key=key, finished_at__isnull=False).exclude(pk=run.pk)
    twin = same.select_related("lecture").first()
    if twin is None:
        return None
    save = take_over(run.lecture, twin)
    # Deleted or made anew while it was read: then what was read may be half of each.
    return save if same.filter(pk=twin.pk, finished_at=twin.finished_at).exists() else None
