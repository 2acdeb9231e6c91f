"""The quiz of a lecture: its questions, their key points, the probes that place them; and what links lectures."""

from typing import Self

from django.db import models
from django.utils import timezone

from quizgen.accounts.models import User
from quizgen.claims import Claimable, ClaimableQuerySet
from quizgen.courses.models import STAFF_ROLES, Course
from quizgen.lectures.models import Lecture


class Quiz(models.Model):
    """One per lecture, made with its first questions."""

    lecture = models.OneToOneField(Lecture, on_delete=models.CASCADE, related_name="quiz")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"Quiz of {self.lecture}"


class QuestionStatus(models.TextChoices):
    """A draft is reviewed to approved or rejected; publishing the quiz publishes what is approved.

    A published question is immutable: an edit makes a successor and retires it."""

    DRAFT = "draft", "Draft"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"
    PUBLISHED = "published", "Published"
    RETIRED = "retired", "Replaced"


class QuestionKind(models.TextChoices):
    FREE_TEXT = "free_text", "Free text"
    CHOICE = "choice", "One of several"


class QuestionQuerySet(models.QuerySet):
    def taught_by(self, user: User) -> Self:
        return self.filter(
            quiz__lecture__course__memberships__user=user,
            quiz__lecture__course__memberships__role__in=STAFF_ROLES,
        )

    def drafts(self) -> Self:
        return self.filter(status=QuestionStatus.DRAFT)

    def undoubted(self) -> Self:
        """Those that may be approved unread: nothing was doubtful, or a person has worked on it since."""
        return self.filter(models.Q(doubt="") | models.Q(edited_at__isnull=False))

    def published(self) -> Self:
        return self.filter(status=QuestionStatus.PUBLISHED)

    def untouched(self) -> Self:
        """Written by an engine and not yet seen by a person: a new run of the writer may replace these."""
        return self.filter(status=QuestionStatus.DRAFT, edited_at__isnull=True)


class Question(models.Model):
    """`evidence_segments` are positions of transcript segments; `slide` the position of a slide or null."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=10, choices=QuestionStatus, default=QuestionStatus.DRAFT)
    kind = models.CharField(max_length=10, choices=QuestionKind, default=QuestionKind.FREE_TEXT)
    stem = models.TextField()
    wh = models.CharField(max_length=10)
    bloom = models.CharField(max_length=12)
    reference_answers = models.JSONField(default=list)
    evidence_text = models.TextField(blank=True)
    evidence_start = models.FloatField(null=True, blank=True)
    evidence_end = models.FloatField(null=True, blank=True)
    evidence_segments = models.JSONField(default=list)
    slide = models.PositiveIntegerField(null=True, blank=True)
    score = models.FloatField(default=0.0)
    source = models.CharField(max_length=10, blank=True)
    rule = models.CharField(max_length=60, blank=True)
    why_chosen = models.TextField(blank=True)
    doubt = models.TextField(blank=True, help_text="Why a draft should be looked at twice; empty: nothing is doubtful.")
    writer = models.CharField(max_length=120, blank=True, help_text="Fingerprint of the engine; empty: a person.")
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaced_by"
    )
    reasoning = models.TextField(blank=True, help_text="A language model's, for staff only; emptied after a time.")
    rejected_because = models.CharField(max_length=300, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    proposed = models.JSONField(default=dict, blank=True, help_text="As the engine wrote what a person has changed.")
    approved_unread = models.BooleanField(default=False, help_text="With all the others at once.")
    reviewed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.stem

    @property
    def is_doubtful(self) -> bool:
        """Whether it still stands as a writer wrote it that was not sure of it."""
        return bool(self.doubt) and self.edited_at is None


class KeyPoint(models.Model):
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="key_points")
    position = models.PositiveIntegerField(default=0)
    text = models.CharField(max_length=400)
    points = models.FloatField(default=1.0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["question", "position"], name="key_point_positions_differ"),
            models.CheckConstraint(condition=models.Q(points__gt=0), name="key_point_points_positive"),
        ]

    def __str__(self) -> str:
        return self.text


class Choice(models.Model):
    """A choice of a QuestionKind.CHOICE question, or of the multiple-choice variant that a writer proposes for another;
    the wrong ones are distractors, which may name the `misconception` behind them."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    position = models.PositiveIntegerField(default=0)
    text = models.CharField(max_length=400)
    is_correct = models.BooleanField(default=False)
    misconception = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["question", "position"], name="choice_positions_differ")]

    def __str__(self) -> str:
        return self.text


