"""A real broker and real workers, as processes of their own on the test's database."""

import contextlib
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil
from django.conf import settings
from django.db import connection

from quizgen.celery import app
from quizgen.lectures.models import Stage
from tests.workers.scripted import environment
from workers import broker, programs

LEASE_S = 2.0
RESUME_EVERY_S = 0.5
PATIENCE_S = 60.0


def wait_until(true: Callable[[], object], *, timeout_s: float = PATIENCE_S, every_s: float = 0.05) -> None:
    deadline = time.monotonic() + timeout_s
    while not true():
        assert time.monotonic() < deadline, f"waited {timeout_s:.0f} s in vain"
        time.sleep(every_s)


class Machine:
    """Use it as a context: nothing of it is left afterwards."""

    def __init__(self, folder: Path, script: Path, **changes: str) -> None:
        self.folder, self.script = folder, script
        self.changes = environment(script, **changes)
        self.started: list[subprocess.Popen[bytes]] = []
        self.url = ""

    def __enter__(self) -> "Machine":
        # Short, for a Unix socket's path ends after 107 bytes.
        self._socket_dir = tempfile.TemporaryDirectory(prefix="qg-")
        self.start_broker()
        return self

    def __exit__(self, *error: object) -> None:
        for process in self.started:
            kill_group(process)
        self._socket_dir.cleanup()
        _nudge_through("memory://")

    def start_broker(self) -> None:
        socket = Path(self._socket_dir.name) / "b.sock"
        socket.unlink(missing_ok=True)
        self.broker = self._start(_broker_command(socket), "broker")
        self.url = f"unix://{socket}"
        wait_until(lambda: broker.answers(self.url))
        _nudge_through(self.url)

    def start_lecture_worker(self, name: str = "lectures") -> subprocess.Popen[bytes]:
        """One for all the queues of lectures, with two processes."""
        command = programs.worker_command(name, [*Stage.values, "default"], processes=2)
        return self._start_worker([*command, "--include", "tests.workers.slow_stages"], name)

    def start_lecture_workers(self) -> None:
        """As on a site: one process each for speech, slides and the rest."""
        for program in programs.lecture_workers(self.url):
            self._start_worker([*program.command], program.name)

    def start_grade_worker(self) -> subprocess.Popen[bytes]:
        return self._start_worker([*programs.grade_worker(self.url).command], "grade")

    def start_beat(self) -> subprocess.Popen[bytes]:
        return self._start([*programs.beat(self.url).command], "beat")

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def _start_worker(self, command: list[str], name: str) -> subprocess.Popen[bytes]:
        worker = self._start(command, name)
        wait_until(lambda: " ready." in self.log(name))
        return worker

    def _start(self, command: list[str], name: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                command, stdout=log, stderr=log, env=self._environment(), start_new_session=True, cwd=settings.BASE_DIR
            )
        self.started.append(process)
        return process

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "quizgen.settings",
            "DATABASE_URL": _database_url(),
            "VAR_DIR": str(self.folder),
            "REDIS_URL": self.url,
            "LEASE_S": str(LEASE_S),
            "RESUME_EVERY_S": str(RESUME_EVERY_S),
            "LOG_LEVEL": "INFO",
            **self.changes,
        }


def _broker_command(socket: Path) -> list[str]:
    """The broker that we bring, or the Redis that TEST_BROKER names."""
    ours, *options = broker._command(socket)
    return [os.environ.get("TEST_BROKER", ours), *options]


def _database_url() -> str:
    """The test's own database, as processes of their own are told of it."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return f"{os.environ['TEST_DATABASE_URL'].rpartition('/')[0]}/{name}"


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """kill -9 of the process and its children."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def children_of(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    return psutil.Process(process.pid).children(recursive=True)


def _nudge_through(url: str) -> None:
    """This process's own nudges go there from now on."""
    app.conf.broker_url = url.replace("unix://", "redis+socket://", 1)
    app._pool = None
    app.amqp._producer_pool = None
