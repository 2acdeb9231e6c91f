"""A worker's disk is full: the stage waits for room as it waits for an engine, and says so."""

import errno
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from quizgen.claims import Status
from quizgen.lectures.models import Lecture, Stage, StageRun
from tests.workers.stages import run_all, run_until, statuses
from workers import pipeline


def full(*_: Any, **__: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("stage", "target"),
    [(Stage.READ_SLIDES, "quizgen.storage.os.replace"), (Stage.TRANSCRIBE, "workers.artifacts.os.replace")],
    ids=["a slide's picture", "partial work"],
)
def test_a_full_disk_puts_the_stage_off_and_leaves_no_half_file(
    lecture: Lecture, settings: Any, monkeypatch: pytest.MonkeyPatch, stage: Stage, target: str
) -> None:
    monkeypatch.setenv("SCRIPT_SLOW", "speech")
    monkeypatch.setenv("SCRIPT_SLOW_S", "0.2")
    run = run_until(lecture, stage)
    with monkeypatch.context() as filled:
        filled.setattr(target, full)
        pipeline.run_stage(run.pk)

    run.refresh_from_db()
    assert run.status == Status.PENDING
    assert run.error.startswith("The disk of the machine for this step is full.")
    half = [
        path for folder in (settings.MEDIA_ROOT, settings.ARTIFACT_DIR) for path in Path(folder).rglob("*.writing-*")
    ]
    assert half == []
    StageRun.objects.filter(pk=run.pk).update(due=timezone.now())
    run_all(lecture)
    assert set(statuses(lecture).values()) == {Status.SUCCEEDED}
