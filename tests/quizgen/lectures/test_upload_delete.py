"""Deleting and renaming a lecture."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile

from quizgen.accounts.models import User
from quizgen.attempts.models import Attempt, Response
from quizgen.courses.models import Course
from quizgen.errors import Refused
from quizgen.lectures.models import Lecture
from quizgen.lectures.services import delete_lecture, retitle_lecture, upload_lecture
from quizgen.quizzes.models import Question, Quiz

MP4 = b"\x00\x00\x00\x18ftypmp42" + bytes(200)


def upload(course: Course) -> Lecture:
    user, _ = User.objects.get_or_create(username="teacher")
    return upload_lecture(course=course, user=user, title="First", file=ContentFile(MP4, name="a.mp4"))


@pytest.fixture
def lecture(db: None) -> Lecture:
    return upload(Course.objects.create(title="Physics"))


def files(settings: Any) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_deleted_lecture_leaves_no_file(
    lecture: Lecture, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        delete_lecture(lecture=lecture)

    assert not Lecture.objects.exists()
    assert files(settings) == []


def test_a_recording_that_another_course_has_too_is_kept(
    lecture: Lecture, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    upload(Course.objects.create(title="Chemistry"))

    with django_capture_on_commit_callbacks(execute=True):
        delete_lecture(lecture=lecture)

    assert len(files(settings)) == 1


def test_a_lecture_with_answers_is_kept(lecture: Lecture, settings: Any) -> None:
    quiz = Quiz.objects.create(lecture=lecture)
    question = Question.objects.create(quiz=quiz, stem="What?", wh="what", bloom="remember")
    attempt = Attempt.objects.create(quiz=quiz, learner=lecture.uploaded_by)
    Response.objects.create(attempt=attempt, question=question, text="That.")

    with pytest.raises(Refused, match="Learners have answered"):
        delete_lecture(lecture=lecture)

    assert len(files(settings)) == 1


def test_a_lecture_gets_another_title(lecture: Lecture) -> None:
    retitle_lecture(lecture=lecture, title="  Second ")

    lecture.refresh_from_db()
    assert lecture.title == "Second"


def test_an_empty_title_is_refused(lecture: Lecture) -> None:
    with pytest.raises(Refused):
        retitle_lecture(lecture=lecture, title="  ")
