"""Learners who disagree with a grade, and what was said about it."""

from typing import Self

from django.db import models

from quizgen.accounts.models import User
from quizgen.attempts.models.answers import Attempt, Response
from quizgen.lectures.models import Lecture


class DisputeState(models.TextChoices):
    OPEN = "open", "Open"
    KEPT = "kept", "The grade stays"
    CHANGED = "changed", "The grade was changed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class DisputeQuerySet(models.QuerySet):
    def taught_by(self, user: User) -> Self:
        return self.filter(response__question__quiz__lecture__in=Lecture.objects.taught_by(user))

    def of_learner(self, user: User) -> Self:
        """One's own, as long as one may see the lecture."""
        return self.filter(response__attempt__in=Attempt.objects.taken_by(user))

    def unread(self) -> Self:
        return self.filter(is_unread=True)


class Dispute(models.Model):
    """A learner says that a grade is wrong; the staff answers. `is_unread`: they wrote since the learner looked."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="disputes")
    state = models.CharField(max_length=10, choices=DisputeState, default=DisputeState.OPEN)
    is_unread = models.BooleanField(default=False)
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = DisputeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["response"], condition=models.Q(state="open"), name="one_open_dispute_per_response"
            )
        ]
        indexes = [models.Index(fields=["is_unread"], condition=models.Q(is_unread=True), name="disputes_unread")]

    def __str__(self) -> str:
        return f"Dispute of {self.response}"


class DisputeMessage(models.Model):
    dispute = models.ForeignKey(Dispute, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    by_staff = models.BooleanField()
    text = models.TextField()
    written_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]
