"""The attempts app."""

from django.apps import AppConfig


class AttemptsConfig(AppConfig):
    name = "quizgen.attempts"
