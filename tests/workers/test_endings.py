"""Every way in which a run may end, and what its row says afterwards."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from quizgen.claims import Status
from quizgen.lectures.models import Lecture, Stage, StageRun
from quizgen.lectures.services import retry_stage
from tests.workers.conftest import counted
from tests.workers.stages import run_all, run_until, statuses
from workers import pipeline


def test_an_engine_that_is_away_is_tried_again_later(lecture: Lecture, script: Path) -> None:
    run = run_until(lecture, Stage.TRANSCRIBE)
    (script / "speech.away").touch()

    pipeline.run_stage(run.pk)

    run.refresh_from_db()
    assert (run.status, run.error_code) == (Status.PENDING, "engine.unavailable")
    assert run.due is not None
    assert run.due > timezone.now()
    assert not pipeline.run_stage(run.pk), "not before it is due"


def test_an_engine_that_is_back_ends_the_waiting(lecture: Lecture, script: Path) -> None:
    run = run_until(lecture, Stage.TRANSCRIBE)
    (script / "speech.away").touch()
    pipeline.run_stage(run.pk)
    (script / "speech.away").unlink()
    StageRun.objects.filter(pk=run.pk).update(due=timezone.now())

    run_all(lecture)

    assert set(statuses(lecture).values()) == {Status.SUCCEEDED}
    run.refresh_from_db()
    assert run.error == ""


def test_each_wait_of_one_outage_is_longer(lecture: Lecture, script: Path) -> None:
    run = run_until(lecture, Stage.TRANSCRIBE)
    (script / "speech.away").touch()
    pipeline.run_stage(run.pk)
    StageRun.objects.filter(pk=run.pk).update(due=None, waiting_since=timezone.now() - timedelta(seconds=60))

    pipeline.run_stage(run.pk)

    run.refresh_from_db()
    assert run.due is not None
    assert 55 <= (run.due - timezone.now()).total_seconds() <= 65


def test_an_outage_that_lasts_too_long_fails_with_a_sentence(lecture: Lecture, script: Path, settings: Any) -> None:
    run = run_until(lecture, Stage.TRANSCRIBE)
    (script / "speech.away").touch()
    pipeline.run_stage(run.pk)
    long_ago = timezone.now() - timedelta(seconds=settings.GIVE_UP_AFTER_S + 1)
    StageRun.objects.filter(pk=run.pk).update(due=None, waiting_since=long_ago)

    pipeline.run_stage(run.pk)

    run.refresh_from_db()
    assert (run.status, run.error_code) == (Status.FAILED, "engine.given_up")
    assert "is away" in run.error
    assert "has been for too long. Try again" in run.error


def test_waiting_in_a_long_queue_is_no_outage(lecture: Lecture, script: Path, settings: Any) -> None:
    run = run_until(lecture, Stage.TRANSCRIBE)
    long_ago = timezone.now() - timedelta(seconds=settings.GIVE_UP_AFTER_S + 1)
    StageRun.objects.filter(pk=run.pk).update(waiting_since=long_ago)
    (script / "speech.away").touch()

    pipeline.run_stage(run.pk)

    run.refresh_from_db()
    assert run.status == Status.PENDING


def test_a_bug_is_recorded_and_not_hidden(lecture: Lecture, monkeypatch: pytest.MonkeyPatch) -> None:
    run = run_until(lecture, Stage.TRANSCRIBE)
    monkeypatch.setattr("tests.workers.scripted.SENTENCES", None)

    with pytest.raises(TypeError):
        pipeline.run_stage(run.pk)

    run.refresh_from_db()
    assert (run.status, run.error_code) == (Status.FAILED, "internal")
    assert run.error.startswith("Something went wrong on our side.")


def test_a_failed_stage_can_be_tried_again(lecture: Lecture, monkeypatch: pytest.MonkeyPatch) -> None:
    run = run_until(lecture, Stage.TRANSCRIBE)
    with monkeypatch.context() as broken:
        broken.setattr("tests.workers.scripted.SENTENCES", None)
        with pytest.raises(TypeError):
            pipeline.run_stage(run.pk)

    retry_stage(stage_run=run)
    run_all(lecture)

    assert set(statuses(lecture).values()) == {Status.SUCCEEDED}


def test_trying_again_leaves_a_stage_that_is_done_alone(lecture: Lecture, script: Path) -> None:
    run_all(lecture)

    retry_stage(stage_run=lecture.stage_runs.get(stage=Stage.TRANSCRIBE))
    run_all(lecture)

    assert counted(script, "speech") == 1


def test_a_film_without_sound_goes_on_with_its_slides(lecture: Lecture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRIPT_REFUSES", "silent")

    run_all(lecture)

    assert set(statuses(lecture).values()) == {Status.SUCCEEDED}
    assert lecture.stage_runs.get(stage=Stage.TRANSCRIBE).note.startswith("This recording has no sound")
    assert lecture.slides.count() == 2


def test_a_recording_without_a_picture_goes_on_with_its_speech(lecture: Lecture, monkeypatch: Any) -> None:
    monkeypatch.setenv("SCRIPT_REFUSES", "blind")

    run_all(lecture)

    assert set(statuses(lecture).values()) == {Status.SUCCEEDED}
    assert lecture.stage_runs.get(stage=Stage.READ_SLIDES).note.startswith("This recording has no picture")
    assert lecture.segments.count() == 4


def test_a_recording_with_neither_is_refused_in_a_sentence(lecture: Lecture, monkeypatch: Any) -> None:
    monkeypatch.setenv("SCRIPT_REFUSES", "silent blind")

    run_all(lecture)

    align = lecture.stage_runs.get(stage=Stage.ALIGN)
    assert (align.status, align.error_code) == (Status.FAILED, "lecture.nothing_found")
    assert align.error == "This recording has neither speech nor slides that can be read."
    assert Stage.WRITE_QUESTIONS not in statuses(lecture)


def test_silence_and_music_give_a_transcript_without_segments_and_a_sentence(
    lecture: Lecture, monkeypatch: Any
) -> None:
    monkeypatch.setenv("SCRIPT_FINDS_NO", "speech")

    run_all(lecture)

    assert set(statuses(lecture).values()) == {Status.SUCCEEDED}
    assert lecture.segments.count() == 0
    note = lecture.stage_runs.get(stage=Stage.TRANSCRIBE).note
    assert note == "Nothing is said in this recording, so there is no transcript."


def test_a_picture_without_slides_is_said_in_a_sentence(lecture: Lecture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRIPT_FINDS_NO", "slides")

    run_all(lecture)

    assert set(statuses(lecture).values()) == {Status.SUCCEEDED}
    assert lecture.slides.count() == 0
    note = lecture.stage_runs.get(stage=Stage.READ_SLIDES).note
    assert note == "No slides were found in the picture of this recording."


def test_music_without_slides_is_refused_and_nothing_is_invented(lecture: Lecture, monkeypatch: Any) -> None:
    monkeypatch.setenv("SCRIPT_FINDS_NO", "speech slides")

    run_all(lecture)

    assert lecture.stage_runs.get(stage=Stage.ALIGN).error_code == "lecture.nothing_found"
    assert not lecture.passages.exists()


def test_how_long_an_engine_is_waited_for_is_said(lecture: Lecture, script: Path, settings: Any) -> None:
    settings.GIVE_UP_AFTER_S = 1800
    run = run_until(lecture, Stage.TRANSCRIBE)
    (script / "speech.away").touch()

    pipeline.run_stage(run.pk)

    run.refresh_from_db()
    assert run.error.endswith("It is tried again by itself, for 30 minutes at most.")


def test_a_step_that_was_given_up_starts_anew_by_the_button(lecture: Lecture, script: Path, settings: Any) -> None:
    settings.GIVE_UP_AFTER_S = 0
    run = run_until(lecture, Stage.TRANSCRIBE)
    (script / "speech.away").touch()
    pipeline.run_stage(run.pk)
    (script / "speech.away").unlink()

    retry_stage(stage_run=StageRun.objects.get(pk=run.pk))
    run_all(lecture)

    assert set(statuses(lecture).values()) == {Status.SUCCEEDED}
