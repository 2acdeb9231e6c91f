"""Learners take quizzes: attempts, responses, grades. Other systems ask for grades: grading requests."""

import uuid
from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone

from quizgen.accounts.models import ApiToken, User
from quizgen.claims import Claimable, ClaimableQuerySet
from quizgen.courses.models import STAFF_ROLES, Membership
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Choice, Question, Quiz


class AttemptQuerySet(models.QuerySet):
    def taught_by(self, user: User) -> Self:
        return self.filter(quiz__lecture__in=Lecture.objects.taught_by(user))

    def taken_by(self, user: User) -> Self:
        """One's own, as long as one may see the lecture."""
        return self.filter(learner=user, quiz__lecture__in=Lecture.objects.visible_to(user))

    def of_learners(self) -> Self:
        """Without those of the course's own staff, who look at the quiz as a learner would."""
        staff = Membership.objects.filter(
            course=models.OuterRef("quiz__lecture__course"), user=models.OuterRef("learner"), role__in=STAFF_ROLES
        )
        return self.exclude(models.Exists(staff))

    def unfinished(self) -> Self:
        return self.filter(finished_at__isnull=True)


class Attempt(models.Model):
    """One learner taking one quiz once. `position_s` is where the video was last, to resume there."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="attempts")
    learner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="attempts")
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    position_s = models.FloatField(default=0.0)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "learner"],
                condition=models.Q(finished_at__isnull=True),
                name="one_open_attempt_per_quiz_and_learner",
            )
        ]

    def __str__(self) -> str:
        return f"{self.learner} on {self.quiz}"


class Response(Claimable):
    """`try_number` counts from 1; `client_key` is made by the page so that a post repeated is one response.

    `revealed_step` is the step of the feedback that the learner has asked for, 0 for none: whoever has seen the answer
    cannot try again."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="responses")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="responses")
    try_number = models.PositiveIntegerField(default=1)
    text = models.TextField(blank=True)
    choice = models.ForeignKey(Choice, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    client_key = models.UUIDField(default=uuid.uuid4)
    revealed_step = models.PositiveSmallIntegerField(default=0)
    submitted_at = models.DateTimeField(auto_now_add=True)

    objects = ClaimableQuerySet.as_manager()

    class Meta:
        ordering = ["submitted_at"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question", "try_number"], name="one_response_per_try"),
            models.UniqueConstraint(fields=["attempt", "client_key"], name="one_response_per_client_key"),
        ]
        indexes = [models.Index(fields=["status", "due"])]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def grade(self) -> "Grade | None":
        """The newest, which counts. Prefetch `grades` where many responses are read."""
        return next(iter(self.grades.all()), None)


class Grade(models.Model):
    """Appended, never changed: the newest counts. `credits` is a list of {text, points, credit, quote};
    `feedback` the three steps. `graded_by` is the person who overrode, null for an engine. `tokens` are what a language
    model used, by kind; its `reasoning` may hold the answer key: staff see it, and it is emptied after a time."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="grades")
    score = models.FloatField()
    max_score = models.FloatField()
    verdict = models.CharField(max_length=40)
    credits = models.JSONField(default=list)
    conflict = models.TextField(blank=True)
    feedback = models.JSONField(default=list)
    confidence = models.FloatField(default=1.0)
    grader = models.CharField(max_length=120)
    graded_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    note = models.TextField(blank=True)
    decided_because = models.TextField(blank=True)
    needs_review = models.BooleanField(default=False)
    reasoning = models.TextField(blank=True)
    tokens = models.JSONField(default=dict)
    graded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        get_latest_by = "pk"
        indexes = [models.Index(fields=["verdict", "grader"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score__gte=0) & models.Q(score__lte=models.F("max_score")),
                name="score_between_zero_and_max",
            )
        ]

    def __str__(self) -> str:
        return f"{self.score:g} of {self.max_score:g}"


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
