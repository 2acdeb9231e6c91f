"""The form that recordings are uploaded with."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quizgen.courses.models import Course
from quizgen.lectures.models import Lecture
from tests.quizgen import workbench
from tests.quizgen.workbench import person, signed_in, stranger, teacher

pytestmark = pytest.mark.django_db
MP4_HEAD = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41" + b"\x00" * 64


@pytest.fixture
def course() -> Course:
    return workbench.course()


def post(client: Client, course: Course, name: str, content: bytes, **headers: str) -> Any:
    return client.post(f"/courses/{course.pk}/upload/", {"file": SimpleUploadedFile(name, content)}, headers=headers)


def test_the_script_of_the_page_gets_the_lectures_address(course: Course) -> None:
    response = post(signed_in(teacher(course)), course, "The pendulum.mp4", MP4_HEAD, accept="application/json")

    lecture = Lecture.objects.get()
    assert response.status_code == 201
    assert response.json() == {"title": "The pendulum", "url": f"/lectures/{lecture.pk}/"}


def test_a_browser_without_script_is_led_to_the_lecture(course: Course) -> None:
    response = post(signed_in(teacher(course)), course, "pendulum.mp4", MP4_HEAD)

    assert response["Location"] == f"/lectures/{Lecture.objects.get().pk}/"


def test_a_refusal_is_a_sentence_and_leaves_nothing(course: Course) -> None:
    response = post(signed_in(teacher(course)), course, "notes.mp4", b"only words", accept="application/json")

    assert response.status_code == 422
    assert response.json()["sentence"].endswith(".")
    assert not Lecture.objects.exists()


def test_a_refusal_without_script_is_shown_on_the_courses_page(course: Course) -> None:
    client = signed_in(teacher(course))

    post(client, course, "notes.mp4", b"only words")

    assert b'data-tone="wrong"' in client.get(f"/courses/{course.pk}/").content


def test_an_upload_without_a_file_asks_for_one(course: Course) -> None:
    response = signed_in(teacher(course)).post(f"/courses/{course.pk}/upload/", headers={"accept": "application/json"})

    assert response.json() == {"sentence": "Choose a recording first."}


def test_only_who_teaches_the_course_uploads(course: Course) -> None:
    for user in (stranger(), person("mia", course)):
        assert post(signed_in(user), course, "pendulum.mp4", MP4_HEAD).status_code == 404
    assert not Lecture.objects.exists()


def test_the_same_recording_again_is_said_to_be_here_and_leads_to_its_lecture(course: Course) -> None:
    client = signed_in(teacher(course))
    first = post(client, course, "pendulum.mp4", MP4_HEAD, accept="application/json")

    again = post(client, course, "another name.mp4", MP4_HEAD, accept="application/json")
    without_script = post(client, course, "pendulum.mp4", MP4_HEAD)

    assert (again.status_code, again.json()) == (200, first.json())
    assert without_script["Location"] == first.json()["url"]
    assert "This recording is here already, as “pendulum”." in client.get(first.json()["url"]).content.decode()
    assert Lecture.objects.count() == 1
