"""A recording is uploaded and a quiz published by another system."""

import errno
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from quizgen.accounts.models import Scope, User
from quizgen.courses.models import Course
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import QuestionStatus
from tests.quizgen import workbench
from tests.quizgen.api.conftest import AsToken

pytestmark = pytest.mark.django_db

MP4 = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + b"\x00" * 64


def recording(name: str = "physics_works.mp4", content: bytes = MP4) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_an_upload_is_a_lecture_that_is_being_processed(as_token: AsToken, ada: User, course: Course) -> None:
    client = as_token(ada, Scope.COURSE_WRITE)

    answer = client.upload("/api/v1/lectures", course=course.pk, file=recording())

    assert (answer.status_code, answer.json()["title"]) == (201, "physics works")
    assert client.get(answer["Location"]).json() == answer.json()
    assert client.get(f"{answer['Location']}/progress").json()["state"] == "processing"


def test_the_same_recording_again_is_the_same_lecture(as_token: AsToken, ada: User, course: Course) -> None:
    client = as_token(ada, Scope.COURSE_WRITE)
    first = client.upload("/api/v1/lectures", course=course.pk, file=recording())

    second = client.upload("/api/v1/lectures", course=course.pk, file=recording("again.mp4"))

    assert (second.status_code, second.json()["id"]) == (200, first.json()["id"])


def test_what_is_no_recording_is_refused_with_its_code(as_token: AsToken, ada: User, course: Course) -> None:
    answer = as_token(ada, Scope.COURSE_WRITE).upload(
        "/api/v1/lectures", course=course.pk, file=recording("notes.txt", b"words")
    )

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["code"] == "upload.unknown_type"


def test_what_is_longer_than_any_recording_is_not_read(
    as_token: AsToken, ada: User, course: Course, settings: Any
) -> None:
    settings.MAX_UPLOAD_BYTES = -64 * 1024

    answer = as_token(ada, Scope.COURSE_WRITE).upload("/api/v1/lectures", course=course.pk, file=recording())

    assert answer.status_code == 413


def test_a_disk_that_is_full_meanwhile_is_a_problem_and_keeps_nothing(
    as_token: AsToken, ada: User, course: Course, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", full)

    answer = as_token(ada, Scope.COURSE_WRITE).upload("/api/v1/lectures", course=course.pk, file=recording())

    assert (answer.status_code, answer.json()["code"]) == (507, "upload.no_room")
    assert not Lecture.objects.exists()


def test_nobody_uploads_into_a_course_that_he_does_not_teach(
    as_token: AsToken, mia: User, eve: User, course: Course
) -> None:
    for user in (mia, eve):
        answer = as_token(user, Scope.COURSE_WRITE).upload("/api/v1/lectures", course=course.pk, file=recording())
        assert answer.json()["errors"][0]["pointer"] == "#/course"
    assert not Lecture.objects.exists()


def test_publishing_shows_learners_what_is_approved(as_token: AsToken, ada: User, mia: User, lecture: Lecture) -> None:
    question = workbench.question(lecture, status=QuestionStatus.APPROVED)
    address = f"/api/v1/quizzes/{question.quiz_id}/publish"
    client = as_token(ada, Scope.COURSE_WRITE)

    assert client.post(address).json() == {"published": 1}

    again = client.post(address)
    assert (again.status_code, again.json()["code"]) == (409, "quiz.nothing_approved")
    assert as_token(mia, Scope.COURSE_WRITE).post(address).status_code == 404
