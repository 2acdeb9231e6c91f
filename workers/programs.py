"""The programs of a site: its workers, the clock that resumes, and the web server."""

import socket
import sys
from collections.abc import Collection, Iterable
from pathlib import Path

from django.conf import settings

from quizgen.lectures.models import Stage
from quizgen.queue import GRADE_QUEUE
from workers.supervisor import Program

SPEECH_QUEUES = (Stage.TRANSCRIBE.value,)
SLIDE_QUEUES = (Stage.READ_SLIDES.value,)
SHORT_QUEUES = (*(stage for stage in Stage.values if stage not in (*SPEECH_QUEUES, *SLIDE_QUEUES)), "default")
ALL_QUEUES = (GRADE_QUEUE, *SPEECH_QUEUES, *SLIDE_QUEUES, *SHORT_QUEUES)
HOST = "127.0.0.1"


class PortTaken(Exception):
    """The message is a sentence for the operator."""


def worker_programs(broker_url: str, queues: Collection[str] = ALL_QUEUES) -> list[Program]:
    """Those that take `queues`, and the clock beside whoever takes "default": a site has one of it."""
    grade = [grade_worker(broker_url)] if GRADE_QUEUE in queues else []
    clock = [beat(broker_url)] if "default" in queues else []
    return [*grade, *lecture_workers(broker_url, queues), *clock]


def lecture_workers(broker_url: str, queues: Collection[str] = ALL_QUEUES) -> list[Program]:
    """One process each for speech, slides and the short stages: a lecture's speech and slides are worked on side by
    side, no process holds the models of both, and a new recording is looked at while an earlier one is under way."""
    groups = {"speech": SPEECH_QUEUES, "slides": SLIDE_QUEUES, "lectures": SHORT_QUEUES}
    taken = {name: [queue for queue in group if queue in queues] for name, group in groups.items()}
    return [Program(name, worker_command(name, some), _environment(broker_url)) for name, some in taken.items() if some]


def grade_worker(broker_url: str) -> Program:
    """A process of its own, so that no learner waits behind a lecture; its child loads the grader as it starts."""
    return Program("grade", worker_command("grade", [GRADE_QUEUE]), _environment(broker_url))


def worker_command(name: str, queues: Iterable[str], *, processes: int = 1) -> list[str]:
    """`name` is how the worker is called among the others of its broker."""
    quiet = ["--without-gossip", "--without-mingle", "--loglevel", "INFO"]
    taken = ["--hostname", f"{name}@%h", "--queues", ",".join(queues), "--concurrency", str(processes)]
    return [sys.executable, "-m", "celery", "-A", "quizgen", "worker", *taken, *quiet]


def beat(broker_url: str) -> Program:
    return Program(
        "beat", [sys.executable, "-m", "celery", "-A", "quizgen", "beat", "--pidfile="], _environment(broker_url)
    )


def web(broker_url: str) -> Program:
    bind = f"{HOST}:{settings.PORT}"
    server = [sys.executable, "-m", "gunicorn", "quizgen.wsgi:application", "--bind", bind, "--no-control-socket"]
    threads = ["--worker-class", "gthread", "--workers", "2", "--threads", "16", "--graceful-timeout", "3"]
    return Program("web", [*server, *threads], _environment(broker_url))


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


def _environment(broker_url: str) -> dict[str, str]:
    return {"REDIS_URL": broker_url}
