"""From an upload to placed questions, one stage after the other."""

from pathlib import Path
from typing import Any

import pytest

from quizgen.claims import Status
from quizgen.lectures.models import Lecture, Stage
from quizgen.quizzes.models import Probe, Question
from tests.workers.conftest import counted
from tests.workers.stages import run_all, run_until, statuses
from workers import engines, pipeline


def test_every_stage_succeeds_and_leaves_its_rows(lecture: Lecture) -> None:
    run_all(lecture)

    assert statuses(lecture) == dict.fromkeys(Stage.values, Status.SUCCEEDED)
    lecture.refresh_from_db()
    assert lecture.duration_s == pytest.approx(2.0, abs=0.2)
    assert lecture.language == "en"
    assert lecture.segments.count() == 4
    assert [slide.title for slide in lecture.slides.all()] == ["Pendulum", "Period"]
    assert lecture.passages.count() >= 2
    assert Question.objects.filter(quiz__lecture=lecture).count() >= 2


def test_only_what_is_needed_next_gets_a_row(lecture: Lecture) -> None:
    pipeline.run_stage(lecture.stage_runs.get().pk)

    assert statuses(lecture) == {
        Stage.INSPECT_MEDIA: Status.SUCCEEDED,
        Stage.TRANSCRIBE: Status.PENDING,
        Stage.READ_SLIDES: Status.PENDING,
    }


def test_align_waits_for_both_speech_and_slides(lecture: Lecture) -> None:
    run_until(lecture, Stage.READ_SLIDES)

    assert Stage.ALIGN not in statuses(lecture)
    pipeline.run_stage(lecture.stage_runs.get(stage=Stage.READ_SLIDES).pk)
    assert statuses(lecture)[Stage.ALIGN] == Status.PENDING


def test_a_stage_that_is_done_is_not_run_again(lecture: Lecture, script: Path) -> None:
    run_all(lecture)
    done = lecture.stage_runs.get(stage=Stage.TRANSCRIBE)

    assert not pipeline.run_stage(done.pk)
    assert counted(script, "speech") == 1


def test_a_refresh_without_changes_redoes_nothing(lecture: Lecture, script: Path) -> None:
    run_all(lecture)
    segments = list(lecture.segments.values_list("pk", flat=True))

    pipeline.refresh(lecture)
    run_all(lecture)

    assert [counted(script, role) for role in ("speech", "slides", "questions")] == [1, 1, 1]
    assert list(lecture.segments.values_list("pk", flat=True)) == segments
    assert set(statuses(lecture).values()) == {Status.SUCCEEDED}


def test_another_engine_redoes_its_stage_and_what_follows_but_nothing_beside_it(
    lecture: Lecture, script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_all(lecture)
    monkeypatch.setenv("SCRIPT_VERSION", "2")
    engines._engine.cache_clear()

    pipeline.refresh(lecture)
    run_all(lecture)

    assert [counted(script, role) for role in ("speech", "slides", "questions")] == [2, 1, 2]
    assert lecture.segments.count() == 4


def test_partial_work_is_gone_once_the_rows_are_saved(lecture: Lecture, settings: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("SCRIPT_SLOW", "speech")
    monkeypatch.setenv("SCRIPT_SLOW_S", "0.2")

    run_all(lecture)

    assert [path for path in Path(settings.ARTIFACT_DIR).rglob("*") if path.is_file()] == []


def test_a_probe_stands_only_behind_its_evidence(lecture: Lecture, settings: Any) -> None:
    lecture.course.probe_gap_s, lecture.course.probe_every_s = 1, 5
    lecture.course.save()
    run_until(lecture, Stage.PLACE_PROBES)
    Lecture.objects.filter(pk=lecture.pk).update(duration_s=20.0)

    run_all(lecture)

    probes = list(Probe.objects.select_related("question"))
    assert probes
    assert all(probe.at_s >= probe.question.evidence_end for probe in probes)
