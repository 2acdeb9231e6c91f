"""What a person has asked to know of what the grader learned in a course."""

from typing import Self

from django.db import models
from django.db.models import Q

from quizgen.accounts.models import User
from quizgen.claims import Claimable, ClaimableQuerySet, Status
from quizgen.courses.models import Course


class LearningCheckQuerySet(ClaimableQuerySet):
    def under_way(self) -> Self:
        return self.filter(status__in=[Status.PENDING, Status.RUNNING])


class LearningCheck(Claimable):
    """Answers of a course graded anew, to see what the grader makes of them since people have judged others; no grade
    is changed by it. `looks`: of each answer looked at its key, the share of the points it had from the grader (in
    quarters), what a person gave it (None where nobody did), and what it would have now."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="learning_checks")
    looks = models.JSONField(default=list)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)

    objects = LearningCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["status", "due"])]
        constraints = [
            models.UniqueConstraint(
                fields=["course"], condition=Q(status__in=["pending", "running"]), name="one_learning_check_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"What was learned in {self.course}"

    @property
    def is_under_way(self) -> bool:
        return self.status in (Status.PENDING, Status.RUNNING)
