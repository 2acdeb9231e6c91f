"""Celery's side of quizgen: from rows to engines and back."""

from django.apps import AppConfig

import quizgen.checks  # noqa: F401  (registers them)


class WorkersConfig(AppConfig):
    name = "workers"
