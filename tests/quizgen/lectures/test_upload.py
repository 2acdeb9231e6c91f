"""What the web accepts as a recording, and what becomes of it."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from quizgen.accounts.models import User
from quizgen.claims import Status
from quizgen.courses.models import Course
from quizgen.errors import Refused
from quizgen.lectures.models import Lecture, Stage, StageRun
from quizgen.lectures.services import upload_lecture

MP4 = b"\x00\x00\x00\x18ftypmp42" + bytes(200)

Upload = Callable[..., Lecture]


@pytest.fixture
def upload(db: None) -> Upload:
    user = User.objects.create(username="teacher")
    course = Course.objects.create(title="Physics")

    def do(content: bytes = MP4, name: str = "lecture.mp4", title: str = "", course: Course = course) -> Lecture:
        return upload_lecture(course=course, user=user, title=title, file=ContentFile(content, name=name))

    return do


def files(settings: Any) -> list[str]:
    return sorted(path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def test_the_file_is_kept_under_the_hash_of_its_content(upload: Upload, settings: Any) -> None:
    lecture = upload()

    digest = hashlib.sha256(MP4).hexdigest()
    assert (lecture.sha256, lecture.size_bytes) == (digest, len(MP4))
    assert files(settings) == [f"{digest}.mp4"]
    with default_storage.open(lecture.media.name) as kept:
        assert kept.read() == MP4


def test_the_first_stage_waits(upload: Upload) -> None:
    lecture = upload()

    run = StageRun.objects.get()
    assert (run.lecture, run.stage, run.status) == (lecture, Stage.INSPECT_MEDIA, Status.PENDING)


def test_a_worker_is_nudged_once_the_rows_are_there(
    upload: Upload, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    nudged: list[dict[str, object]] = []
    monkeypatch.setattr("quizgen.queue.nudge_stage", lambda **row: nudged.append(row))

    with django_capture_on_commit_callbacks(execute=True):
        upload()

    assert nudged == [{"stage_run_id": StageRun.objects.get().pk, "stage": Stage.INSPECT_MEDIA}]


def test_the_same_file_in_the_same_course_is_the_same_lecture(upload: Upload, settings: Any) -> None:
    first = upload()

    assert upload(name="again.mp4") == first
    assert (Lecture.objects.count(), StageRun.objects.count(), len(files(settings))) == (1, 1, 1)


def test_the_same_file_in_another_course_is_another_lecture(upload: Upload, settings: Any) -> None:
    first = upload()
    second = upload(course=Course.objects.create(title="Chemistry"))

    assert first != second
    assert first.media.name == second.media.name
    assert len(files(settings)) == 1


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("lecture_01 intro.mp4", "lecture 01 intro"),
        ("../../etc/passwd.mp4", "passwd"),
        ("C:\\films\\Week 2.MP4", "Week 2"),
        (".mp4", "Lecture"),
        ("évolution.mp4", "évolution"),
    ],
)
def test_a_lecture_without_a_title_is_called_like_its_file(upload: Upload, name: str, title: str) -> None:
    assert upload(name=name).title == title


@pytest.mark.parametrize("name", ["../../../tmp/x.mp4", "a\x00b.mp4", "x" * 400 + ".mp4", "-rf *.mp4", "ünï.MP4"])
def test_no_name_reaches_the_file_system(upload: Upload, settings: Any, name: str) -> None:
    lecture = upload(name=name)

    assert files(settings) == [f"{lecture.sha256}.mp4"]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "empty.mp4", "media.empty"),
        (b"I am a text, not a film.", "text.mp4", "media.text"),
        (b"#EXTM3U\nhttp://127.0.0.1/secret.ts", "list.mp4", "media.playlist"),
        (b"%PDF-1.7" + bytes(100), "slides.mp4", "media.document"),
        (bytes([7, 3, 250, 1, 99, 0, 200, 31] * 20), "noise.mp4", "media.unknown"),
        (MP4, "lecture.exe", "upload.unknown_type"),
        (MP4, "lecture", "upload.unknown_type"),
        (MP4, "", "upload.unknown_type"),
    ],
)
def test_what_cannot_be_a_recording_is_refused_in_a_sentence_and_not_kept(
    upload: Upload, settings: Any, content: bytes, name: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        upload(content, name=name)

    assert refused.value.code == code
    assert refused.value.sentence.endswith(".")
    assert files(settings) == []
    assert not Lecture.objects.exists()


def test_a_file_that_is_too_large_is_refused(upload: Upload, settings: Any) -> None:
    settings.MAX_UPLOAD_BYTES = 100

    with pytest.raises(Refused, match="larger than"):
        upload()
