"""Whether the site lives (/healthz) and whether all that it needs is there (/readyz).

Anybody may ask, so no answer holds an address, an error text of a library or a setting.
"""

import logging
import os
import shutil
import time
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import redis
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError as BrokerError

from inference.llm.capabilities import in_words
from quizgen.celery import app
from quizgen.checks import check_engines
from quizgen.engines import AWAY, NOT_LOOKED_YET, a_model_is_asked, model_now
from quizgen.lectures.models import Stage
from quizgen.queue import GRADE_QUEUE
from quizgen.storage import local_path

logger = logging.getLogger(__name__)

BROKER_TIMEOUT_S = 1.0
WORKERS_ANSWER_WITHIN_S = 1.0
WORKERS_ARE_ASKED_EVERY_S = 5.0
LEAST_FREE_BYTES = 512 * 1024 * 1024
BROKER_AWAY = "The broker does not answer."


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 as long as this process answers; nothing else is looked at, so that no outage elsewhere restarts it."""
    return JsonResponse({"status": "alive"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200, or 503 with a sentence for each part that is missing."""
    found = {name: check() for name, check in CHECKS.items()}
    is_ready = not any(found.values())
    body: dict[str, Any] = {
        "status": "ready" if is_ready else "not ready",
        "checks": {name: wrong or "ok" for name, wrong in found.items()},
    }
    if a_model_is_asked():
        body["language_model"] = _language_model()
    response = JsonResponse(body, status=200 if is_ready else 503)
    if not is_ready:
        logger.warning("Not ready: %s", " ".join(filter(None, found.values())))
        # Django would log each of these as an error of ours, without saying what is missing.
        response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _language_model() -> dict[str, str]:
    """Beside the checks: where it is away learners go on, and what needs it waits. So no site is taken out of use."""
    now = model_now()
    if not now.answers:
        return {"status": NOT_LOOKED_YET if now.is_stale else AWAY}
    return {"status": "ok", **{name: found for name, found in in_words(now.capabilities) if name != "Model"}}


def _database() -> str:
    try:
        waiting = _unapplied_migrations()
    except DatabaseError:
        return "The database does not answer."
    return f"{waiting} migrations are not applied: run manage.py migrate." if waiting else ""


def _unapplied_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _broker() -> str:
    if not settings.REDIS_URL:
        return "REDIS_URL is not set, so no worker hears of new work."
    timeouts = {"socket_timeout": BROKER_TIMEOUT_S, "socket_connect_timeout": BROKER_TIMEOUT_S}
    try:
        with redis.Redis.from_url(settings.REDIS_URL, **timeouts) as client:
            client.ping()
    except (redis.RedisError, OSError):
        return BROKER_AWAY
    return ""


def _storage() -> str:
    try:
        default_storage.exists("ready")
        folder = local_path("")
        return _folder(_nearest(folder)) if folder else ""
    except OSError:
        return "The storage of recordings does not answer."


def _nearest(folder: Path) -> Path:
    """The folder itself, or what it will be made in by the first upload."""
    return next(path for path in (folder, *folder.parents) if path.exists())


def _folder(folder: Path) -> str:
    if not os.access(folder, os.W_OK | os.X_OK):
        return "The folder for recordings cannot be written to."
    if shutil.disk_usage(folder).free < LEAST_FREE_BYTES:
        return "The disk for recordings is almost full."
    return ""


def _engines() -> str:
    return "An engine is not installed: run manage.py check." if check_engines() else ""


def _workers() -> str:
    """Each queue has a worker that answers. Asking takes a second, so an answer serves for some."""
    if _broker():
        return "No worker can be asked without a broker."
    return _untaken(int(time.monotonic() / WORKERS_ARE_ASKED_EVERY_S))


@lru_cache(maxsize=1)
def _untaken(period: int) -> str:
    try:
        answers = app.control.inspect(timeout=WORKERS_ANSWER_WITHIN_S).active_queues() or {}
    except (BrokerError, redis.RedisError, OSError):
        return BROKER_AWAY
    taken = {queue["name"] for queues in answers.values() for queue in queues}
    return _sentence(
        queue for queue in (*Stage.values, GRADE_QUEUE, settings.CELERY_TASK_DEFAULT_QUEUE) if queue not in taken
    )


def _sentence(queues: Iterable[str]) -> str:
    names = ", ".join(queues)
    return f"No worker answers for: {names}." if names else ""


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "broker": _broker,
    "storage": _storage,
    "engines": _engines,
    "workers": _workers,
}
