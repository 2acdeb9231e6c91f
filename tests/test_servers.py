"""The second run of the suites is on the servers that it says, and these do not outlive it."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import psutil
import pytest
from django.db import connection

from tests import servers
from tests.servers import Missing

GIVEN = os.environ.get("TEST_DATABASE_URL", "sqlite://").split(":", maxsplit=1)[0]
HOLD = "import os, sys, time; print(os.environ['TEST_DATABASE_URL'], flush=True); time.sleep(120)"
RUN = f"import sys; from tests import servers; sys.exit(servers.main([sys.executable, '-c', {HOLD!r}]))"


def test_this_run_is_on_the_database_that_it_was_given() -> None:
    assert connection.vendor == GIVEN


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_neither_cluster_nor_tests_outlive_whoever_started_them(number: signal.Signals, project_dir: Path) -> None:
    _skip_without_servers()
    with subprocess.Popen([sys.executable, "-c", RUN], cwd=project_dir, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert "PostgreSQL" in run.stdout.readline()
        folder = Path(unquote(run.stdout.readline().partition("@")[2].rpartition("/")[0]))
        assert folder.is_dir()
        started = psutil.Process(run.pid).children(recursive=True)
        assert {"postgres", "python"} <= {process.name().rstrip("0123456789.") for process in started}

        run.send_signal(number)

    _, alive = psutil.wait_procs(started, timeout=20)
    assert alive == []
    servers.drop_abandoned()
    assert not folder.exists()


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_without_a_server_a_newcomer_is_told_and_ci_fails(
    ci: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing() -> Path:
        raise Missing("Install it.")

    monkeypatch.setattr(servers, "postgres_programs", missing)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setenv("CI", ci)

    assert servers.main(["never run"]) == code
    assert capsys.readouterr().out == "The suites were not run on PostgreSQL and Redis. Install it.\n"


def _skip_without_servers() -> None:
    try:
        servers.postgres_programs()
        servers.redis_program()
    except Missing as missing:
        pytest.skip(str(missing))
