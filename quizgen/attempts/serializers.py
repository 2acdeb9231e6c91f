"""What other systems send to the grader, and what they get."""

from typing import Any

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from inference.grading.verdict import VerdictLabel
from quizgen.attempts.services import MAX_RESPONSE_CHARACTERS

MAX_ITEMS = 256
VERDICTS: tuple[str, ...] = VerdictLabel.__args__  # type: ignore[attr-defined]


class KeyPointSerializer(serializers.Serializer):
    text = serializers.CharField(max_length=400)
    points = serializers.FloatField(default=1.0, max_value=100)

    def validate_points(self, points: float) -> float:
        if not points > 0:  # also refuses NaN, which compares with nothing
            raise serializers.ValidationError("Points are more than 0.")
        return points


@extend_schema_field(
    {
        "oneOf": [
            {"type": "string", "maxLength": 400},
            {
                "type": "object",
                "required": ["text"],
                "properties": {
                    "text": {"type": "string", "maxLength": 400},
                    "points": {"type": "number", "exclusiveMinimum": True, "minimum": 0, "maximum": 100, "default": 1},
                },
            },
        ]
    },
    component_name="KeyPoint",
)
class KeyPointField(serializers.Field):
    """A string is a key point of one point."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        key_point = KeyPointSerializer(data={"text": data} if isinstance(data, str) else data)
        key_point.is_valid(raise_exception=True)
        return dict(key_point.validated_data)

    def to_representation(self, value: dict[str, Any]) -> dict[str, Any]:
        return value


class GradeRequestSerializer(serializers.Serializer):
    question = serializers.CharField(max_length=2000)
    reference_answers = serializers.ListField(child=serializers.CharField(max_length=4000), min_length=1, max_length=10)
    key_points = serializers.ListField(
        child=KeyPointField(),
        max_length=20,
        default=list,
        help_text="The rubric, as strings of one point each or as {text, points}. "
        "Without any it is derived from the first reference answer.",
    )
    response = serializers.CharField(
        max_length=MAX_RESPONSE_CHARACTERS, allow_blank=True, help_text="The answer to grade. It may be empty."
    )
    language = serializers.CharField(max_length=35, default="en", help_text="ISO 639-1")


class GradeBatchSerializer(serializers.Serializer):
    """Items are checked one by one: one that cannot be used gets a problem in its place."""

    items = serializers.ListField(child=serializers.JSONField(), min_length=1, max_length=MAX_ITEMS)


class GradeBatchDescription(serializers.Serializer):
    items = serializers.ListField(child=GradeRequestSerializer(), min_length=1, max_length=MAX_ITEMS)


class GradeResultSerializer(serializers.Serializer):
    """A grade."""

    score = serializers.FloatField(help_text="The points earned")
    max_score = serializers.FloatField(help_text="The sum of the key points' points")
    verdict = serializers.ChoiceField(choices=VERDICTS)
    matched = serializers.ListField(child=serializers.CharField(), help_text="Key points that the answer has")
    missing = serializers.ListField(
        child=serializers.CharField(), help_text="Key points that it has not. They give the answer away."
    )
    feedback = serializers.CharField(help_text="For the learner. It does not give the answer away.")
    confidence = serializers.FloatField(help_text="Probability that the decision, correct or not, is right")
    grader = serializers.CharField(help_text="Fingerprint of what decided")


class ProblemSerializer(serializers.Serializer):
    """RFC 9457 problem details."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField(help_text="For machines")
    errors = serializers.ListField(  # type: ignore[assignment]
        child=serializers.DictField(child=serializers.CharField()),
        required=False,
        help_text="Which fields cannot be used, as {pointer, detail} with a JSON pointer.",
    )


GRADE_REQUEST = PolymorphicProxySerializer("Grading", [GradeRequestSerializer, GradeBatchDescription], None)


ITEM_RESULTS = PolymorphicProxySerializer(
    component_name="ItemResult",
    serializers=[GradeResultSerializer, ProblemSerializer],
    resource_type_field_name=None,
    many=True,
)


class GradeBatchResultSerializer(serializers.Serializer):
    """In the order of the items: a grade, or a problem where the item could not be graded."""

    results = serializers.SerializerMethodField()

    @extend_schema_field(ITEM_RESULTS)
    def get_results(self, results: Any) -> Any:
        return results


GRADE_RESULT = PolymorphicProxySerializer("GradingResult", [GradeResultSerializer, GradeBatchResultSerializer], None)


class GradeStateSerializer(serializers.Serializer):
    """A grading that was asked for."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=("pending", "succeeded", "failed"))
    result = serializers.SerializerMethodField()
    code = serializers.CharField(help_text="Where the state is failed: why, for machines; else empty")
    error = serializers.CharField(help_text="Where the state is failed: why, as a sentence; else empty")

    @extend_schema_field({"oneOf": [{"$ref": "#/components/schemas/GradingResult"}], "nullable": True})
    def get_result(self, asked: Any) -> Any:
        return asked.result