class Probe(models.Model):
    """A question placed at a moment of the lecture, in seconds. One that a person has placed `by_hand` stays there."""

    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="probe")
    at_s = models.FloatField()
    by_hand = models.BooleanField(default=False)

    class Meta:
        ordering = ["at_s"]

    def __str__(self) -> str:
        return f"{self.question} at {self.at_s:.0f} s"


class Redraft(Claimable):
    """Another draft about the same part of the lecture, asked for by a person. One per question; the newest counts.
    `written` is what came of it, null where nothing was good enough (`note` says so)."""

    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="redraft")
    asked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    progress = models.FloatField(default=0.0)
    note = models.TextField(blank=True)
    written = models.ForeignKey(Question, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = ClaimableQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["status", "due"])]

    def __str__(self) -> str:
        return f"Another draft for question {self.question_id}: {self.status}"


class CourseRun(Claimable):
    """The writing of questions over a whole course, asked for by a person. One per course; the newest counts."""

    course = models.OneToOneField(Course, on_delete=models.CASCADE, related_name="question_run")
    asked_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    progress = models.FloatField(default=0.0)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True, help_text="A sentence for the instructor where less was done than usual.")
    tokens = models.JSONField(default=dict, help_text="What a language model used, by kind.")
    drops = models.JSONField(default=dict, help_text="What was thrown out, by reason.")

    objects = ClaimableQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["status", "due"])]

    def __str__(self) -> str:
        return f"Questions over course {self.course_id}: {self.status}"


class ProposalStatus(models.TextChoices):
    """Accepted: it is a question of a lecture now."""

    PROPOSED = "proposed", "Proposed"
    ACCEPTED = "accepted", "Accepted"
    DISMISSED = "dismissed", "Dismissed"


class ProposalQuerySet(models.QuerySet):
    def taught_by(self, user: User) -> Self:
        return self.filter(course__memberships__user=user, course__memberships__role__in=STAFF_ROLES)

    def open(self) -> Self:
        """Still proposed, and with its evidence in two lectures at least: one may have been deleted."""
        lectures = models.Count("evidence__lecture", distinct=True)
        return self.filter(status=ProposalStatus.PROPOSED).annotate(lectures=lectures).filter(lectures__gte=2)


class Proposal(models.Model):
    """A question that links lectures of a course. `key_points` is a list of [text, points]."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="proposals")
    position = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=10, choices=ProposalStatus, default=ProposalStatus.PROPOSED)
    stem = models.TextField()
    wh = models.CharField(max_length=10)
    bloom = models.CharField(max_length=12)
    reference_answers = models.JSONField(default=list)
    key_points = models.JSONField(default=list)
    link = models.TextField(blank=True, help_text="How the lectures hang together.")
    reasoning = models.TextField(blank=True, help_text="A language model's, for staff only; emptied after a time.")
    writer = models.CharField(max_length=120, help_text="Fingerprint of the engine.")
    written_at = models.DateTimeField(default=timezone.now)
    question = models.OneToOneField(
        Question, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposed_as"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.stem


class ProposalEvidence(models.Model):
    """Where one lecture says what a proposal rests on; fields as those of Question."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="evidence")
    lecture = models.ForeignKey(Lecture, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveIntegerField(default=0)
    text = models.TextField()
    start = models.FloatField(null=True, blank=True)
    end = models.FloatField(null=True, blank=True)
    segments = models.JSONField(default=list)
    slide = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text
