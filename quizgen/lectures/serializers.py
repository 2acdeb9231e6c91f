"""Lectures, what was said and what was shown, as other systems read them."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from quizgen.claims import Status
from quizgen.courses.models import Course
from quizgen.lectures.models import Lecture, Slide, Stage, StageRun, TranscriptSegment
from quizgen.rest import KeyField


class LectureSerializer(serializers.ModelSerializer):
    quiz = serializers.SerializerMethodField(help_text="The quiz's id, null before its first question")
    published_at = serializers.DateTimeField(
        source="quiz.published_at", default=None, read_only=True, allow_null=True, help_text="When the quiz was"
    )

    class Meta:
        model = Lecture
        fields = [
            "id",
            "course",
            "title",
            "original_name",
            "size_bytes",
            "sha256",
            "uploaded_at",
            "duration_s",
            "width",
            "height",
            "language",
            "quiz",
            "published_at",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_quiz(self, lecture: Lecture) -> int | None:
        return lecture.quiz.pk if hasattr(lecture, "quiz") else None


class LectureFilter(serializers.Serializer):
    course = KeyField()
    uploaded_after = serializers.DateTimeField(required=False, source="uploaded_at__gt")


@extend_schema_field(OpenApiTypes.BINARY)
class RecordingField(serializers.FileField):
    pass


class UploadSerializer(serializers.Serializer):
    """multipart/form-data"""

    course = serializers.PrimaryKeyRelatedField(queryset=Course.objects.none(), help_text="A course that you teach")
    title = serializers.CharField(
        max_length=200, required=False, default="", help_text="The file's name where it is left out"
    )
    file = RecordingField(help_text="The recording", max_length=255)

    def __init__(self, *args: object, courses: object = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if courses is not None:
            self.fields["course"].queryset = courses  # type: ignore[attr-defined]


class StageSerializer(serializers.ModelSerializer):
    """One step of the processing."""

    stage = serializers.ChoiceField(choices=Stage.choices)
    status = serializers.ChoiceField(choices=Status.choices)

    class Meta:
        model = StageRun
        fields = ["stage", "status", "progress", "started_at", "finished_at", "note", "error_code", "error"]
        read_only_fields = fields
        extra_kwargs = {
            "progress": {"help_text": "0 to 1"},
            "note": {"help_text": "A sentence where a stage did less than usual"},
            "error_code": {"help_text": "For machines"},
            "error": {"help_text": "A sentence: why it failed, or why it waits"},
        }


class ProgressSerializer(serializers.Serializer):
    """How far the processing is. Stages whose turn has not come are not there yet."""

    state = serializers.ChoiceField(choices=("processing", "failed", "done"))
    stages = StageSerializer(many=True)


class SegmentSerializer(serializers.ModelSerializer):
    class Meta:
        model = TranscriptSegment
        fields = ["position", "start", "end", "text", "confidence"]
        read_only_fields = fields
        extra_kwargs = {name: {"help_text": "Seconds of the recording"} for name in ("start", "end")}


class TranscriptSerializer(serializers.Serializer):
    """What was said."""

    language = serializers.CharField(help_text="ISO 639-1; empty where nothing was said")
    segments = SegmentSerializer(many=True)


class SlideSerializer(serializers.ModelSerializer):
    image = serializers.SerializerMethodField(help_text="Where its picture is; it takes the token, too")

    class Meta:
        model = Slide
        fields = ["position", "start", "end", "title", "text", "confidence", "image"]
        read_only_fields = fields

    @extend_schema_field(serializers.URLField())
    def get_image(self, slide: Slide) -> str:
        return reverse("api:slide_image", args=[slide.lecture_id, slide.position], request=self.context["request"])
