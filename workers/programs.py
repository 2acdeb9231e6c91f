"""The programs of a site: two workers, the clock that resumes, and the web server."""

import socket
import sys
from pathlib import Path

from django.conf import settings

from quizgen.lectures.models import Stage
from quizgen.queue import GRADE_QUEUE
from workers.supervisor import Program

LECTURE_QUEUES = ",".join([*Stage.values, "default"])
HOST = "127.0.0.1"


class PortTaken(Exception):
    """The message is a sentence for the operator."""


def worker_programs(broker_url: str) -> list[Program]:
    return [grade_worker(broker_url), lecture_worker(broker_url), beat(broker_url)]


def lecture_worker(broker_url: str) -> Program:
    """Two at once: one lecture's speech and slides run side by side."""
    return Program("lectures", _celery("worker", "lectures", LECTURE_QUEUES, processes=2), _environment(broker_url))


def grade_worker(broker_url: str) -> Program:
    """A process of its own, so that no learner waits behind a lecture; its child loads the grader as it starts."""
    return Program("grade", _celery("worker", "grade", GRADE_QUEUE, processes=1), _environment(broker_url))


def beat(broker_url: str) -> Program:
    return Program(
        "beat", [sys.executable, "-m", "celery", "-A", "quizgen", "beat", "--pidfile="], _environment(broker_url)
    )


def web(broker_url: str) -> Program:
    bind = f"{HOST}:{settings.PORT}"
    server = [sys.executable, "-m", "gunicorn", "quizgen.wsgi:application", "--bind", bind, "--no-control-socket"]
    threads = ["--worker-class", "gthread", "--workers", "2", "--threads", "16", "--graceful-timeout", "3"]
    return Program("web", [*server, *threads, "--access-logfile", "-"], _environment(broker_url))


def refuse_taken_port() -> None:
    """Raises PortTaken. Asked before anything is started, so that the answer is a sentence and not a log."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, settings.PORT))
        except OSError as error:
            sentence = f"Port {settings.PORT} cannot be used ({error.strerror}). Choose another: PORT=8001 make demo"
            raise PortTaken(sentence) from error


def log_dir() -> Path:
    return Path(settings.VAR_DIR) / "log"


def _celery(command: str, name: str, queues: str, *, processes: int) -> list[str]:
    celery = [sys.executable, "-m", "celery", "-A", "quizgen", command]
    quiet = ["--without-gossip", "--without-mingle", "--loglevel", "INFO"]
    return [*celery, "--hostname", f"{name}@%h", "--queues", queues, "--concurrency", str(processes), *quiet]


def _environment(broker_url: str) -> dict[str, str]:
    return {"REDIS_URL": broker_url}
