"""How far a lecture is, in words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizgen.claims import Status
from quizgen.lectures.models import Lecture, Stage, StageRun
from quizgen.lectures.progress import lecture_rows, stage_views, time_left
from quizgen.quizzes.models import QuestionStatus
from tests.quizgen import workbench

pytestmark = pytest.mark.django_db


@pytest.fixture
def lecture() -> Lecture:
    course = workbench.course()
    return workbench.read_lecture(course, workbench.teacher(course))


def state(lecture: Lecture) -> tuple[str, str]:
    (row,) = lecture_rows(Lecture.objects.filter(pk=lecture.pk))
    return row.state.tone, row.state.word


def test_a_running_stage_is_named_before_one_that_waits(lecture: Lecture) -> None:
    workbench.stage_run(lecture, Stage.TRANSCRIBE, Status.PENDING)
    workbench.stage_run(lecture, Stage.READ_SLIDES, Status.RUNNING, progress=0.4)

    assert state(lecture) == ("processing", "Reading the slides")


def test_a_failure_is_said_whatever_else_runs(lecture: Lecture) -> None:
    workbench.stage_run(lecture, Stage.TRANSCRIBE, Status.FAILED, error="No sound.")
    workbench.stage_run(lecture, Stage.READ_SLIDES, Status.RUNNING)

    assert state(lecture) == ("wrong", "Stopped")


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ([], ("unsure", "No questions yet")),
        (["rejected"], ("unsure", "No questions yet")),
        (["draft", "approved", "published"], ("partly", "1 draft to review · 1 published")),
        (["approved", "approved", "published"], ("partly", "2 questions to publish · 1 published")),
        (["published", "rejected"], ("correct", "1 question published")),
    ],
)
def test_when_all_is_done_the_questions_say_what_comes_next(
    lecture: Lecture, statuses: list[str], said: tuple[str, str]
) -> None:
    workbench.stage_run(lecture, Stage.PLACE_PROBES, Status.SUCCEEDED)
    for i, status in enumerate(statuses):
        workbench.question(lecture, f"Question {i}?", status=QuestionStatus(status))
    workbench.published(lecture)

    assert state(lecture) == said


def test_stages_that_have_no_row_yet_come_later(lecture: Lecture) -> None:
    views = stage_views([workbench.stage_run(lecture, Stage.INSPECT_MEDIA, Status.RUNNING, progress=0.999)])

    assert [view.word for view in views] == ["99\xa0%", *["later"] * 5]


def test_a_note_is_told_apart_from_plain_success(lecture: Lecture) -> None:
    run = workbench.stage_run(lecture, Stage.WRITE_QUESTIONS, Status.SUCCEEDED, note="This writer needs English.")

    (view,) = [view for view in stage_views([run]) if view.name == Stage.WRITE_QUESTIONS]

    assert (view.tone, view.word) == ("partly", "done, with a note")


@pytest.mark.parametrize(
    ("elapsed_s", "progress", "words"),
    [
        (60, 0.5, "about 1 min left"),
        (60, 0.25, "about 3 min left"),
        (90, 0.9, "less than a minute left"),
        (2, 0.5, ""),
        (60, 0.01, ""),
    ],
)
def test_what_is_left_is_estimated_only_when_that_is_no_guess(elapsed_s: int, progress: float, words: str) -> None:
    now = timezone.now()

    assert time_left(StageRun(started_at=now - timedelta(seconds=elapsed_s), progress=progress), now) == words
