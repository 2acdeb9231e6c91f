"""manage.py demo: everything starts, the sample becomes a quiz, and nothing is left when it ends, however it ends."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from tests.workers.machine import wait_until
from tests.workers.scripted import environment

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]


class Demo:
    """The command in a directory of its own, with engines that follow the script."""

    def __init__(self, var: Path) -> None:
        self.var, self.out = var, var / "out.txt"
        self.script = var / "script"
        self.script.mkdir()
        self.port = free_port()
        self.environment = {
            **os.environ,
            **environment(self.script),
            "DJANGO_SETTINGS_MODULE": "quizgen.settings",
            "VAR_DIR": str(var),
            "PORT": str(self.port),
            "MODEL_DIR": "",
        }

    def start(self) -> subprocess.Popen[bytes]:
        return self.manage("demo")

    def manage(self, *command: str) -> subprocess.Popen[bytes]:
        with self.out.open("wb") as out:
            return subprocess.Popen(
                [sys.executable, "manage.py", *command], cwd=ROOT, env=self.environment, stdout=out, stderr=out
            )

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        process = self.start()
        try:
            wait_until(lambda: "Ctrl-C" in self.said() or process.poll() is not None, timeout_s=120)
            assert process.poll() is None, self.said()
            yield process
        finally:
            process.kill()
            process.wait()
            wait_until(lambda: not self.left(), timeout_s=20)

    def said(self) -> str:
        return self.out.read_text(errors="replace")

    def left(self) -> list[str]:
        """Command lines of the processes that were started with our VAR_DIR."""
        return [line for process in psutil.process_iter() if (line := self._ours(process))]

    def broker(self) -> psutil.Process | None:
        return next((p for p in psutil.process_iter() if "valkey-server" in self._ours(p)), None)

    def _socket(self) -> str:
        url = self.var / "broker" / "url"
        return url.read_text().removeprefix("unix://") if url.exists() else "no socket yet"

    def _ours(self, process: psutil.Process) -> str:
        try:
            line = " ".join(process.cmdline())
            # Valkey writes its title over its environment; the title names the socket.
            ours = process.environ().get("VAR_DIR") == str(self.var) or self._socket() in line
            return line if ours and process.status() != psutil.STATUS_ZOMBIE else ""
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            return ""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """One directory for all: each test but the first is a second run."""
    return Demo(tmp_path_factory.mktemp("demo"))


def test_a_first_run_prints_the_address_and_both_sign_ins(demo: Demo) -> None:
    with demo.running():
        said = demo.said()
        kept = json.loads((demo.var / "demo.json").read_text())
        with urllib.request.urlopen(f"http://127.0.0.1:{demo.port}/") as page:
            status = page.status

    assert f"http://127.0.0.1:{demo.port}/" in said
    assert all(who["password"] in said for who in kept.values())
    assert (demo.var / "demo.json").stat().st_mode & 0o777 == 0o600
    assert re.search(r"[1-9]\d* questions of the sample lecture are published", said)
    assert status == 200


def test_a_second_run_redoes_nothing_and_shows_the_same_sign_ins(demo: Demo) -> None:
    with demo.running():
        first = demo.said()
    calls = (demo.script / "speech.calls").read_text()

    with demo.running():
        second = demo.said()

    sign_ins = [line for line in first.splitlines() if line.startswith(("  instructor", "  learner"))]
    assert len(sign_ins) == 2
    assert all(line in second for line in sign_ins)
    assert "becomes a quiz" not in second
    assert (demo.script / "speech.calls").read_text() == calls


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything(demo: Demo, number: signal.Signals) -> None:
    with demo.running() as process:
        assert len(demo.left()) >= 6

        process.send_signal(number)

        assert process.wait(timeout=30) == 0
        assert demo.left() == []


@pytest.mark.parametrize("moment", ["migrate", "collectstatic"])
def test_ctrl_c_before_anything_runs_ends_quietly(tmp_path: Path, moment: str) -> None:
    interrupted = (
        "import os, runpy, signal, sys, django.core.management as management; real = management.call_command;"
        # What is started in the background, as tests may be, ignores Ctrl-C.
        "signal.signal(signal.SIGINT, signal.default_int_handler); press = lambda: os.kill(os.getpid(), signal.SIGINT);"
        f"management.call_command = lambda name, **o: press() if name == {moment!r} else real(name, **o);"
        "sys.argv = ['manage.py', 'demo']; runpy.run_path('manage.py', run_name='__main__')"
    )
    demo = Demo(tmp_path)

    ended = subprocess.run(
        [sys.executable, "-c", interrupted],
        cwd=ROOT,
        env=demo.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert ended.returncode == 130
    assert "Traceback" not in ended.stderr
    assert demo.left() == []


def test_a_killed_supervisor_leaves_nothing_and_the_next_run_starts(demo: Demo) -> None:
    with demo.running() as process:
        process.kill()
        process.wait()
        wait_until(lambda: not demo.left(), timeout_s=20)
    assert (demo.var / "broker" / "url").exists(), "what is stale is there"

    with demo.running():
        assert "published" in demo.said()


def test_a_program_that_is_killed_is_started_again(demo: Demo) -> None:
    with demo.running():
        killed = demo.broker()
        assert killed is not None

        killed.kill()

        wait_until(lambda: demo.broker() not in (None, killed))


def test_a_port_that_is_taken_is_said_in_a_sentence(demo: Demo) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", demo.port))
        other.listen()

        process = demo.start()

        assert process.wait(timeout=60) == 1
    assert f"Port {demo.port} cannot be used" in demo.said()
    assert "Traceback" not in demo.said()


def test_a_second_demo_beside_the_first_is_refused(demo: Demo) -> None:
    with demo.running():
        beside = subprocess.run(
            [sys.executable, "manage.py", "demo"],
            cwd=ROOT,
            env=demo.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    assert beside.returncode == 1
    assert "The demo runs already" in beside.stderr


def test_workers_join_the_broker_that_runs(demo: Demo) -> None:
    with demo.running():
        url = (demo.var / "broker" / "url").read_text()
        workers = subprocess.Popen(
            [sys.executable, "manage.py", "worker"], cwd=ROOT, env=demo.environment, stdout=subprocess.PIPE, text=True
        )
        assert workers.stdout is not None
        said = workers.stdout.readline()
        workers.terminate()
        workers.wait(timeout=30)

        assert url in said
        assert sum("valkey-server" in line for line in demo.left()) == 1


def test_a_database_with_its_own_users_gets_no_demo_users(demo: Demo, tmp_path: Path) -> None:
    own = tmp_path / "own.sqlite3"
    changed = {**demo.environment, "DATABASE_URL": f"sqlite:///{own}"}
    make_user = (
        "from django.core.management import call_command; call_command('migrate', verbosity=0);"
        "from quizgen.accounts.models import User; User.objects.create_user('somebody', password='x')"
    )
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-v0", "-c", make_user], cwd=ROOT, env=changed, check=True, timeout=60
    )
    demo.environment["DATABASE_URL"] = changed["DATABASE_URL"]

    try:
        with demo.running():
            said = demo.said()
    finally:
        del demo.environment["DATABASE_URL"]

    assert "no demo users were made" in said
    assert "instructor" not in said
