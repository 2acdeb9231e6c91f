"""Browsers seek by byte ranges (RFC 9110, section 14)."""

from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from quizgen.courses.models import Course, Role
from quizgen.lectures import media
from quizgen.lectures.models import Lecture
from tests.quizgen.attempts import classroom

CONTENT = bytes(range(256)) * 8
SIZE = len(CONTENT)


@pytest.fixture
def lecture(db: None) -> Lecture:
    course = Course.objects.create(title="Physics")
    return classroom.lecture_with_media(course, classroom.person("ada", course, Role.INSTRUCTOR), content=CONTENT)


@pytest.fixture
def get(client: Client, lecture: Lecture) -> Any:
    client.force_login(lecture.uploaded_by)
    return lambda **headers: client.get(
        reverse("lectures:media", args=[lecture.pk]),
        headers={name.replace("_", "-"): value for name, value in headers.items()},
    )


def body(answer: HttpResponseBase) -> bytes:
    return b"".join(answer)  # type: ignore[arg-type]


def test_without_a_range_the_whole_file_is_sent(get: Any) -> None:
    answer = get()

    assert (answer.status_code, answer["Content-Length"], answer["Accept-Ranges"]) == (200, str(SIZE), "bytes")
    assert answer["Content-Type"] == "video/mp4"
    assert body(answer) == CONTENT


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=100-299", 100, 299),
        ("bytes=100-", 100, SIZE - 1),
        ("bytes=-100", SIZE - 100, SIZE - 1),
        ("bytes=-999999", 0, SIZE - 1),
        ("bytes=2000-999999", 2000, SIZE - 1),
    ],
)
def test_one_range_is_sent_as_asked(get: Any, asked: str, first: int, last: int) -> None:
    answer = get(range=asked)

    assert (answer.status_code, answer["Content-Range"]) == (206, f"bytes {first}-{last}/{SIZE}")
    assert answer["Content-Length"] == str(last - first + 1)
    assert body(answer) == CONTENT[first : last + 1]


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=99999-", "bytes=-0"])
def test_a_range_outside_of_the_file_is_refused_with_its_size(get: Any, asked: str) -> None:
    answer = get(range=asked)

    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{SIZE}")


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=a-b", "bytes=-", "lines=0-1", "bytes=0-1,5-6", "0-1"])
def test_what_is_no_single_range_is_answered_by_the_whole(get: Any, asked: str) -> None:
    answer = get(range=asked)

    assert (answer.status_code, body(answer)) == (200, CONTENT)


def test_an_open_range_is_cut_so_that_no_slow_player_holds_a_thread_for_a_lecture(
    get: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(media, "OPEN_RANGE_BYTES", 1000)

    assert get(range="bytes=500-")["Content-Range"] == f"bytes 500-1499/{SIZE}"
    assert get(range="bytes=500-1900")["Content-Range"] == f"bytes 500-1900/{SIZE}"


def test_a_range_of_another_state_of_the_file_is_answered_by_the_whole(get: Any) -> None:
    same = get()["ETag"]

    assert get(range="bytes=0-9", if_range=same).status_code == 206
    assert get(range="bytes=0-9", if_range='"older"').status_code == 200


def test_what_the_browser_has_is_not_sent_again(get: Any) -> None:
    answer = get(if_none_match=get()["ETag"])

    assert (answer.status_code, answer.content) == (304, b"")


def test_head_tells_the_size_and_sends_nothing(client: Client, lecture: Lecture, get: Any) -> None:
    answer = client.head(reverse("lectures:media", args=[lecture.pk]), headers={"range": "bytes=0-9"})

    assert (answer.status_code, answer["Content-Length"], answer.content) == (200, str(SIZE), b"")


def test_a_front_server_gets_the_file_named_instead_of_its_bytes(get: Any, lecture: Lecture, settings: Any) -> None:
    settings.X_ACCEL_REDIRECT = "/protected/"

    answer = get(range="bytes=0-9")

    assert answer["X-Accel-Redirect"] == f"/protected/{lecture.media.name}"
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_file_that_is_gone_is_not_found(get: Any, lecture: Lecture) -> None:
    lecture.media.storage.delete(str(lecture.media.name))

    assert get().status_code == 404
