"""Courses and who teaches, assists and learns in them."""

import secrets
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models.functions import Coalesce, Greatest

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


def _count(path: str, **conditions: object) -> models.Subquery:
    """How many rows a course has along `path`. A subquery of its own: joins in one query would multiply each other,
    and to count what differs among many rows takes seven times as long as to count them."""
    counted = Course.objects.filter(pk=models.OuterRef("pk")).order_by().values("pk")
    number = models.Count(path, filter=models.Q(**conditions))
    return models.Subquery(counted.annotate(number=number).values("number"), output_field=models.IntegerField())


def _newest(path: str) -> models.Subquery:
    newest = Course.objects.filter(pk=models.OuterRef("pk")).order_by().values("pk").annotate(newest=models.Max(path))
    return models.Subquery(newest.values("newest"), output_field=models.DateTimeField())


class CourseQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(memberships__user=user)

    def taught_by(self, user: User) -> Self:
        return self.filter(memberships__user=user, memberships__role__in=STAFF_ROLES)

    def with_role_of(self, user: User) -> Self:
        """Each with the `role` that this user has in it."""
        own = Membership.objects.filter(course=models.OuterRef("pk"), user=user)
        return self.annotate(role=models.Subquery(own.values("role")))

    def learnt_by(self, user: User) -> Self:
        return self.filter(memberships__user=user, memberships__role=Role.LEARNER)

    def with_use(self) -> Self:
        """Each with how many learners it has and how often they have taken a quiz."""
        return self.annotate(
            learner_count=_count("memberships", memberships__role=Role.LEARNER),
            attempt_count=_count("lectures__quiz__attempts"),
        )

    def with_overview(self) -> Self:
        """Each with its use, how many lectures and drafts it has, and when somebody last uploaded, began or ended.

        Answers do not move that moment: there may be 100,000 of them, and each belongs to an attempt that does.
        """
        drafts = {"lectures__quiz__questions__status": "draft"}
        moments = (
            "lectures__uploaded_at",
            "lectures__quiz__attempts__started_at",
            "lectures__quiz__attempts__finished_at",
        )
        return self.with_use().annotate(
            lecture_count=_count("lectures"),
            draft_count=_count("lectures__quiz__questions", **drafts),
            last_activity_at=Greatest(*(Coalesce(_newest(moment), "created_at") for moment in moments)),
        )

    def with_published(self) -> Self:
        """Each with how many published lectures it has, and when the newest of them was published."""
        return self.annotate(
            published_count=_count("lectures__quiz__published_at"),
            last_published_at=Coalesce(_newest("lectures__quiz__published_at"), "created_at"),
        )


class Course(models.Model):
    """`probe_every_s` and `probe_gap_s`: about one probe in so many seconds, and never two closer than the gap."""

    # There only after the method of CourseQuerySet that annotates it.
    role: str
    learner_count: int
    attempt_count: int
    lecture_count: int
    draft_count: int
    last_activity_at: datetime
    published_count: int
    last_published_at: datetime

    title = models.CharField(max_length=200)
    join_code = models.CharField(max_length=12, unique=True, default=new_join_code)
    probe_every_s = models.PositiveIntegerField("seconds per probe", default=180)
    probe_gap_s = models.PositiveIntegerField("least seconds between probes", default=60)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CourseQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title


class MembershipQuerySet(models.QuerySet):
    def learners(self) -> Self:
        return self.filter(role=Role.LEARNER)

    def staff(self) -> Self:
        return self.filter(role__in=STAFF_ROLES)


class Membership(models.Model):
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "user"], name="one_membership_per_course_and_user")]

    def __str__(self) -> str:
        return f"{self.user} in {self.course}"
