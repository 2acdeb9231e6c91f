"""`manage.py demo` as a process of its own, with real engines, broker, workers and web server."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
FIRST_START_S = 240.0
STOPS_WITHIN_S = 20.0
# What a developer has set for the own site must not reach this one.
FOREIGN = ("DATABASE_URL", "REDIS_URL", "MEDIA_ROOT", "S3_BUCKET", "SECRET_KEY", "SPEECH", "OCR", "QUESTION_WRITER")


class Stack:
    """The whole site in a directory of its own; only the model weights are shared."""

    def __init__(self, var: Path) -> None:
        self.var, self.out = var, var / "out.txt"
        self.port = _free_port()
        kept = {name: value for name, value in os.environ.items() if name not in (*FOREIGN, "GRADER")}
        self.environment = {
            **kept,
            "DJANGO_SETTINGS_MODULE": "quizgen.settings",
            "VAR_DIR": str(var),
            "PORT": str(self.port),
            "MODEL_DIR": str(settings.MODEL_DIR),
        }
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns when the site says that it is there."""
        with self.out.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "demo"], cwd=ROOT, env=self.environment, stdout=out, stderr=out
            )
        deadline = time.monotonic() + FIRST_START_S
        while "Ctrl-C" not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, f"{self.said()}\n{self.logs()}"
            time.sleep(0.1)

    def stop(self) -> list[str]:
        """SIGTERM; the command lines of what is left of it and of whatever it had started."""
        if self.process is None:
            return []
        started = [psutil.Process(self.process.pid), *self.children()]
        lines = {process.pid: " ".join(process.cmdline()) for process in started}
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=STOPS_WITHIN_S)
        self.process = None
        _, there = psutil.wait_procs(started, timeout=3.0)
        left = [process for process in there if _runs(process)]
        for process in left:
            process.kill()
        return [f"{lines[process.pid]} ({process.status()})" for process in left]

    def children(self) -> list[psutil.Process]:
        assert self.process is not None
        return psutil.Process(self.process.pid).children(recursive=True)

    def said(self) -> str:
        return self.out.read_text(errors="replace")

    def logs(self) -> str:
        """The last lines of each program's log."""
        found = sorted((self.var / "log").glob("*.log"))
        return "\n".join(f"{path.name}: {path.read_text(errors='replace')[-1500:]}" for path in found)

    def sign_in_of(self, role: str) -> tuple[str, str]:
        """(name, password) as the terminal shows them."""
        found = re.search(rf"^  {role} +(\S+) +(\S+)$", self.said(), re.MULTILINE)
        assert found, self.said()
        return found[1], found[2]


def _runs(process: psutil.Process) -> bool:
    """What has ended and waits for its new parent to take note of it does not run."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
