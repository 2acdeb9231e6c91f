"""What the page says of a step whose engine is away, and what it offers once that was given up."""

import pytest

from quizgen.claims import Status
from quizgen.lectures.models import Lecture, Stage, StageRun
from tests.quizgen import workbench
from tests.quizgen.workbench import signed_in, teacher

pytestmark = pytest.mark.django_db
WAITS = "The engine for this step is away. It is tried again by itself, for 60 minutes at most."


@pytest.fixture
def run() -> StageRun:
    course = workbench.course()
    lecture: Lecture = workbench.lecture(course, teacher(course))
    lecture.stage_runs.all().delete()
    return StageRun.objects.create(
        lecture=lecture, stage=Stage.TRANSCRIBE, status=Status.PENDING, error_code="engine.unavailable", error=WAITS
    )


def page(run: StageRun) -> str:
    client = signed_in(run.lecture.uploaded_by)
    return client.get(f"/lectures/{run.lecture_id}/stages/").content.decode()


def test_it_says_that_the_step_waits_and_for_how_long(run: StageRun) -> None:
    shown = page(run)

    assert WAITS in shown
    assert "Try again" not in shown


def test_a_step_that_was_given_up_has_a_button_that_starts_it_again(run: StageRun) -> None:
    StageRun.objects.update(status=Status.FAILED, error_code="engine.given_up", error="It was away for too long.")

    address = f"/lectures/{run.lecture_id}/stages/transcribe/retry/"

    shown = page(run)
    signed_in(run.lecture.uploaded_by).post(address)

    assert "It was away for too long." in shown
    assert f'action="{address}"' in shown
    run.refresh_from_db()
    assert (run.status, run.error) == (Status.PENDING, "")
