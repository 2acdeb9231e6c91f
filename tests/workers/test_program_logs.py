"""Logs of supervised programs: appended, and set aside at a start once they are large."""

import sys
from pathlib import Path

import pytest

from tests.workers.machine import wait_until
from workers import supervisor
from workers.supervisor import Program, Supervisor

PROGRAM = Program("talker", [sys.executable, "-c", "print('hello')"])


def start(folder: Path) -> str:
    """Runs the program once; what its log holds afterwards."""
    supervised = Supervisor(folder)
    before = _log(folder).stat().st_size if _log(folder).exists() else 0
    supervised.start(PROGRAM)
    wait_until(lambda: _log(folder).stat().st_size not in (0, before))
    supervised.stop()
    return _log(folder).read_text()


def _log(folder: Path) -> Path:
    return folder / "talker.log"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(supervisor, "LARGEST_LOG_BYTES", 20)
    return tmp_path


def test_a_small_log_goes_on(folder: Path) -> None:
    _log(folder).write_text("earlier\n")

    assert start(folder) == "earlier\nhello\n"


def test_a_large_log_is_set_aside(folder: Path) -> None:
    _log(folder).write_text("x" * 20)

    assert start(folder) == "hello\n"
    assert (folder / "talker.log.1").read_text() == "x" * 20


def test_the_oldest_is_dropped(folder: Path) -> None:
    for number in range(supervisor.LOGS_KEPT + 2):
        _log(folder).write_text(f"{number}" * 20)
        start(folder)

    kept = [(folder / f"talker.log.{number}").read_text()[0] for number in range(1, supervisor.LOGS_KEPT + 1)]
    assert kept == ["4", "3", "2"]
    assert len(list(folder.iterdir())) == 1 + supervisor.LOGS_KEPT
