"""Who holds a row, and what happens to the work of those who no longer do."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from quizgen.claims import LeaseLost, Status, claim
from quizgen.lectures.models import Lecture, Stage, StageRun
from tests.workers.stages import run_all, run_until
from workers import pipeline
from workers.claimed import STALLED_AFTER_S, Progress, running


def test_a_claimed_row_cannot_be_claimed_again(lecture: Lecture) -> None:
    pk = lecture.stage_runs.get().pk

    first, second = claim(StageRun.objects.all(), pk), claim(StageRun.objects.all(), pk)

    assert first is not None
    assert second is None


def test_a_row_whose_lease_ran_out_is_claimed_by_another(lecture: Lecture) -> None:
    run = claim(StageRun.objects.all(), lecture.stage_runs.get().pk)
    StageRun.objects.filter(pk=run.pk).update(due=timezone.now() - timedelta(seconds=1))

    second = claim(StageRun.objects.all(), run.pk)

    assert second.claims == run.claims + 1


def test_a_report_renews_the_lease_and_writes_the_progress(lecture: Lecture, settings: Any) -> None:
    run = claim(StageRun.objects.all(), lecture.stage_runs.get().pk)
    StageRun.objects.filter(pk=run.pk).update(due=timezone.now() + timedelta(seconds=1))
    report = Progress(run)
    report.written_at -= 1.5

    report(0.5)

    run.refresh_from_db()
    assert run.progress == 0.5
    assert run.due > timezone.now() + timedelta(seconds=settings.LEASE_S / 2)


def test_reports_are_written_at_most_once_a_second(lecture: Lecture, django_assert_num_queries: Any) -> None:
    report = Progress(claim(StageRun.objects.all(), lecture.stage_runs.get().pk))
    report.written_at = time.monotonic() - 1.5

    with django_assert_num_queries(1):
        for i in range(100):
            report(i / 100)


def test_a_report_after_the_lease_is_lost_stops_the_work(lecture: Lecture) -> None:
    orphan = claim(StageRun.objects.all(), lecture.stage_runs.get().pk)
    StageRun.objects.filter(pk=orphan.pk).update(due=timezone.now())
    claim(StageRun.objects.all(), orphan.pk)
    report = Progress(orphan)
    report.written_at -= 1.5

    with pytest.raises(LeaseLost):
        report(0.9)


def test_whoever_lost_the_lease_saves_nothing(lecture: Lecture, monkeypatch: pytest.MonkeyPatch) -> None:
    run = run_until(lecture, Stage.TRANSCRIBE)
    transcribe = pipeline.STAGES[Stage.TRANSCRIBE]

    def overtaken(*args: Any) -> Any:
        save = transcribe.run(*args)
        StageRun.objects.filter(pk=run.pk).update(claims=run.claims + 2)
        return save

    monkeypatch.setitem(pipeline.STAGES, Stage.TRANSCRIBE, _Like(transcribe, overtaken))

    pipeline.run_stage(run.pk)

    run.refresh_from_db()
    assert run.status == Status.RUNNING
    assert lecture.segments.count() == 0


def test_a_stage_put_back_to_waiting_takes_the_lease_from_whoever_runs_it(lecture: Lecture) -> None:
    run_all(lecture)
    pipeline.refresh(lecture)
    run = claim(StageRun.objects.all(), lecture.stage_runs.get(stage=Stage.INSPECT_MEDIA).pk)

    pipeline.refresh(lecture)

    with running(run):
        pipeline._mark_done(run, "a key", save=lambda: "saved by the orphan")
    run.refresh_from_db()
    assert (run.status, run.note) == (Status.PENDING, "")


def test_release_lets_others_claim_at_once(lecture: Lecture) -> None:
    run = claim(StageRun.objects.all(), lecture.stage_runs.get().pk)

    pipeline.release()

    assert claim(StageRun.objects.all(), run.pk) is not None


def test_the_run_of_a_lecture_that_was_deleted_ends_quietly(lecture: Lecture, monkeypatch: pytest.MonkeyPatch) -> None:
    run = run_until(lecture, Stage.TRANSCRIBE)
    transcribe = pipeline.STAGES[Stage.TRANSCRIBE]

    def outlived(*args: Any) -> Any:
        save = transcribe.run(*args)
        Lecture.objects.get(pk=lecture.pk).delete()
        return save

    monkeypatch.setitem(pipeline.STAGES, Stage.TRANSCRIBE, _Like(transcribe, outlived))

    pipeline.run_stage(run.pk)

    assert not StageRun.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_lease_is_kept_while_an_engine_is_silent(lecture: Lecture, settings: Any) -> None:
    settings.LEASE_S = 1.2
    run = claim(StageRun.objects.all(), lecture.stage_runs.get().pk)

    with running(run):
        time.sleep(2)
        other = claim(StageRun.objects.all(), run.pk)

    assert other is None


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_lease_of_an_engine_that_is_stuck_runs_out(lecture: Lecture, settings: Any) -> None:
    settings.LEASE_S = 1.2
    run = claim(StageRun.objects.all(), lecture.stage_runs.get().pk)

    with running(run) as report:
        report.written_at -= STALLED_AFTER_S
        time.sleep(2)
        other = claim(StageRun.objects.all(), run.pk)

    assert other is not None


class _Like:
    """A stage module with another `run`."""

    def __init__(self, module: Any, run: Any) -> None:
        self.NEEDS, self.inputs, self.run = module.NEEDS, module.inputs, run
