"""The courses app."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "quizgen.courses"
