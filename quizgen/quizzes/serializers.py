"""Quizzes and questions as other systems read them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from quizgen.quizzes.models import Choice, KeyPoint, Question, QuestionStatus, Quiz
from quizgen.rest import KeyField


class QuizSerializer(serializers.ModelSerializer):
    published_questions = serializers.IntegerField(read_only=True, help_text="How many questions learners are asked")

    class Meta:
        model = Quiz
        fields = ["id", "lecture", "published_at", "published_questions"]
        read_only_fields = fields


class QuizFilter(serializers.Serializer):
    lecture = KeyField()
    course = KeyField(source="lecture__course")


class PublishedSerializer(serializers.Serializer):
    published = serializers.IntegerField(help_text="How many questions are new to learners")


class RubricLineSerializer(serializers.ModelSerializer):
    class Meta:
        model = KeyPoint
        fields = ["text", "points"]
        read_only_fields = fields


class ChoiceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Choice
        fields = ["id", "text", "is_correct"]
        read_only_fields = fields


class QuestionSerializer(serializers.ModelSerializer):
    """With its answer: only for the staff of the course."""

    lecture = serializers.IntegerField(source="quiz.lecture_id", read_only=True)
    key_points = RubricLineSerializer(many=True, read_only=True)
    choices = ChoiceSerializer(many=True, read_only=True)
    reference_answers = serializers.ListField(child=serializers.CharField(), read_only=True)
    at_s = serializers.SerializerMethodField(help_text="When the player asks, in seconds; null: at the end")

    class Meta:
        model = Question
        fields = [
            "id",
            "quiz",
            "lecture",
            "status",
            "kind",
            "stem",
            "reference_answers",
            "key_points",
            "choices",
            "at_s",
            "evidence_text",
            "evidence_start",
            "evidence_end",
            "slide",
            "source",
            "doubt",
            "replaces",
            "rejected_because",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.FloatField(allow_null=True))
    def get_at_s(self, question: Question) -> float | None:
        return question.probe.at_s if hasattr(question, "probe") else None


class QuestionFilter(serializers.Serializer):
    lecture = KeyField(source="quiz__lecture")
    quiz = KeyField()
    status = serializers.ChoiceField(choices=QuestionStatus.choices, required=False)
