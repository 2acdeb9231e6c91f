"""Which stages there are, and the one way to run any of them.

A StageRun's `input_key` names the inputs that its saved rows were made from. A stage whose inputs are still the same
is not run again; when a stage has saved something, the stages that need it are put back to waiting in the same
transaction. Keys are computed by the worker that runs the stage, so no other needs that stage's engine.
"""

import hashlib
import logging
from collections.abc import Sequence
from typing import Protocol

from django.db import transaction
from django.utils import timezone

from inference.engine import PartialWork, Report
from quizgen import queue
from quizgen.claims import LeaseLost, Status, claim, update_held
from quizgen.lectures.models import Lecture, Stage, StageRun
from quizgen.logs import bound
from workers.artifacts import KeptWork
from workers.claimed import running
from workers.stages import Save, align, inspect_media, place_probes, read_slides, transcribe, write_questions
from workers.twins import taken_over

logger = logging.getLogger(__name__)


class StageModule(Protocol):
    """What each module of `workers.stages` is."""

    @property
    def NEEDS(self) -> Sequence[Stage]: ...

    def inputs(self, lecture: Lecture) -> list[str]:
        """All that decides what the stage makes, as text."""
        ...

    def run(self, lecture: Lecture, report: Report, partial: PartialWork) -> Save:
        """Does the work and writes no row. Raises EngineUnavailable, BadInput, LeaseLost."""
        ...


STAGES: dict[Stage, StageModule] = {
    Stage.INSPECT_MEDIA: inspect_media,
    Stage.TRANSCRIBE: transcribe,
    Stage.READ_SLIDES: read_slides,
    Stage.ALIGN: align,
    Stage.WRITE_QUESTIONS: write_questions,
    Stage.PLACE_PROBES: place_probes,
}


NUDGED_AT_ONCE = 50
"""Of one stage by one `resume`. A worker that is done with a row nudges the next one itself, so no more are needed."""


def run_stage(stage_run_id: int) -> bool:
    """Claims the StageRun and runs it. False where it was not due or another worker was quicker."""
    run = claim(StageRun.objects.select_related("lecture"), stage_run_id)
    if run is None:
        return False
    with bound(lecture_id=run.lecture_id, stage=run.stage), running(run) as report:
        _run(run, report)
    _nudge_longest_waiting(Stage(run.stage), 1)
    return True


def refresh(lecture: Lecture) -> None:
    """Has every stage compare its inputs again, from the first on. What is unchanged is not redone."""
    with transaction.atomic():
        _wait(lecture, Stage.INSPECT_MEDIA)


def resume() -> None:
    """Nudges what is due, the first comers first: its worker died, its message was lost, its engine was away."""
    for stage in Stage:
        _nudge_longest_waiting(stage, NUDGED_AT_ONCE)


def release() -> None:
    """Ends all leases at once. Whoever still works on one of these rows loses it; for the start of all workers."""
    StageRun.objects.filter(status=Status.RUNNING).update(due=timezone.now())


def _nudge_longest_waiting(stage: Stage, count: int) -> None:
    for pk in StageRun.objects.filter(stage=stage).longest_waiting(count).values_list("pk", flat=True):
        queue.nudge_stage(stage_run_id=pk, stage=stage)


def _run(run: StageRun, report: Report) -> None:
    lecture, stage = run.lecture, STAGES[Stage(run.stage)]
    key = input_key(run.stage, stage.inputs(lecture))
    if key == run.input_key and run.finished_at is not None:
        _mark_done(run, key, save=lambda: run.note)
        return
    update_held(run, started_at=timezone.now(), progress=0.0)
    partial = KeptWork(key)
    save = taken_over(run, key) or stage.run(lecture, report, partial)
    _mark_done(run, key, save)
    partial.forget()


def _mark_done(run: StageRun, key: str, save: Save) -> None:
    """The stage's rows, its mark and the rows of the next stages appear together or not at all."""
    with transaction.atomic():
        # Two stages of one lecture that end at once must see each other's mark, or neither makes the next row.
        if Lecture.objects.select_for_update().filter(pk=run.lecture_id).first() is None:
            raise LeaseLost(f"The lecture of {run} was deleted")
        note = save()
        update_held(
            run, status=Status.SUCCEEDED, due=None, progress=1.0, finished_at=timezone.now(), input_key=key, note=note
        )
        _advance(run.lecture, Stage(run.stage))
    logger.info("%s of lecture %s is done", run.stage, run.lecture_id)


def input_key(stage: str, inputs: list[str]) -> str:
    return hashlib.sha256("\n".join([stage, *inputs]).encode()).hexdigest()


def _advance(lecture: Lecture, done: Stage) -> None:
    """Puts to waiting whatever needs the stage that is done, once all that it needs is done."""
    succeeded = set(lecture.stage_runs.filter(status=Status.SUCCEEDED).values_list("stage", flat=True))
    for stage, module in STAGES.items():
        if done in module.NEEDS and succeeded.issuperset(module.NEEDS):
            _wait(lecture, stage)


def _wait(lecture: Lecture, stage: Stage) -> None:
    """A run that is under way with older inputs loses its lease by this."""
    waiting = {
        "status": Status.PENDING,
        "due": None,
        "progress": 0.0,
        "waiting_since": timezone.now(),
        "error_code": "",
        "error": "",
    }
    run, _ = StageRun.objects.update_or_create(lecture=lecture, stage=stage, defaults=waiting)
    transaction.on_commit(lambda: queue.nudge_stage(stage_run_id=run.pk, stage=stage))
