"""What work costs: seconds on the clock, seconds of all threads, and memory."""

import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

SMAPS = Path("/proc/self/smaps_rollup")
LOOK_EVERY_S = 0.25


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock and of all threads together."""

    wall_s: float
    cpu_s: float

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.wall_s + other.wall_s, self.cpu_s + other.cpu_s)


def timed(work: Callable[[], T]) -> tuple[T, Cost]:
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, Cost(max(1e-9, time.perf_counter() - wall), max(1e-9, time.process_time() - cpu))


class PeakMemory:
    """The most memory that this process held inside the `with`, looked at four times a second.

    `bytes` is PSS: what other processes share with this one is divided among them. None where the kernel does not tell.
    """

    def __init__(self) -> None:
        self.bytes: int | None = None
        self._over = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "PeakMemory":
        self._look()
        self._watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._watcher.join()
        self._look()

    def _watch(self) -> None:
        while not self._over.wait(LOOK_EVERY_S):
            self._look()

    def _look(self) -> None:
        held = held_bytes()
        if held is not None:
            self.bytes = max(held, self.bytes or 0)


def held_bytes() -> int | None:
    """PSS of this process now."""
    try:
        found = re.search(r"^Pss:\s+(\d+) kB", SMAPS.read_text(), re.MULTILINE)
    except OSError:
        return None
    return int(found[1]) * 1024 if found else None
