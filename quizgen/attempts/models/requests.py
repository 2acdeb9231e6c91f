"""Other systems ask for grades, and people who try a question."""

import uuid
from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone

from quizgen.accounts.models import ApiToken, User
from quizgen.claims import Claimable, ClaimableQuerySet

REQUEST_KEPT_FOR = timedelta(hours=24)


class GradingRequestQuerySet(ClaimableQuerySet):
    def kept(self) -> Self:
        return self.filter(created_at__gt=timezone.now() - REQUEST_KEPT_FOR)

    def expired(self) -> Self:
        return self.filter(created_at__lte=timezone.now() - REQUEST_KEPT_FOR)


class GradingRequest(Claimable):
    """A grading asked for through REST, or by a person who tries a question; kept 24 h. `body` is one task, or a batch
    of them as {"items": [...]}; `result` the answer as it is sent; `partial` what of a batch is done, by position as
    text, so that a run that was cut off goes on there. `idempotency_key` is empty where there is none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token = models.ForeignKey(
        ApiToken, null=True, blank=True, on_delete=models.CASCADE, related_name="grading_requests"
    )
    asked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    idempotency_key = models.CharField(max_length=255, blank=True)
    body_hash = models.CharField(max_length=64, blank=True)
    body = models.JSONField()
    result = models.JSONField(null=True, blank=True)
    partial = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = GradingRequestQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["status", "due"])]
        constraints = [
            models.UniqueConstraint(
                fields=["token", "idempotency_key"],
                condition=~models.Q(idempotency_key=""),
                name="one_grading_request_per_token_and_key",
            ),
            models.CheckConstraint(
                condition=models.Q(token__isnull=False, asked_by__isnull=True)
                | models.Q(token__isnull=True, asked_by__isnull=False),
                name="grading_request_by_token_or_person",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)
