"""The web: rows, rules about rows, pages and REST. Loads no model library."""

from quizgen.celery import app as celery_app

__all__ = ["celery_app"]
