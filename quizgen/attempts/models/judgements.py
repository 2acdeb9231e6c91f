"""What people have judged: answers that are known since, and what that did to the others."""

from typing import Self

from django.db import models

from quizgen.accounts.models import User
from quizgen.attempts.models.answers import Grade, Response
from quizgen.claims import Claimable, ClaimableQuerySet
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Question


class Standing(models.TextChoices):
    ACCEPTED = "accepted", "Accepted for everybody"
    JUDGED = "judged", "Judged in one answer"


class ExemplarQuerySet(models.QuerySet):
    def live(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)


class Exemplar(models.Model):
    """An answer to a question that a person has judged; the question itself stays as it was published.

    `key` is what two answers in the same words share; `credits` what each key point earned (0..1, may be empty),
    `credit` the share of all points. Of one wording the newest judgement is live, the others are withdrawn."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="exemplars")
    text = models.TextField()
    key = models.CharField(max_length=64)
    credit = models.FloatField()
    credits = models.JSONField(default=list)
    standing = models.CharField(max_length=10, choices=Standing)
    response = models.ForeignKey(Response, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    judged_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    judged_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ExemplarQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "key"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_live_exemplar_per_wording",
            ),
            models.CheckConstraint(
                condition=models.Q(credit__gte=0) & models.Q(credit__lte=1), name="exemplar_credit_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]


class ReevaluationStage(models.TextChoices):
    LOOKING = "looking", "Looking who would change"
    PROPOSED = "proposed", "Waiting for a decision"
    APPLYING = "applying", "Changing the grades"
    APPLIED = "applied", "Applied"
    TAKING_BACK = "taking_back", "Setting the grades back"
    TAKEN_BACK = "taken_back", "Taken back"
    DROPPED = "dropped", "Not accepted"


class ReevaluationQuerySet(ClaimableQuerySet):
    def taught_by(self, user: User) -> Self:
        return self.filter(question__quiz__lecture__in=Lecture.objects.taught_by(user))


class Reevaluation(Claimable):
    """An answer that is to be accepted too, and what it does to all responses to the question: first looked at, then,
    if a person says so, applied. A row that waits or runs (`status`) has work left in its `stage`."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="reevaluations")
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="reevaluations")
    text = models.TextField()
    stage = models.CharField(max_length=12, choices=ReevaluationStage, default=ReevaluationStage.LOOKING)
    also_lower = models.BooleanField(default=False)
    exemplar = models.ForeignKey(Exemplar, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    applied_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = ReevaluationQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["status", "due"])]
        constraints = [
            models.UniqueConstraint(
                fields=["question"],
                condition=models.Q(stage__in=["looking", "applying", "taking_back"]),
                name="one_reevaluation_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"“{self.text[:60]}”, {self.get_stage_display().lower()}"


class Effect(models.TextChoices):
    SOURCE = "source", "The answer itself"
    RAISED = "raised", "Earns more"
    LOWERED = "lowered", "Earns less"
    SAME = "same", "Stays"
    PERSONS = "persons", "Stays, as a person graded it"
    UNUSABLE = "unusable", "Cannot be graded anew"


class Reexamined(models.Model):
    """One response in a Reevaluation: the grade that counted (`before`), what it would earn (`score`; `proposal`: the
    fields of that Grade, {} where none is to be written), and the grade that was written in the end, if one was.
    `is_settled`: nothing is left to be done in the present stage."""

    reevaluation = models.ForeignKey(Reevaluation, on_delete=models.CASCADE, related_name="reexamined")
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="+")
    before = models.ForeignKey(Grade, on_delete=models.CASCADE, related_name="+")
    effect = models.CharField(max_length=10, choices=Effect)
    score = models.FloatField()
    proposal = models.JSONField(default=dict)
    written = models.OneToOneField(Grade, null=True, blank=True, on_delete=models.CASCADE, related_name="reexamined")
    is_settled = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["reevaluation", "response"], name="one_look_per_response"),
        ]

    def __str__(self) -> str:
        return f"{self.response}: {self.get_effect_display().lower()}"
