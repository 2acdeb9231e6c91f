"""manage.py process_lecture FILE: what quizgen makes of a recording, without a broker or a worker."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from rich.console import Console

from quizgen.accounts.models import User
from quizgen.courses.models import Course
from quizgen.errors import Refused
from quizgen.lectures.models import Lecture
from quizgen.lectures.services import retry_stage, upload_lecture
from workers import pipeline, tether
from workers.bars import LOOK_EVERY_S, StageBars, settled
from workers.export import lecture_json

REFUSED = 2
INTERRUPTED = 130
OWNER = "command-line"
COURSE = "From the command line"


class Command(BaseCommand):
    help = "Runs every stage on FILE in this process and writes what came of it as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--json", type=Path, metavar="OUT", help="where to write it; without: standard output")
        parser.add_argument("--keep", action="store_true", help="keep the lecture in the site's own database")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            _refuse(f"There is no file {path}.")
        if not options["keep"]:
            sys.exit(_run_in_temporary_database(path, options["json"]))
        lecture = _upload(path)
        _process(lecture)
        lecture.refresh_from_db()
        _write(lecture_json(lecture), options["json"])


def _refuse(sentence: str) -> None:
    print(sentence, file=sys.stderr)  # noqa: T201
    sys.exit(REFUSED)


def _run_in_temporary_database(path: Path, out: Path | None) -> int:
    """Runs this command once more, with everything that it keeps in a directory that is then deleted."""
    with tempfile.TemporaryDirectory(prefix="quizgen-") as folder:
        environment = {
            **os.environ,
            "VAR_DIR": folder,
            "MEDIA_ROOT": f"{folder}/media",
            "S3_BUCKET": "",
            "DATABASE_URL": f"sqlite:///{folder}/quizgen.sqlite3",
            "REDIS_URL": "",
            "MODEL_DIR": settings.MODEL_DIR,
            "SECRET_KEY": settings.SECRET_KEY,
            # Nobody sits at a terminal until an engine comes back.
            "GIVE_UP_AFTER_S": "0",
            "LOG_LEVEL": "ERROR",
        }
        json_option = ["--json", str(out)] if out else []
        manage = str(settings.BASE_DIR / "manage.py")
        command = [sys.executable, manage, "process_lecture", str(path), "--keep", *json_option]
        tethered = [sys.executable, "-I", "-S", tether.__file__, str(os.getpid()), *command]
        try:
            return subprocess.run(tethered, env=environment, check=False).returncode
        except KeyboardInterrupt:
            return INTERRUPTED


def _upload(path: Path) -> Lecture:
    call_command("migrate", verbosity=0)
    owner, _ = User.objects.get_or_create(username=OWNER, defaults={"password": "!", "is_active": False})
    course, _ = Course.objects.get_or_create(title=COURSE)
    try:
        with path.open("rb") as file:
            return upload_lecture(course=course, user=owner, title="", file=File(file, name=path.name))
    except Refused as refused:
        _refuse(refused.sentence)
        raise


def _process(lecture: Lecture) -> None:
    """Runs what is due until nothing is left; another worker of the same database may take a stage meanwhile."""
    for run in lecture.stage_runs.all():
        retry_stage(stage_run=run)
    pipeline.refresh(lecture)
    with _bars_drawn(lecture):
        while not settled(runs := list(lecture.stage_runs.all())):
            if not any(pipeline.run_stage(run.pk) for run in runs):
                time.sleep(LOOK_EVERY_S)
    failed = next((run for run in runs if run.error_code and run.error), None)
    if failed:
        _refuse(failed.error)


class _bars_drawn:
    """Draws the bars from a thread, since the stages run in the main one."""

    def __init__(self, lecture: Lecture) -> None:
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._draw, args=(lecture,), daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        self._thread.join()

    def _draw(self, lecture: Lecture) -> None:
        # On a terminal only: elsewhere standard error holds nothing but the sentence of a refusal.
        with StageBars(lecture, Console(stderr=True, quiet=not sys.stderr.isatty())) as bars:
            while not self._ended.wait(LOOK_EVERY_S):
                bars.draw()
        connection.close()


def _write(made: dict[str, Any], out: Path | None) -> None:
    text = json.dumps(made, ensure_ascii=False, indent=2) + "\n"
    if out is None:
        sys.stdout.write(text)
    else:
        out.write_text(text, encoding="utf-8")
