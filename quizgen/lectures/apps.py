"""The lectures app."""

from django.apps import AppConfig


class LecturesConfig(AppConfig):
    name = "quizgen.lectures"
