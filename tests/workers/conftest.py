"""A lecture whose engines follow a script, in this process."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files import File

from quizgen.accounts.models import User
from quizgen.courses.models import Course
from quizgen.lectures.models import Lecture
from quizgen.lectures.services import upload_lecture
from tests.recordings import make_recording
from workers import engines

# It ends PostgreSQL's processes: `python -m tests.servers` has one that may be ended.
collect_ignore = [] if "TEST_DATABASE_URL" in os.environ else ["test_database_restarted.py"]

SCRIPTED = {
    "speech": {"BACKEND": "tests.workers.scripted.SpeechScript", "OPTIONS": {}},
    "slides": {"BACKEND": "tests.workers.scripted.SlidesScript", "OPTIONS": {}},
    "questions": {"BACKEND": "tests.workers.scripted.QuestionsScript", "OPTIONS": {}},
    "grading": {"BACKEND": "tests.workers.scripted.GraderScript", "OPTIONS": {}},
}


@pytest.fixture(scope="session")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_recording(tmp_path_factory.mktemp("recordings") / "pendulum.mp4")


@pytest.fixture
def script(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The engines of this process follow the script in this directory."""
    folder = tmp_path / "script"
    folder.mkdir()
    monkeypatch.setenv("SCRIPT_DIR", str(folder))
    settings.ENGINES = SCRIPTED
    engines._engine.cache_clear()
    yield folder
    engines._engine.cache_clear()


@pytest.fixture
def lecture(db: None, script: Path, recording: Path) -> Lecture:
    return upload(recording)


def upload(path: Path, *, title: str = "Pendulum") -> Lecture:
    user, _ = User.objects.get_or_create(username="teacher")
    course, _ = Course.objects.get_or_create(title="Physics")
    with path.open("rb") as file:
        return upload_lecture(course=course, user=user, title=title, file=File(file, name=path.name))


def counted(script: Path, role: str, event: str = "calls") -> int:
    """How often the engine was called, or came to its end."""
    kept = script / f"{role}.{event}"
    return len(kept.read_text().splitlines()) if kept.exists() else 0
