"""Rows that a worker claims: status, lease and fencing counter, and the conditional updates that guard them.

The row is the truth. A claim is one UPDATE whose WHERE clause holds the conditions, so SQLite and PostgreSQL run the
same code and no lock is held while a model works. `claims` is the fencing counter (Kleppmann, "How to do distributed
locking", 2016): whoever holds an older number has lost the lease, however alive it is.
"""

from datetime import timedelta
from typing import Any, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

FARTHEST_DUE_S = 3600.0
"""Nothing is put off and no lease lasts as long as this (`LEASE_S`, `LONGEST_WAIT_S`)."""


class LeaseLost(Exception):
    """Another worker holds this row now; whatever we made must not be saved."""


class Status(models.TextChoices):
    PENDING = "pending", "waiting"
    RUNNING = "running", "running"
    SUCCEEDED = "succeeded", "done"
    FAILED = "failed", "failed"


class ClaimableQuerySet(models.QuerySet):
    def due(self) -> Self:
        """Waiting or abandoned (its lease ran out), and not put off until later.

        A `due` too far away was written before the clock was set back: waiting for it would take as long as that.
        """
        now = timezone.now()
        too_far = now + timedelta(seconds=max(FARTHEST_DUE_S, 10 * settings.LEASE_S))
        return self.filter(status__in=[Status.PENDING, Status.RUNNING]).filter(
            Q(due__isnull=True) | Q(due__lte=now) | Q(due__gt=too_far)
        )

    def longest_waiting(self, count: int) -> Self:
        return self.due().order_by("waiting_since", "pk")[:count]


class Claimable(models.Model):
    """`due`: for PENDING the moment from which it may be claimed (null: now), for RUNNING the end of the lease."""

    status = models.CharField(max_length=10, choices=Status, default=Status.PENDING)
    due = models.DateTimeField(null=True, blank=True)
    claims = models.PositiveIntegerField(default=0)
    waiting_since = models.DateTimeField(default=timezone.now)
    error_code = models.CharField(max_length=60, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        abstract = True


Row = TypeVar("Row", bound=Claimable)


def claim(rows: "ClaimableQuerySet", pk: int | str) -> Any:
    """Takes the row if it is due, else None. Of two that race, the conditional update lets one win."""
    row = rows.due().filter(pk=pk).first()
    if row is None:
        return None
    won = (
        rows.due()
        .filter(pk=pk, claims=row.claims)
        .update(status=Status.RUNNING, due=lease_end(), claims=F("claims") + 1, error_code="", error="")
    )
    if not won:
        return None
    row.claims += 1
    row.status = Status.RUNNING
    return row


def update_held(row: Row, **values: Any) -> None:
    """Writes to a row that we hold. Raises LeaseLost where somebody else claimed it meanwhile."""
    rows = type(row)._default_manager.filter(pk=row.pk, claims=row.claims, status=Status.RUNNING)
    if not rows.update(**values):
        raise LeaseLost(f"{row._meta.label} {row.pk}, claim {row.claims}")


def renew(row: Row, **values: Any) -> None:
    """Puts the end of the lease off. Raises LeaseLost."""
    update_held(row, due=lease_end(), **values)


def lease_end() -> Any:
    return timezone.now() + timedelta(seconds=settings.LEASE_S)
