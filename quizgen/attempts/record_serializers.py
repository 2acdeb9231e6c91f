"""Who answered what and what it earned, as other systems read it."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from quizgen.attempts.feedback import feedback_for
from quizgen.attempts.models import Attempt, Grade, Response
from quizgen.claims import Status
from quizgen.rest import KeyField


class AttemptSerializer(serializers.ModelSerializer):
    lecture = serializers.IntegerField(source="quiz.lecture_id", read_only=True)
    learner_name = serializers.CharField(source="learner", read_only=True)

    class Meta:
        model = Attempt
        fields = ["id", "quiz", "lecture", "learner", "learner_name", "started_at", "finished_at", "position_s"]
        read_only_fields = fields
        extra_kwargs = {"position_s": {"help_text": "Where the recording was last, in seconds"}}


class AttemptFilter(serializers.Serializer):
    quiz = KeyField()
    lecture = KeyField(source="quiz__lecture")
    learner = KeyField()
    started_after = serializers.DateTimeField(required=False, source="started_at__gt")


class FeedbackSerializer(serializers.Serializer):
    """What the learner may see of the newest grade: the answer and what is missing only once it is settled."""

    state = serializers.ChoiceField(choices=("pending", "failed", "graded"))
    word = serializers.CharField()
    lines = serializers.ListField(child=serializers.CharField())
    score = serializers.FloatField()
    max_score = serializers.FloatField()
    settled = serializers.BooleanField()
    missing = serializers.ListField(child=serializers.CharField())
    note = serializers.CharField(help_text="What a person wrote who changed the grade")


class ResponseSerializer(serializers.ModelSerializer):
    status = serializers.ChoiceField(choices=Status.choices, help_text="Of its grading")
    feedback = serializers.SerializerMethodField()

    class Meta:
        model = Response
        fields = ["id", "attempt", "question", "try_number", "text", "choice", "submitted_at", "status", "feedback"]
        read_only_fields = fields

    @extend_schema_field(FeedbackSerializer)
    def get_feedback(self, response: Response) -> dict[str, object]:
        return FeedbackSerializer(feedback_for(response)).data


class ResponseFilter(serializers.Serializer):
    attempt = KeyField()
    question = KeyField()
    lecture = KeyField(source="attempt__quiz__lecture")
    learner = KeyField(source="attempt__learner")
    submitted_after = serializers.DateTimeField(required=False, source="submitted_at__gt")


class CreditSerializer(serializers.Serializer):
    text = serializers.CharField()
    points = serializers.FloatField()
    credit = serializers.FloatField(help_text="0 to 1")
    quote = serializers.CharField(allow_blank=True, help_text="The stretch of the answer that earned it")


class GradeSerializer(serializers.ModelSerializer):
    """The newest grade of a response counts; none is ever deleted."""

    credits = CreditSerializer(many=True, read_only=True)
    feedback = serializers.ListField(child=serializers.CharField(), read_only=True, help_text="Its three steps")

    class Meta:
        model = Grade
        fields = [
            "id",
            "response",
            "score",
            "max_score",
            "verdict",
            "credits",
            "conflict",
            "feedback",
            "confidence",
            "grader",
            "graded_by",
            "note",
            "graded_at",
        ]
        read_only_fields = fields
        extra_kwargs = {"graded_by": {"help_text": "The person who graded, null for a grader"}}


class GradeFilter(serializers.Serializer):
    response = KeyField()
    attempt = KeyField(source="response__attempt")
    question = KeyField(source="response__question")
    lecture = KeyField(source="response__attempt__quiz__lecture")
    graded_after = serializers.DateTimeField(required=False, source="graded_at__gt")
