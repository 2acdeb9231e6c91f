"""Uploads that come to no good end: the disk is full, the connection is cut, the broker or the database is away."""

import errno
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from kombu.exceptions import OperationalError

from quizgen.celery import app
from quizgen.claims import Status
from quizgen.courses.models import Course
from quizgen.lectures.models import Lecture, StageRun
from quizgen.whole_bodies import whole_bodies
from tests.quizgen import workbench
from tests.quizgen.workbench import signed_in, teacher

pytestmark = pytest.mark.django_db
MP4_HEAD = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41" + b"\x00" * 64
LARGE = MP4_HEAD + bytes(3 << 20)
"""More than is kept in memory."""


@pytest.fixture
def course() -> Course:
    return workbench.course()


def post(client: Client, course: Course, content: bytes = MP4_HEAD) -> Any:
    file = SimpleUploadedFile("pendulum.mp4", content)
    return client.post(f"/courses/{course.pk}/upload/", {"file": file}, headers={"accept": "application/json"})


def kept_files(settings: Any) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def full(*_: Any, **__: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_disk_that_is_full_while_storing_is_a_sentence_and_leaves_nothing(
    course: Course, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizgen.storage.os.replace", full)

    response = post(signed_in(teacher(course)), course)

    assert response.status_code == 422
    assert response.json()["sentence"].startswith("There is no room left for recordings")
    assert not Lecture.objects.exists()
    assert kept_files(settings) == []


def test_a_disk_that_is_full_while_receiving_is_the_same_sentence(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TemporaryUploadedFile, "__init__", _full_after(TemporaryUploadedFile.__init__))

    response = post(signed_in(teacher(course)), course, LARGE)

    assert response.status_code == 422
    assert response.json()["sentence"].startswith("There is no room left for recordings")
    assert not Lecture.objects.exists()


def test_another_error_of_the_disk_is_no_refusal(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("quizgen.storage.os.replace", broken)

    with pytest.raises(OSError, match="Input/output"):
        post(signed_in(teacher(course)), course)


def test_an_upload_while_the_broker_is_away_is_kept_and_waits(
    course: Course, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("Connection refused")

    monkeypatch.setattr(app, "send_task", away)

    with django_capture_on_commit_callbacks(execute=True):
        response = post(signed_in(teacher(course)), course)

    assert response.status_code == 201
    assert StageRun.objects.get().status == Status.PENDING


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("content", [MP4_HEAD, LARGE], ids=["kept in memory", "kept on disk"])
def test_an_upload_that_is_cut_in_the_middle_leaves_nothing(
    course: Course, settings: Any, tmp_path: Path, content: bytes
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "uploads")
    Path(settings.FILE_UPLOAD_TEMP_DIR).mkdir()
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n'
    body = head + content + b"\r\n--x--\r\n"

    status = post_body(signed_in(teacher(course)), course, body[:-90], announced=len(body))

    assert status.startswith("422 ")
    assert not Lecture.objects.exists()
    assert kept_files(settings) == []
    assert list(Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir()) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("content", [MP4_HEAD, LARGE], ids=["kept in memory", "kept on disk"])
def test_an_upload_that_is_whole_passes_the_same_door(course: Course, content: bytes) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n'
    body = head + content + b"\r\n--x--\r\n"

    assert post_body(signed_in(teacher(course)), course, body, announced=len(body)) == "201 Created"
    assert Lecture.objects.get().size_bytes == len(content)


def post_body(client: Client, course: Course, body: bytes, *, announced: int) -> str:
    """Through the server's own door, which tells of a lost connection by an early end of the body alone."""
    environ = {
        **client._base_environ(),
        "REQUEST_METHOD": "POST",
        "PATH_INFO": f"/courses/{course.pk}/upload/",
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
        "CONTENT_LENGTH": str(announced),
        "HTTP_ACCEPT": "application/json",
        "HTTP_X_CSRFTOKEN": "c" * 32,
        "HTTP_COOKIE": f"csrftoken={'c' * 32}; sessionid={client.cookies['sessionid'].value}",
        "SERVER_NAME": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1",
        "wsgi.input": io.BytesIO(body),
    }
    statuses: list[str] = []
    answer: Any = whole_bodies(WSGIHandler())(environ, lambda status, _: statuses.append(status))
    answer.close()
    return statuses[0]


def _full_after(init: Callable[..., None]) -> Callable[..., None]:
    """A temporary file that takes the first chunk and no other."""

    def opened(self: Any, *args: Any) -> None:
        init(self, *args)
        write, self.file.write = self.file.write, lambda chunk: write(chunk) if not self.file.tell() else full()

    return opened
