"""The grade worker is warm before its first task, and no learner waits behind a lecture."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizgen import queue
from quizgen.accounts.models import ApiToken, User
from quizgen.attempts.models import GradingRequest
from quizgen.claims import Status
from tests.workers.conftest import counted, upload
from tests.workers.machine import Machine, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

BODY = {
    "question": "What does it become?",
    "reference_answers": ["kinetic energy"],
    "key_points": [],
    "response": "It becomes kinetic.",
    "language": "en",
}


@pytest.fixture
def machine(tmp_path: Path, script: Path) -> Iterator[Machine]:
    with Machine(tmp_path, script, SCRIPT_SLOW="speech,slides", SCRIPT_SLOW_S="20") as machine:
        yield machine


def request_grading() -> GradingRequest:
    token = ApiToken.objects.create(user=User.objects.create(username="lms"), name="lms", token_hash="x")
    return GradingRequest.objects.create(token=token, body=BODY)


def is_graded(request: GradingRequest) -> bool:
    request.refresh_from_db()
    return request.status == Status.SUCCEEDED


def test_the_grader_is_loaded_before_there_is_anything_to_grade(machine: Machine, script: Path) -> None:
    machine.start_grade_worker()

    wait_until(lambda: counted(script, "grading", "ends") == 1)


def test_a_grading_does_not_wait_behind_a_lecture(machine: Machine, script: Path, recording: Path) -> None:
    machine.start_grade_worker()
    machine.start_lecture_worker()
    upload(recording)
    wait_until(lambda: counted(script, "speech", "steps") and counted(script, "slides", "steps"))
    request = request_grading()

    began = time.monotonic()
    queue.nudge_grading_request(grading_request_id=str(request.pk))
    wait_until(lambda: is_graded(request), timeout_s=10)

    assert time.monotonic() - began < 3
    assert counted(script, "speech", "ends") == 0, "the lecture is still under way"


def test_a_grading_that_nobody_was_told_of_is_found(machine: Machine) -> None:
    machine.start_grade_worker()
    request = request_grading()

    machine.start_beat()

    wait_until(lambda: is_graded(request))
