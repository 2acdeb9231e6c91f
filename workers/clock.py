"""The clock that sends `resume` again and again, whatever happens to the time of day.

Celery's own scheduler reckons with the time of day and stands still after that was set back, until it has come again.
"""

import time
from typing import Any

from celery.beat import Scheduler


class SteadyScheduler(Scheduler):
    """Sends each entry at the start and then at its interval, and keeps nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sent_at: dict[str, float] = {}

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Seconds until it wants to be called again."""
        waits = [self._send_if_due(name, entry) for name, entry in self.schedule.items()]
        return min(waits, default=self.max_interval)

    def _send_if_due(self, name: str, entry: Any) -> float:
        now, every_s = time.monotonic(), entry.schedule.run_every.total_seconds()
        left_s: float = self._sent_at.get(name, now - every_s) + every_s - now
        if left_s > 0:
            return left_s
        self._sent_at[name] = now
        self.apply_entry(entry, producer=self.producer)
        return float(every_s)
