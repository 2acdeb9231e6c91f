"""Courses as other systems read them."""

from rest_framework import serializers

from quizgen.courses.models import Course, Role


class CourseSerializer(serializers.ModelSerializer):
    role = serializers.ChoiceField(choices=Role.choices, read_only=True, help_text="The role of the token's user")

    class Meta:
        model = Course
        fields = ["id", "title", "role", "created_at"]
        read_only_fields = fields


class CourseFilter(serializers.Serializer):
    role = serializers.ChoiceField(choices=Role.choices, required=False)
