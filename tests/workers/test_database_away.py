"""A database that is locked or away for a while: the row is left to be run again, and no work is taken for done."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from quizgen.claims import Status, claim, renew
from quizgen.lectures.models import Lecture, Stage, StageRun
from tests.workers.conftest import counted, upload
from tests.workers.machine import Machine, wait_until
from tests.workers.stages import run_all, run_until, statuses
from tests.workers.test_killed_workers import all_done
from workers import pipeline
from workers.claimed import running

# Whole transactions: a connection that does not work any more is closed, which it cannot be inside of one.
pytestmark = pytest.mark.django_db(transaction=True)
ERRORS = [OperationalError("database is locked"), InterfaceError("connection already closed")]


def away(error: Exception) -> Any:
    def raises(*_: Any, **__: Any) -> None:
        raise error

    return raises


@pytest.mark.parametrize("error", ERRORS, ids=["locked", "closed"])
def test_a_stage_that_cannot_be_saved_is_run_again_soon(
    lecture: Lecture, script: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    run = run_until(lecture, Stage.TRANSCRIBE)
    with monkeypatch.context() as broken:
        broken.setattr("workers.stages.transcribe.TranscriptSegment.objects.bulk_create", away(error))
        pipeline.run_stage(run.pk)

    run.refresh_from_db()
    assert (run.status, run.error, lecture.segments.count()) == (Status.PENDING, "", 0)
    assert run.due is not None
    StageRun.objects.filter(pk=run.pk).update(due=timezone.now())
    run_all(lecture)
    assert set(statuses(lecture).values()) == {Status.SUCCEEDED}
    assert counted(script, "speech") == 2


def test_a_row_that_cannot_even_be_put_off_is_found_when_its_lease_ends(
    lecture: Lecture, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = run_until(lecture, Stage.TRANSCRIBE)
    with monkeypatch.context() as broken:
        broken.setattr("workers.claimed.update_held", away(ERRORS[0]))
        broken.setattr("workers.pipeline.update_held", away(ERRORS[0]))
        pipeline.run_stage(run.pk)

    run.refresh_from_db()
    assert run.status == Status.RUNNING
    StageRun.objects.filter(pk=run.pk).update(due=timezone.now())
    run_all(lecture)
    assert set(statuses(lecture).values()) == {Status.SUCCEEDED}


@pytest.mark.slow
def test_a_beat_that_finds_the_database_locked_is_not_the_last_one(
    lecture: Lecture, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LEASE_S = 1.5
    run = claim(StageRun.objects.all(), lecture.stage_runs.get().pk)
    from_now = time.monotonic()

    def locked_at_first(*args: Any, **values: Any) -> None:
        if time.monotonic() - from_now < 0.7:
            raise ERRORS[0]
        renew(*args, **values)

    monkeypatch.setattr("workers.claimed.renew", locked_at_first)
    with running(run):
        time.sleep(2.5)
        other = claim(StageRun.objects.all(), run.pk)

    assert other is None


def locked(seconds: float) -> None:
    """Somebody else writes for so long: to all of SQLite, to this table of another database."""
    with transaction.atomic():
        if connection.vendor != "sqlite":
            connection.cursor().execute(f"LOCK TABLE {StageRun._meta.db_table} IN EXCLUSIVE MODE")
        else:
            StageRun.objects.filter(pk=0).update(progress=0)
        time.sleep(seconds)


@pytest.fixture
def machine(tmp_path: Path, script: Path) -> Iterator[Machine]:
    with Machine(tmp_path, script) as machine:
        yield machine


@pytest.mark.slow
def test_a_long_writer_holds_a_lecture_up_and_no_more(machine: Machine, recording: Path) -> None:
    machine.start_lecture_worker()
    lecture = upload(recording)
    wait_until(lambda: lecture.stage_runs.filter(stage=Stage.TRANSCRIBE).exists())

    locked(4)

    wait_until(lambda: all_done(lecture))
    assert "Traceback" not in machine.log("lectures")
