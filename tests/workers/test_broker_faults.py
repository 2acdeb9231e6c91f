"""Messages are nudges: lost, doubled or late, they change nothing."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from quizgen import queue
from quizgen.claims import Status
from quizgen.lectures.models import Stage, StageRun
from tests.workers.conftest import counted, upload
from tests.workers.machine import Machine, kill_group, wait_until
from tests.workers.test_killed_workers import all_done

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def machine(tmp_path: Path, script: Path) -> Iterator[Machine]:
    with Machine(tmp_path, script, SCRIPT_SLOW="speech", SCRIPT_SLOW_S="1.5") as machine:
        yield machine


def test_messages_alone_carry_a_lecture_through(machine: Machine, recording: Path) -> None:
    machine.start_lecture_worker()

    lecture = upload(recording)

    wait_until(lambda: all_done(lecture))
    assert set(lecture.stage_runs.values_list("claims", flat=True)) == {1}


def test_of_two_workers_one_wins_each_stage(machine: Machine, script: Path, recording: Path) -> None:
    machine.start_lecture_worker("first")
    machine.start_lecture_worker("second")
    lecture = upload(recording)
    wait_until(lambda: lecture.stage_runs.filter(stage=Stage.TRANSCRIBE).exists())

    transcribe = lecture.stage_runs.get(stage=Stage.TRANSCRIBE)
    for _ in range(20):
        queue.nudge_stage(stage_run_id=transcribe.pk, stage=transcribe.stage)

    wait_until(lambda: all_done(lecture))
    assert counted(script, "speech") == 1
    assert set(lecture.stage_runs.values_list("claims", flat=True)) == {1}


def test_an_upload_does_not_wait_for_a_broker_that_is_away(machine: Machine, recording: Path) -> None:
    machine.start_lecture_worker()
    machine.start_beat()
    kill_group(machine.broker)

    started = time.monotonic()
    lecture = upload(recording)
    took_s = time.monotonic() - started

    assert took_s < 3
    assert lecture.stage_runs.get().status == Status.PENDING
    machine.start_broker()
    wait_until(lambda: all_done(lecture))


def test_a_broker_that_is_restarted_in_the_middle_of_a_stage_loses_nothing(
    machine: Machine, script: Path, recording: Path
) -> None:
    machine.start_lecture_worker()
    machine.start_beat()
    lecture = upload(recording)
    wait_until(lambda: counted(script, "speech", "steps") >= 3)

    kill_group(machine.broker)
    wait_until(lambda: counted(script, "speech", "ends") == 1)
    machine.start_broker()

    wait_until(lambda: all_done(lecture))
    assert counted(script, "speech") == 1


def test_an_engine_that_comes_back_is_tried_again_by_itself(machine: Machine, script: Path, recording: Path) -> None:
    (script / "slides.away").touch()
    machine.start_lecture_worker()
    lecture = upload(recording)
    waiting = StageRun.objects.filter(lecture=lecture, stage=Stage.READ_SLIDES, error_code="engine.unavailable")
    wait_until(waiting.exists)

    (script / "slides.away").unlink()
    waiting.update(due=timezone.now() - timedelta(seconds=1))
    machine.start_beat()

    wait_until(lambda: all_done(lecture))
    assert counted(script, "slides") == 2
