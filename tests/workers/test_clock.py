"""The time of day jumps: nothing is lost, nothing waits for it to come again."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from quizgen.celery import app
from quizgen.claims import Status, claim
from quizgen.lectures.models import Lecture, Stage, StageRun
from tests.workers.conftest import counted
from tests.workers.stages import run_all, run_until, statuses
from workers import pipeline
from workers.claimed import running
from workers.clock import SteadyScheduler

JUMP = timedelta(days=1)


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the time of day off by so much."""
    real = timezone.now

    def by(jump: timedelta) -> None:
        monkeypatch.setattr(timezone, "now", lambda: real() + jump)

    return by


def test_a_lease_that_a_clock_set_forward_has_ended_is_taken_and_its_holder_saves_nothing(
    lecture: Lecture, set_clock: Any
) -> None:
    run = run_until(lecture, Stage.TRANSCRIBE)
    held = claim(StageRun.objects.all(), run.pk)
    set_clock(JUMP)

    run_all(lecture)
    with running(held):
        pipeline._mark_done(held, "a key", save=lambda: "saved too late")

    assert set(statuses(lecture).values()) == {Status.SUCCEEDED}
    run.refresh_from_db()
    assert (run.note, run.claims) == ("", 2)


def test_the_lease_of_a_dead_worker_ends_though_the_clock_was_set_back(lecture: Lecture, set_clock: Any) -> None:
    run = run_until(lecture, Stage.TRANSCRIBE)
    claim(StageRun.objects.all(), run.pk)
    set_clock(-JUMP)

    run_all(lecture)

    assert set(statuses(lecture).values()) == {Status.SUCCEEDED}


def test_a_living_worker_keeps_its_lease_though_the_clock_was_set_back(lecture: Lecture, set_clock: Any) -> None:
    run = claim(StageRun.objects.all(), lecture.stage_runs.get().pk)
    set_clock(-JUMP)

    with running(run) as report:
        report.written_at -= 1.5
        report(0.5)

        assert claim(StageRun.objects.all(), run.pk) is None


def test_clocks_of_two_machines_that_differ_by_minutes_take_no_lease(lecture: Lecture, set_clock: Any) -> None:
    set_clock(timedelta(minutes=10))
    run = claim(StageRun.objects.all(), lecture.stage_runs.get().pk)
    set_clock(timedelta(0))

    assert claim(StageRun.objects.all(), run.pk) is None


def test_a_stage_that_waits_for_its_engine_is_tried_though_the_clock_was_set_back(
    lecture: Lecture, script: Any, set_clock: Any
) -> None:
    run = run_until(lecture, Stage.TRANSCRIBE)
    (script / "speech.away").touch()
    pipeline.run_stage(run.pk)
    (script / "speech.away").unlink()
    set_clock(-JUMP)

    run_all(lecture)

    assert counted(script, "speech") == 2
    assert set(statuses(lecture).values()) == {Status.SUCCEEDED}


class Scheduler(SteadyScheduler):
    """Counts instead of sending."""

    def __init__(self) -> None:
        super().__init__(app, lazy=True)
        self.sent: list[str] = []
        self.merge_inplace(app.conf.beat_schedule)

    def apply_entry(self, entry: Any, producer: Any = None) -> None:
        self.sent.append(entry.name)

    @property
    def producer(self) -> Any:
        return None


@pytest.fixture
def monotonic(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that the steady clock shows."""
    shown = [1000.0]
    monkeypatch.setattr("workers.clock.time.monotonic", lambda: shown[0])
    return shown


def test_resume_is_sent_at_the_start_and_at_its_interval(monotonic: list[float], settings: Any) -> None:
    scheduler = Scheduler()

    assert scheduler.tick() == settings.RESUME_EVERY_S
    monotonic[0] += settings.RESUME_EVERY_S - 1
    assert scheduler.tick() == 1
    assert sorted(scheduler.sent) == ["forget_reasoning", "resume", "resume_grading"]
    monotonic[0] += 1
    scheduler.tick()

    assert sorted(scheduler.sent) == ["forget_reasoning", "resume", "resume", "resume_grading", "resume_grading"]


def test_the_time_of_day_does_not_matter_to_it(monotonic: list[float], monkeypatch: Any, settings: Any) -> None:
    scheduler = Scheduler()
    scheduler.tick()
    monkeypatch.setattr(app, "now", lambda: datetime.now(timezone.get_default_timezone()) - JUMP)

    monotonic[0] += settings.RESUME_EVERY_S
    scheduler.tick()

    assert scheduler.sent.count("resume") == 2


def test_the_site_uses_it() -> None:
    assert app.conf.beat_scheduler == "workers.clock.SteadyScheduler"
