"""A recording and what the pipeline derives from it."""

from typing import Self

from django.db import models

from quizgen.accounts.models import User
from quizgen.claims import Claimable, ClaimableQuerySet
from quizgen.courses.models import STAFF_ROLES, Course


class Stage(models.TextChoices):
    """In the order of the pipeline; transcribe and read_slides run side by side."""

    INSPECT_MEDIA = "inspect_media", "Checking the recording"
    TRANSCRIBE = "transcribe", "Writing down what is said"
    READ_SLIDES = "read_slides", "Reading the slides"
    ALIGN = "align", "Joining speech and slides"
    WRITE_QUESTIONS = "write_questions", "Writing questions"
    PLACE_PROBES = "place_probes", "Placing the questions"


class LectureQuerySet(models.QuerySet):
    def taught_by(self, user: User) -> Self:
        return self.filter(course__memberships__user=user, course__memberships__role__in=STAFF_ROLES)

    def visible_to(self, user: User) -> Self:
        """All lectures of the courses one teaches; of the others only those whose quiz is published."""
        taught = Course.objects.taught_by(user)
        joined = Course.objects.visible_to(user)
        return self.filter(models.Q(course__in=taught) | models.Q(course__in=joined, quiz__published_at__isnull=False))


def media_path(lecture: "Lecture", filename: str) -> str:
    """Named by content, so that no name that a person typed reaches the file system."""
    return f"lectures/{lecture.sha256[:2]}/{lecture.sha256}{lecture.suffix}"


class Lecture(models.Model):
    """What the web knows at upload; `duration_s` and below are filled by inspect_media and transcribe."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="lectures")
    title = models.CharField(max_length=200)
    original_name = models.CharField(max_length=255)
    suffix = models.CharField(max_length=10, help_text="With its dot, of a known container: .mp4")
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveBigIntegerField()
    media = models.FileField(upload_to=media_path, max_length=200)
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    duration_s = models.FloatField(null=True, blank=True)
    container = models.CharField(max_length=60, blank=True)
    audio_codec = models.CharField(max_length=40, blank=True)
    video_codec = models.CharField(max_length=40, blank=True)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    language = models.CharField(max_length=8, blank=True)

    objects = LectureQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["course", "sha256"], name="one_lecture_per_course_and_file")]
        ordering = ["uploaded_at"]

    def __str__(self) -> str:
        return self.title


class StageRun(Claimable):
    """One stage of one lecture. Same `input_key` and SUCCEEDED: there is nothing to do."""

    lecture = models.ForeignKey(Lecture, on_delete=models.CASCADE, related_name="stage_runs")
    stage = models.CharField(max_length=20, choices=Stage)
    input_key = models.CharField(max_length=64)
    progress = models.FloatField(default=0.0)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True, help_text="A sentence for the instructor where a stage did less than usual.")
    tokens = models.JSONField(default=dict, help_text="What a language model used, by kind.")
    drops = models.JSONField(default=dict, help_text="What a question writer threw out, by reason.")

    objects = ClaimableQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lecture", "stage"], name="one_stage_run_per_lecture")]
        indexes = [models.Index(fields=["status", "due"])]

    def __str__(self) -> str:
        return f"{self.stage} of lecture {self.lecture_id}: {self.status}"


class TranscriptSegment(models.Model):
    """`words` is a list of [start, end, text, confidence]."""

    lecture = models.ForeignKey(Lecture, on_delete=models.CASCADE, related_name="segments")
    position = models.PositiveIntegerField()
    start = models.FloatField()
    end = models.FloatField()
    text = models.TextField()
    words = models.JSONField(default=list)
    confidence = models.FloatField(default=1.0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["lecture", "position"], name="segment_positions_differ")]

    def __str__(self) -> str:
        return self.text


class Slide(models.Model):
    lecture = models.ForeignKey(Lecture, on_delete=models.CASCADE, related_name="slides")
    position = models.PositiveIntegerField()
    start = models.FloatField()
    end = models.FloatField()
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    image = models.FileField(upload_to="slides/", max_length=200)
    thumbnail = models.FileField(upload_to="slides/", max_length=200)
    confidence = models.FloatField(default=1.0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["lecture", "position"], name="slide_positions_differ")]

    def __str__(self) -> str:
        return self.title or f"Slide {self.position + 1}"


class Passage(models.Model):
    """`sentences` is a list of {text, start, end, confidence, segments}; `slide` is a position or null."""

    lecture = models.ForeignKey(Lecture, on_delete=models.CASCADE, related_name="passages")
    position = models.PositiveIntegerField()
    start = models.FloatField(null=True)
    end = models.FloatField(null=True)
    title = models.CharField(max_length=300, blank=True)
    sentences = models.JSONField(default=list)
    slide = models.PositiveIntegerField(null=True)
    slide_text = models.TextField(blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["lecture", "position"], name="passage_positions_differ")]

    def __str__(self) -> str:
        return self.title or f"Passage {self.position + 1}"
