"""docs/api.md is a program: it runs as it is written, and it makes every call that there is."""

import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from django.core.files.base import ContentFile
from django.test import Client

from quizgen.accounts.models import Scope
from quizgen.accounts.services import create_token
from quizgen.attempts.models import Attempt
from quizgen.quizzes.models import QuestionStatus
from tests.quizgen import workbench
from tests.quizgen.api.conftest import graded
from tests.quizgen.attempts.scripted_grader import grading_worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

Call = tuple[str, str]


@pytest.fixture
def token() -> str:
    """Of a teacher whose course has a lecture, an approved and an answered question."""
    course = workbench.course()
    ada = workbench.teacher(course)
    lecture = workbench.read_lecture(course, ada)
    lecture.slides.get().image.save("pendulum.webp", ContentFile(b"RIFF....WEBP"))
    answered = workbench.question(lecture, status=QuestionStatus.PUBLISHED)
    workbench.question(lecture, "Why is it conserved?", status=QuestionStatus.APPROVED)
    learner = workbench.person("mia", course)
    graded(Attempt.objects.create(quiz=answered.quiz, learner=learner), answered)
    return create_token(user=ada, name="campus", scope=Scope.COURSE_WRITE)[1]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> set[Call]:
    """Each method and path that was asked for."""
    made: set[Call] = set()
    send = requests.Session.send

    def noting(self: requests.Session, request: Any, **kwargs: Any) -> requests.Response:
        made.add((request.method.lower(), urlsplit(request.url).path))
        return send(self, request, **kwargs)

    monkeypatch.setattr(requests.Session, "send", noting)
    return made


@pytest.fixture
def program(token: str, live_server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, project_dir: Path) -> str:
    """All examples in their order, with everything about them that they take for given."""
    shutil.copy(project_dir / "static" / "sample" / "physics-works.mp4", tmp_path / "lecture.mp4")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUIZGEN", live_server.url)
    monkeypatch.setenv("QUIZGEN_TOKEN", token)
    return "\n".join(re.findall(r"```python\n(.*?)```", (project_dir / "docs" / "api.md").read_text(), re.DOTALL))


def test_the_examples_run_and_leave_no_call_out(calls: set[Call], program: str, settings: Any) -> None:
    with grading_worker(settings):
        exec(compile(program, "docs/api.md", "exec"), {})

    assert [one for one in described_calls() if not any(matches(call, one) for call in calls)] == []


def described_calls() -> set[Call]:
    paths = Client().get("/api/v1/openapi.json").json()["paths"]
    return {(method, path) for path, methods in paths.items() for method in methods if method in ("get", "post")}


def matches(call: Call, described: Call) -> bool:
    return call[0] == described[0] and bool(re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", described[1]), call[1]))
