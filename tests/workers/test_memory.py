"""What the lecture workers hold in memory, with the real engines."""

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.workers.conftest import upload
from tests.workers.machine import Machine, children_of, wait_until
from tests.workers.test_killed_workers import all_done

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

SAMPLE = Path(__file__).resolve().parents[2] / "static" / "sample" / "physics-works.mp4"
REAL = {"SPEECH": "embedded", "OCR": "embedded", "QUESTION_WRITER": "embedded", "GRADER": "embedded"}
MOST_BYTES = 3 * 10**9
LOOK_EVERY_S = 0.5
PATIENCE_S = 240


@pytest.fixture
def machine(tmp_path: Path, script: Path) -> Iterator[Machine]:
    with Machine(tmp_path, script, **REAL) as machine:
        yield machine


def pss_of(machine: Machine) -> int:
    """Bytes of all lecture workers and their children, each shared page counted once."""
    workers = [process for process in machine.started if process is not machine.broker]
    return sum(_pss(one) for worker in workers for one in (psutil.Process(worker.pid), *children_of(worker)))


def _pss(process: psutil.Process) -> int:
    try:
        return int(process.memory_full_info().pss)
    except psutil.NoSuchProcess:
        return 0


def test_a_whole_lecture_takes_less_than_three_gigabytes(machine: Machine) -> None:
    machine.start_lecture_workers()
    measured: list[int] = []

    def done_after_another_look() -> bool:
        measured.append(pss_of(machine))
        return all_done(lecture)

    lecture = upload(SAMPLE)
    wait_until(done_after_another_look, timeout_s=PATIENCE_S, every_s=LOOK_EVERY_S)

    assert len(measured) > 10
    assert max(measured) < MOST_BYTES
