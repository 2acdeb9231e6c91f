"""Courses and who teaches, assists and learns in them."""

import secrets
from typing import Self

from django.db import models

from quizgen.accounts.models import User

JOIN_CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without the ones that are misread: I L O 0 1


def new_join_code() -> str:
    return "".join(secrets.choice(JOIN_CODE_LETTERS) for _ in range(8))


class Role(models.TextChoices):
    """The roles of LTI that matter here."""

    INSTRUCTOR = "instructor", "Instructor"
    ASSISTANT = "assistant", "Teaching assistant"
    LEARNER = "learner", "Learner"


STAFF_ROLES = (Role.INSTRUCTOR, Role.ASSISTANT)


class CourseQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(memberships__user=user)

    def taught_by(self, user: User) -> Self:
        return self.filter(memberships__user=user, memberships__role__in=STAFF_ROLES)


class Course(models.Model):
    """`probe_every_s` and `probe_gap_s`: about one probe in so many seconds, and never two closer than the gap."""

    title = models.CharField(max_length=200)
    join_code = models.CharField(max_length=12, unique=True, default=new_join_code)
    probe_every_s = models.PositiveIntegerField("seconds per probe", default=180)
    probe_gap_s = models.PositiveIntegerField("least seconds between probes", default=60)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CourseQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title


class Membership(models.Model):
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    joined_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "user"], name="one_membership_per_course_and_user")]

    def __str__(self) -> str:
        return f"{self.user} in {self.course}"
