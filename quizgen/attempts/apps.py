"""The attempts app."""

from importlib import import_module

from django.apps import AppConfig


class AttemptsConfig(AppConfig):
    name = "quizgen.attempts"

    def ready(self) -> None:
        """The description of REST's token registers itself when it is loaded, which is not before the apps are."""
        import_module("quizgen.attempts.api_schema")
