"""Runs the programs that make up a site on one machine, and leaves none of them behind.

Each program is a process group of its own, so that Ctrl-C reaches only the supervisor, which stops them in order; each
is tethered, so that the kernel ends it when the supervisor is killed (Celery tethers a worker's children by itself, and
gunicorn's leave when their master is gone). A program that ends by itself is started again,
unless it ends as soon as it is started.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from types import FrameType

from workers import tether

LOOK_EVERY_S = 0.2
STOP_TIMEOUT_S = 4.0
SHORT_LIFE_S = 10.0
MOST_SHORT_LIVES = 3
LOG_TAIL_LINES = 15
LARGEST_LOG_BYTES = 10 * 1024 * 1024
LOGS_KEPT = 3


class ProgramEnded(Exception):
    """A program does not stay alive. The message is for the operator and ends with the last lines of its log."""


class Stopped(Exception):
    """Somebody asked us to stop: Ctrl-C, SIGTERM, or a closed terminal."""


@dataclass(frozen=True, slots=True)
class Program:
    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Running:
    program: Program
    process: subprocess.Popen[bytes]
    started_at: float
    short_lives: int = 0


class Supervisor:
    """Start it from the main thread and stay there: the tether is bound to the thread that starts a program."""

    def __init__(self, log_dir: Path) -> None:
        self.log_dir = log_dir
        self._running: list[_Running] = []
        log_dir.mkdir(parents=True, exist_ok=True)

    def start(self, program: Program) -> None:
        self._running.append(_Running(program, self._spawn(program), time.monotonic()))

    def runs(self, name: str) -> bool:
        return any(running.program.name == name for running in self._running)

    def check(self) -> None:
        """Starts again what has ended. Raises ProgramEnded for a program that ends again and again."""
        for running in self._running:
            if running.process.poll() is not None:
                self._start_again(running)

    def stay(self) -> None:
        """Keeps all running until somebody asks us to stop. Raises Stopped, ProgramEnded."""
        while True:
            self.check()
            time.sleep(LOOK_EVERY_S)

    def stop(self) -> None:
        """Asks each to stop, the last started first, and ends what does not. Nothing is left when this returns."""
        ending = list(reversed(self._running))
        self._running = []
        deadline = time.monotonic() + STOP_TIMEOUT_S
        for running in ending:
            _signal_group(running.process.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                running.process.wait(timeout=max(0.1, deadline - time.monotonic()))
            # Also after a calm end: a child of the program may still be there.
            _signal_group(running.process.pid, signal.SIGKILL)
            running.process.wait()

    def log_of(self, name: str) -> Path:
        return self.log_dir / f"{name}.log"

    def _spawn(self, program: Program) -> subprocess.Popen[bytes]:
        tethered = [sys.executable, "-I", "-S", tether.__file__, str(os.getpid()), *program.command]
        _rotate(self.log_of(program.name))
        with self.log_of(program.name).open("ab") as log:
            return subprocess.Popen(
                tethered,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, **program.environment, "PYTHONUNBUFFERED": "1"},
                start_new_session=True,
            )

    def _start_again(self, ended: _Running) -> None:
        _signal_group(ended.process.pid, signal.SIGKILL)
        lived_s = time.monotonic() - ended.started_at
        ended.short_lives = ended.short_lives + 1 if lived_s < SHORT_LIFE_S else 0
        if ended.short_lives >= MOST_SHORT_LIVES:
            raise ProgramEnded(
                f"{ended.program.name} does not stay alive. The end of its log:\n{self._tail(ended.program)}"
            )
        ended.process, ended.started_at = self._spawn(ended.program), time.monotonic()

    def _tail(self, program: Program) -> str:
        lines = self.log_of(program.name).read_text(errors="replace").splitlines()
        return "\n".join(lines[-LOG_TAIL_LINES:])


@contextlib.contextmanager
def supervised(log_dir: Path) -> Iterator[Supervisor]:
    """A supervisor that has stopped everything when the block ends, by itself or by a signal."""
    supervisor = Supervisor(log_dir)
    kept = {number: signal.signal(number, _raise_stopped) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield supervisor
    except Stopped:
        pass
    finally:
        # A second Ctrl-C must not interrupt the stopping.
        for number in kept:
            signal.signal(number, signal.SIG_IGN)
        supervisor.stop()
        for number, handler in kept.items():
            signal.signal(number, handler)


def _rotate(log: Path) -> None:
    """name.log becomes name.log.1, that one name.log.2, and so on; only while no program writes there."""
    if not log.is_file() or log.stat().st_size < LARGEST_LOG_BYTES:
        return
    older = [log, *(log.with_name(f"{log.name}.{number}") for number in range(1, LOGS_KEPT + 1))]
    for name, older_name in reversed(list(pairwise(older))):
        if name.is_file():
            name.replace(older_name)


def _raise_stopped(number: int, frame: FrameType | None) -> None:
    raise Stopped


def _signal_group(group: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)
