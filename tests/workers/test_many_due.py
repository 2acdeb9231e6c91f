"""Two hundred stages due at once: nudged in batches, each run once, and none forgotten."""

from collections import deque
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from quizgen.accounts.models import ApiToken, User
from quizgen.attempts.models import GradingRequest
from quizgen.claims import Status
from quizgen.lectures.models import Lecture, Stage, StageRun
from tests.workers.machine import Machine, wait_until
from workers import grading, pipeline

MANY = 200


class Messages:
    """A broker's queue, first in, first out, that counts what goes through it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.waiting: deque[int] = deque()
        self.sent = 0
        monkeypatch.setattr("quizgen.queue.nudge_stage", self._put)

    def _put(self, *, stage_run_id: int, stage: str) -> None:
        self.sent += 1
        self.waiting.append(stage_run_id)

    def work_off(self, most: int) -> int:
        """How many of the next messages ran something."""
        ran = 0
        for _ in range(most):
            ran += pipeline.run_stage(self.waiting.popleft()) if self.waiting else False
        return ran


def make_due(like: Lecture, count: int = MANY) -> None:
    """The last stage of `count` lectures, whose messages were all lost."""
    lectures = Lecture.objects.bulk_create(_another(like, number) for number in range(count))
    StageRun.objects.bulk_create(run for number, lecture in enumerate(lectures) for run in _runs(lecture, number))
    like.delete()


def _another(like: Lecture, number: int) -> Lecture:
    return Lecture(
        course=like.course,
        title=f"Lecture {number}",
        sha256=f"{number:064}",
        size_bytes=1,
        media=like.media.name,
        uploaded_by=like.uploaded_by,
    )


def _runs(lecture: Lecture, number: int) -> list[StageRun]:
    waiting_since = timezone.now() - timedelta(hours=1) + timedelta(seconds=number)
    before = StageRun(lecture=lecture, stage=Stage.WRITE_QUESTIONS, status=Status.SUCCEEDED, input_key="key")
    return [before, StageRun(lecture=lecture, stage=Stage.PLACE_PROBES, waiting_since=waiting_since)]


def probes() -> list[StageRun]:
    return list(StageRun.objects.filter(stage=Stage.PLACE_PROBES).order_by("waiting_since"))


def test_one_resume_nudges_a_batch_and_the_longest_waiting_first(
    lecture: Lecture, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_due(lecture)
    messages = Messages(monkeypatch)

    pipeline.resume()

    assert list(messages.waiting) == [run.pk for run in probes()[: pipeline.NUDGED_AT_ONCE]]


@pytest.mark.slow
def test_all_are_run_once_without_waiting_for_another_resume(lecture: Lecture, monkeypatch: pytest.MonkeyPatch) -> None:
    make_due(lecture)
    messages = Messages(monkeypatch)

    pipeline.resume()
    ran = messages.work_off(10 * MANY)

    assert ran == MANY
    assert {(run.status, run.claims) for run in probes()} == {(Status.SUCCEEDED, 1)}
    assert messages.sent <= MANY + pipeline.NUDGED_AT_ONCE


@pytest.mark.slow
def test_resumes_in_between_run_nothing_twice_and_add_a_batch_at_most(
    lecture: Lecture, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_due(lecture)
    messages = Messages(monkeypatch)
    resumes = 0

    while any(run.status == Status.PENDING for run in probes()):
        pipeline.resume()
        resumes += 1
        messages.work_off(40)
    messages.work_off(10 * MANY)

    assert {run.claims for run in probes()} == {1}
    assert messages.sent <= MANY + resumes * pipeline.NUDGED_AT_ONCE


def test_gradings_are_nudged_in_batches_too(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    token = ApiToken.objects.create(user=User.objects.create(username="lms"), name="lms", token_hash="x")
    GradingRequest.objects.bulk_create(GradingRequest(token=token, body={}) for _ in range(MANY))
    nudged: list[str] = []
    monkeypatch.setattr("quizgen.queue.nudge_grading_request", lambda **row: nudged.append(row["grading_request_id"]))

    grading.resume_grading()

    assert len(nudged) == len(set(nudged)) == grading.NUDGED_AT_ONCE


@pytest.fixture
def machine(tmp_path: Path, script: Path) -> Iterator[Machine]:
    with Machine(tmp_path, script, RESUME_EVERY_S="1", LEASE_S="30") as machine:
        yield machine


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_workers_and_a_clock_run_each_once(machine: Machine, lecture: Lecture) -> None:
    make_due(lecture)

    machine.start_lecture_worker("first")
    machine.start_lecture_worker("second")
    machine.start_beat()
    wait_until(lambda: all(run.status == Status.SUCCEEDED for run in probes()), every_s=0.5)

    assert {run.claims for run in probes()} == {1}
