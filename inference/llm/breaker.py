"""A circuit breaker: whoever is away is left alone for a while, and nobody waits for it meanwhile.

Nygard, Release It!, 2nd edition, 5.2. After `after` failures in a row nothing is let through for `rest_s`; then one
call may try, and its outcome decides.
"""

import threading
import time
from collections.abc import Callable

from inference.errors import EngineUnavailable

RESTS = "The language model has failed several times in a row and is left alone for some seconds."


class Breaker:
    def __init__(self, after: int = 5, rest_s: float = 10.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._after, self._rest_s, self._clock = after, rest_s, clock
        self._lock = threading.Lock()
        self._failures = 0
        self._rests_until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether calls are refused now."""
        return self._failures >= self._after and self._clock() < self._rests_until

    def let_through(self) -> None:
        """Raises EngineUnavailable while it rests. The first to come after the rest keeps the others waiting."""
        with self._lock:
            if self.is_open:
                raise EngineUnavailable(RESTS)
            if self._failures >= self._after:
                self._rests_until = self._clock() + self._rest_s

    def succeeded(self) -> None:
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= self._after:
                self._rests_until = self._clock() + self._rest_s
