"""Markup, control and invisible characters in titles, speech and slides: shown as text, or not kept at all."""

from typing import Any

import pytest
from django.core.files.base import ContentFile

from quizgen.accounts.models import User
from quizgen.courses.models import Course
from quizgen.lectures.models import Lecture, Slide, TranscriptSegment
from quizgen.lectures.services import retitle_lecture, upload_lecture
from tests.quizgen import workbench
from tests.quizgen.workbench import signed_in, teacher

pytestmark = pytest.mark.django_db
MP4 = b"\x00\x00\x00\x18ftypmp42" + bytes(200)
EVIL = "<script>alert(1)</script>"
HIDDEN = "Pen\u202edul\u200bum\x00\U000e0041"


@pytest.fixture
def course() -> Course:
    return workbench.course()


@pytest.fixture
def user(course: Course) -> User:
    return teacher(course)


@pytest.fixture
def lecture(course: Course, user: User) -> Lecture:
    return workbench.lecture(course, user)


def upload(course: Course, user: User, **names: str) -> Lecture:
    file: Any = ContentFile(MP4, name=names.get("name", "a.mp4"))
    return upload_lecture(course=course, user=user, title=names.get("title", ""), file=file)


def test_a_title_is_kept_without_what_nobody_can_see(course: Course, user: User) -> None:
    lecture = upload(course, user, title=HIDDEN)

    assert lecture.title == "Pendulum"
    assert retitle_lecture(lecture=lecture, title=f"{HIDDEN} 2").title == "Pendulum 2"


def test_a_title_of_nothing_visible_is_none(course: Course, user: User) -> None:
    assert upload(course, user, title="\u200b\u2060", name="Week 1.mp4").title == "Week 1"


def test_the_name_of_a_file_is_kept_without_it_too(course: Course, user: User) -> None:
    lecture = upload(course, user, name=f"{HIDDEN}.mp4")

    assert (lecture.original_name, lecture.title) == ("Pendulum.mp4", "Pendulum")


@pytest.mark.parametrize("address", ["/courses/{course}/", "/lectures/{lecture}/", "/lectures/{lecture}/settings/"])
def test_markup_is_shown_as_text(lecture: Lecture, user: User, address: str) -> None:
    Lecture.objects.filter(pk=lecture.pk).update(title=EVIL, original_name=EVIL)
    Slide.objects.update_or_create(
        lecture=lecture, position=90, defaults={"start": 0, "end": 1, "title": EVIL, "text": EVIL}
    )
    TranscriptSegment.objects.update_or_create(
        lecture=lecture, position=90, defaults={"start": 0, "end": 1, "text": EVIL}
    )

    page = signed_in(user).get(address.format(course=lecture.course_id, lecture=lecture.pk)).content.decode()

    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
