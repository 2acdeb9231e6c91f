"""The Celery application. Messages only nudge: what is to be done stands in the database."""

import logging.config
import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quizgen.settings")

app = Celery("quizgen")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["workers"])


@setup_logging.connect
def _log_like_the_web(**_: Any) -> None:
    """With a receiver here, Celery adds no handlers of its own."""
    logging.config.dictConfig(settings.LOGGING)
