"""Learners take quizzes: attempts, responses, grades."""

import uuid
from typing import Self

from django.db import models
from django.db.models.expressions import RawSQL

from quizgen.accounts.models import User
from quizgen.claims import Claimable, ClaimableQuerySet, Status
from quizgen.courses.models import STAFF_ROLES, Membership
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Choice, Question, Quiz

PERSON = "person"
"""What stands in a Grade for the grader where it was a person, even one whose account is gone since."""


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


class Review(models.TextChoices):
    """Why a response waits for a person. One that could not be graded at all has no row here: its status says so."""

    NONE = "", "Nothing to look at"
    UNSURE = "unsure", "The grader is not sure"
    DISPUTED = "disputed", "The learner disagrees"


WAITS_FOR_A_PERSON = models.Q(review=Review.DISPUTED) | (
    models.Q(is_last=True) & (models.Q(review__gt=Review.NONE) | models.Q(status=Status.FAILED))
)
"""What a learner disputes, what no grader could grade, and what it was not sure of; of the latter two only the last
try, for it is the one that counts. Word for word the condition of an index: few answers wait among many."""


class ResponseQuerySet(ClaimableQuerySet):
    def taught_by(self, user: User) -> Self:
        return self.filter(question__quiz__lecture__in=Lecture.objects.taught_by(user))

    def of_learners(self) -> Self:
        """Without those of the course's own staff."""
        staff = Membership.objects.filter(
            course=models.OuterRef("question__quiz__lecture__course"),
            user=models.OuterRef("attempt__learner"),
            role__in=STAFF_ROLES,
        )
        return self.exclude(models.Exists(staff))

    def to_review(self) -> Self:
        return self.filter(WAITS_FOR_A_PERSON).of_learners()


class Response(Claimable):
    """`try_number` counts from 1; `client_key` is made by the page so that a post repeated is one response.

    `revealed_step` is the step of the feedback that the learner has asked for, 0 for none: whoever has seen the answer
    cannot try again. `review`: why a person should look; every service that writes a grade or a dispute keeps it.
    `is_last`: of the tries of its attempt at its question, and the one that counts. `share` of the points and
    `confidence` are the newest grade's (0..1), null without one: kept so that figures over 100,000 answers, and the
    order of those that wait, need no grades."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="responses")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="responses")
    try_number = models.PositiveIntegerField(default=1)
    text = models.TextField(blank=True)
    choice = models.ForeignKey(Choice, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    client_key = models.UUIDField(default=uuid.uuid4)
    revealed_step = models.PositiveSmallIntegerField(default=0)
    submitted_at = models.DateTimeField(auto_now_add=True)
    review = models.CharField(max_length=10, choices=Review, blank=True, default=Review.NONE)
    is_last = models.BooleanField(default=True, editable=False)
    share = models.FloatField(null=True, editable=False)
    confidence = models.FloatField(null=True, editable=False)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        ordering = ["submitted_at"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "question", "try_number"], name="one_response_per_try"),
            models.UniqueConstraint(fields=["attempt", "client_key"], name="one_response_per_client_key"),
        ]
        indexes = [
            models.Index(fields=["status", "due"]),
            models.Index(fields=["question"], condition=WAITS_FOR_A_PERSON, name="waiting_for_a_person"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def grade(self) -> "Grade | None":
        """The newest, which counts. Prefetch `grades` where many responses are read."""
        return next(iter(self.grades.all()), None)


class Occasion(models.TextChoices):
    """On which a grade was given."""

    ANSWERED = "answered", "Graded when it was answered"
    OVERRIDDEN = "overridden", "Graded by a person"
    CONFIRMED = "confirmed", "Confirmed by a person"
    ACCEPTED = "accepted", "Graded anew, as an answer was accepted"
    TAKEN_BACK = "taken_back", "Set back, as an acceptance was taken back"


class GradeQuerySet(models.QuerySet):
    def of_persons(self) -> Self:
        """From the index that holds only them. SQLite takes an index with a condition only where the query says the
        same in so many words, and not by a parameter."""
        return self.filter(grader=RawSQL(f"'{PERSON}'", ()))


class Grade(models.Model):
    """Appended, never changed: the newest counts. `credits` is a list of {text, points, credit, quote};
    `feedback` the three steps. `graded_by` is the person who graded, null for an engine. `tokens` are what a language
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
    occasion = models.CharField(max_length=12, choices=Occasion, default=Occasion.ANSWERED)
    graded_at = models.DateTimeField(auto_now_add=True)

    objects = GradeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        get_latest_by = "pk"
        indexes = [
            models.Index(fields=["verdict", "grader"]),
            models.Index(fields=["response"], condition=models.Q(grader=PERSON), name="grades_of_persons"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(score__gte=0) & models.Q(score__lte=models.F("max_score")),
                name="score_between_zero_and_max",
            )
        ]

    def __str__(self) -> str:
        return f"{self.score:g} of {self.max_score:g}"

    @property
    def is_a_persons(self) -> bool:
        return self.grader == PERSON
