"""PostgreSQL restarts under working workers and an open site: both go on, nothing is doubled and nothing is lost."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import InterfaceError, OperationalError, connection

from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Question
from tests.workers.conftest import counted, upload
from tests.workers.machine import Machine, wait_until
from tests.workers.test_killed_workers import STEPS, all_done

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def machine(tmp_path: Path, script: Path) -> Iterator[Machine]:
    with Machine(tmp_path, script, SCRIPT_SLOW="speech", SCRIPT_SLOW_S=str(STEPS / 10)) as machine:
        yield machine


def crash_postgres() -> None:
    """The death of one server process makes PostgreSQL end all the others and recover, as after a crash."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    os.kill(pid, signal.SIGKILL)


def answers() -> bool:
    """As a request does: on a connection of its own."""
    connection.close()
    try:
        return Lecture.objects.exists()
    except (OperationalError, InterfaceError):
        return False


def test_a_lecture_and_the_site_go_on_after_a_restart_of_the_database(
    machine: Machine, script: Path, recording: Path
) -> None:
    machine.start_lecture_worker()
    machine.start_beat()
    lecture = upload(recording)
    wait_until(lambda: counted(script, "speech", "steps") >= STEPS // 4)

    crash_postgres()

    wait_until(answers)
    wait_until(lambda: all_done(lecture))
    assert lecture.segments.count() == 4
    stems = list(Question.objects.values_list("stem", flat=True))
    assert stems
    assert len(stems) == len(set(stems))
