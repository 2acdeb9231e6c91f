"""Celery's side of quizgen: from rows to engines and back."""

from django.apps import AppConfig


class WorkersConfig(AppConfig):
    name = "workers"
