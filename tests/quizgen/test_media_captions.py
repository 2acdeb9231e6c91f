"""Captions are WebVTT of what was said, and what was said is text."""

import pytest
from django.test import Client
from django.urls import reverse

from quizgen.courses.models import Course, Role
from quizgen.lectures.media import timestamp
from tests.quizgen.attempts import classroom

EXPECTED = """\
WEBVTT

00:00:00.500 --> 00:00:02.250
If a &lt; b &amp; b &lt; c, it is --&gt; over.

01:02:03.000 --> 01:02:05.000
Two lines in one.
"""


def test_segments_become_cues_whose_markup_is_escaped(db: None, client: Client) -> None:
    course = Course.objects.create(title="Physics")
    lecture = classroom.lecture_with_media(course, classroom.person("ada", course, Role.INSTRUCTOR))
    lecture.segments.create(position=0, start=0.5, end=2.25, text="If a < b & b < c, it is --> over.")
    lecture.segments.create(position=1, start=3723.0, end=3725.0, text="Two lines\n\nin one.")
    client.force_login(lecture.uploaded_by)

    answer = client.get(reverse("lectures:captions", args=[lecture.pk]))

    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer.content.decode() == EXPECTED


@pytest.mark.parametrize(
    ("seconds", "written"), [(0, "00:00:00.000"), (59.9996, "00:01:00.000"), (36000.5, "10:00:00.500")]
)
def test_times_are_rounded_to_milliseconds_before_they_are_cut_up(seconds: float, written: str) -> None:
    assert timestamp(seconds) == written
