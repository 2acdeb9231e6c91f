"""The one way to run a claimed row: progress that renews its lease, and every way in which the run may end.

Here is the only `except Exception` of the house.
"""

import contextlib
import logging
import threading
import time
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from inference.errors import BadInput, EngineUnavailable
from quizgen.claims import Claimable, LeaseLost, Status, renew, update_held
from quizgen.storage import is_disk_full

logger = logging.getLogger(__name__)

UNAVAILABLE = "engine.unavailable"
GIVEN_UP = "engine.given_up"
BUG = "internal"
SHORTEST_WAIT_S = 5.0
LONGEST_WAIT_S = 300.0
STALLED_AFTER_S = 1800.0
DATABASE_AWAY = (OperationalError, InterfaceError)
"""Locked for too long, restarted, or not reached: later may help. Other errors of the database are bugs."""


class Progress:
    """`report` of a run: writes the fraction and renews the lease, at most once a second. Raises LeaseLost."""

    def __init__(self, row: Claimable) -> None:
        self.row = row
        self.written_at = time.monotonic()

    def __call__(self, fraction: float) -> None:
        now = time.monotonic()
        if now - self.written_at >= 1.0:
            self.written_at = now
            renew(self.row, progress=min(max(fraction, 0.0), 1.0))

    def hold(self) -> None:
        """Renews the lease now, for a run that is about to write rows before its end. Raises LeaseLost."""
        renew(self.row)


class _Heartbeat(threading.Thread):
    """Keeps the lease while an engine is silent: one batch of speech may take a slow machine longer than a lease.

    An engine that says nothing for STALLED_AFTER_S is taken for stuck, and its row is left to others.
    """

    def __init__(self, progress: Progress) -> None:
        super().__init__(daemon=True)
        self._progress = progress
        self._ended = threading.Event()

    def run(self) -> None:
        try:
            while not self._ended.wait(settings.LEASE_S / 3) and self._is_alive():
                self._renew()
        except LeaseLost:
            logger.info("The lease of %s is lost; its run finds out at its next report", self._progress.row)
        finally:
            connection.close()

    def _renew(self) -> None:
        """A database that is away is asked again: the lease outlives two beats that were missed."""
        try:
            renew(self._progress.row)
        except DATABASE_AWAY as error:
            logger.warning("The lease of %s could not be renewed: %s", self._progress.row, error)
            connection.close_if_unusable_or_obsolete()

    def end(self) -> None:
        self._ended.set()
        self.join()

    def _is_alive(self) -> bool:
        return time.monotonic() - self._progress.written_at < STALLED_AFTER_S


@contextlib.contextmanager
def running(row: Claimable) -> Iterator[Progress]:
    """Yields the `report` of the run. Whatever ends the block, the row says so: put off, failed with a sentence, or
    left to whoever holds it now."""
    progress = Progress(row)
    heartbeat = _Heartbeat(progress)
    heartbeat.start()
    try:
        try:
            yield progress
        finally:
            heartbeat.end()
    except LeaseLost as lost:
        logger.warning("Lost the lease and saved nothing: %s", lost)
    except EngineUnavailable as reason:
        _put_off(row, f"The engine for this step is away ({reason})")
    except DATABASE_AWAY as error:
        _leave(row, error)
    except BadInput as bad:
        logger.info("%s refused: %s", row, bad.sentence)
        _end(row, status=Status.FAILED, due=None, error_code=bad.code, error=bad.sentence)
    except Exception as error:
        if is_disk_full(error):
            _put_off(row, "The disk of the machine for this step is full")
            return
        logger.exception("%s failed", row)
        sentence = "Something went wrong on our side. It has been noted; you may try again."
        _end(row, status=Status.FAILED, due=None, error_code=BUG, error=sentence)
        raise


def _leave(row: Claimable, error: Exception) -> None:
    """To be tried again soon; where the database cannot even take that, the lease runs out."""
    logger.warning("%s is left, the database is away: %s", row, error)
    with contextlib.suppress(*DATABASE_AWAY):
        connection.close_if_unusable_or_obsolete()
        _end(row, status=Status.PENDING, due=timezone.now() + timedelta(seconds=SHORTEST_WAIT_S))


def _put_off(row: Claimable, cause: str) -> None:
    """Back to waiting, twice as long each time; after GIVE_UP_AFTER_S of one outage the row fails."""
    now = timezone.now()
    # The claim cleared the code in the database; the row in hand still says how its last run ended.
    began = row.waiting_since if row.error_code == UNAVAILABLE else now
    waited_s = (now - began).total_seconds()
    logger.warning("%s waits since %.0f s: %s", row, waited_s, cause)
    if waited_s >= settings.GIVE_UP_AFTER_S:
        sentence = f"{cause}, and has been for too long. Try again when this is mended."
        _end(row, status=Status.FAILED, due=None, error_code=GIVEN_UP, error=sentence)
        return
    wait_s = min(max(waited_s, SHORTEST_WAIT_S), LONGEST_WAIT_S)
    limit = f"{max(1, round(settings.GIVE_UP_AFTER_S / 60))} minutes"
    _end(
        row,
        status=Status.PENDING,
        due=now + timedelta(seconds=wait_s),
        waiting_since=began,
        error_code=UNAVAILABLE,
        error=f"{cause}. It is tried again by itself, for {limit} at most.",
    )


def _end(row: Claimable, **values: object) -> None:
    with contextlib.suppress(LeaseLost):
        update_held(row, **values)
