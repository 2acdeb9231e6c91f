"""Recordings, slides and captions are there for whoever may see the lecture, and for nobody else."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from quizgen.accounts.models import User
from quizgen.courses.models import Course, Role
from quizgen.lectures.models import Lecture, Slide
from quizgen.quizzes.models import Quiz
from tests.quizgen.attempts import classroom


@pytest.fixture
def lecture(db: None) -> Lecture:
    course = Course.objects.create(title="Physics")
    lecture = classroom.lecture_with_media(course, classroom.person("ada", course, Role.INSTRUCTOR))
    classroom.published_quiz(lecture)
    slide = Slide(lecture=lecture, position=0, start=0, end=5)
    slide.image.save("slide.webp", ContentFile(b"large"))
    slide.thumbnail.save("thumbnail.webp", ContentFile(b"small"))
    return lecture


@pytest.fixture
def learner(lecture: Lecture) -> User:
    return classroom.person("mia", lecture.course)


def statuses(client: Client, lecture: Lecture) -> list[int]:
    addresses = [
        reverse("lectures:media", args=[lecture.pk]),
        reverse("lectures:captions", args=[lecture.pk]),
        reverse("lectures:slide_image", args=[lecture.pk, 0, "image"]),
        reverse("lectures:slide_image", args=[lecture.pk, 0, "thumbnail"]),
    ]
    return [client.get(address).status_code for address in addresses]


def test_a_learner_of_the_course_gets_them(client: Client, lecture: Lecture, learner: User) -> None:
    client.force_login(learner)

    assert statuses(client, lecture) == [200] * 4


def test_nobody_else_finds_them(client: Client, lecture: Lecture) -> None:
    client.force_login(classroom.person("eve", Course.objects.create(title="Chemistry"), Role.INSTRUCTOR))

    assert statuses(client, lecture) == [404] * 4


def test_before_the_quiz_is_published_only_the_staff_gets_them(client: Client, lecture: Lecture, learner: User) -> None:
    Quiz.objects.update(published_at=None)

    client.force_login(learner)
    assert statuses(client, lecture) == [404] * 4
    client.force_login(lecture.uploaded_by)
    assert statuses(client, lecture) == [200] * 4


def test_whoever_is_not_signed_in_is_sent_to_sign_in(client: Client, lecture: Lecture) -> None:
    assert statuses(client, lecture) == [302] * 4


def test_a_slide_comes_in_two_sizes_and_no_other(client: Client, lecture: Lecture, learner: User) -> None:
    client.force_login(learner)
    sent = [client.get(reverse("lectures:slide_image", args=[lecture.pk, 0, size])) for size in ("image", "thumbnail")]

    assert [b"".join(answer) for answer in sent] == [b"large", b"small"]  # type: ignore[call-overload]
    assert [answer["Content-Type"] for answer in sent] == ["image/webp"] * 2
    other = client.get(reverse("lectures:slide_image", args=[lecture.pk, 0, "media"]))
    assert other.status_code == 404


def test_nothing_is_kept_by_browsers_without_asking_again(client: Client, lecture: Lecture, learner: User) -> None:
    client.force_login(learner)

    answer = client.get(reverse("lectures:media", args=[lecture.pk]))

    assert answer["Cache-Control"] == "private, no-cache"
