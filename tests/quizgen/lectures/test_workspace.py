"""The workbench of a lecture."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quizgen.attempts.models import Attempt, Response
from quizgen.claims import Status
from quizgen.courses.models import Course
from quizgen.lectures.models import Lecture, Slide, Stage, StageRun, TranscriptSegment
from quizgen.lectures.reading import interleaved
from tests.quizgen import workbench
from tests.quizgen.workbench import person, signed_in, stranger, teacher

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Course:
    return workbench.course()


@pytest.fixture
def lecture(course: Course) -> Lecture:
    return workbench.read_lecture(course, teacher(course))


@pytest.fixture
def client(lecture: Lecture) -> Client:
    return signed_in(lecture.uploaded_by)


def page(client: Client, lecture: Lecture) -> str:
    return client.get(f"/lectures/{lecture.pk}/").content.decode()


def test_slides_are_the_headings_of_what_is_said(lecture: Lecture) -> None:
    Slide.objects.create(lecture=lecture, position=1, start=10.0, end=40.0, title="Conservation")

    lines = interleaved(lecture.segments.all(), lecture.slides.all())

    assert [str(line.slide or line.start) for line in lines] == [
        "The pendulum", "0.0", "4.0", "Conservation", "10.0", "18.0", "30.0",
    ]  # fmt: skip


def test_the_timeline_has_a_chapter_for_each_slide_and_a_pin_for_each_probe(client: Client, lecture: Lecture) -> None:
    workbench.question(lecture, at_s=20.0)
    workbench.question(lecture, "Rejected?", at_s=30.0, status="rejected")

    timeline = client.get(f"/lectures/{lecture.pk}/").context["timeline"]

    assert [(chapter.left, chapter.width) for chapter in timeline.chapters] == [(0.0, 100.0)]
    assert [(pin.stem, pin.left) for pin in timeline.pins] == [("What does a pendulum convert?", 50.0)]


def test_more_of_everything_asks_the_database_no_more(client: Client, lecture: Lecture) -> None:
    workbench.question(lecture, at_s=20.0)
    with CaptureQueriesContext(connection) as one:
        page(client, lecture)
    for i in range(1, 6):
        workbench.question(lecture, f"Why {i}?")
        Slide.objects.create(lecture=lecture, position=i, start=i, end=i + 1)
        TranscriptSegment.objects.create(lecture=lecture, position=10 + i, start=i, end=i + 1, text="more")

    with CaptureQueriesContext(connection) as six:
        page(client, lecture)

    assert len(six) == len(one)


def test_the_stages_ask_again_only_while_something_is_under_way(client: Client, lecture: Lecture) -> None:
    run = workbench.stage_run(lecture, Stage.INSPECT_MEDIA, Status.RUNNING)
    asking = client.get(f"/lectures/{lecture.pk}/stages/").content.decode()
    StageRun.objects.filter(pk=run.pk).update(status=Status.SUCCEEDED)

    assert "hx-get" in asking
    assert "hx-get" not in client.get(f"/lectures/{lecture.pk}/stages/").content.decode()


def test_the_page_is_told_when_a_stage_has_ended(client: Client, lecture: Lecture) -> None:
    workbench.stage_run(lecture, Stage.INSPECT_MEDIA, Status.SUCCEEDED)

    news = client.get(f"/lectures/{lecture.pk}/stages/?done=0")
    none = client.get(f"/lectures/{lecture.pk}/stages/?done=1")

    assert news.headers.get("HX-Trigger") == "stage-ended"
    assert "HX-Trigger" not in none.headers


def test_an_unusable_recording_is_explained_and_not_offered_to_play(client: Client, lecture: Lecture) -> None:
    workbench.stage_run(
        lecture, Stage.INSPECT_MEDIA, Status.FAILED, error="This file is empty.", error_code="media.empty"
    )

    shown = page(client, lecture)

    assert "This file is empty." in shown
    assert "Upload another recording" in shown
    assert "<video" not in shown
    assert "Try again" not in shown


def test_a_failed_stage_says_what_is_safe_and_is_tried_again(client: Client, lecture: Lecture) -> None:
    run = workbench.stage_run(lecture, Stage.TRANSCRIBE, Status.FAILED, error="The engine could not be reached.")
    shown = page(client, lecture)

    client.post(f"/lectures/{lecture.pk}/stages/transcribe/retry/")

    run.refresh_from_db()
    assert "what the steps before made are safe" in shown
    assert run.status == Status.PENDING


def test_what_a_stopped_lecture_lacks_is_laid_to_the_stop(client: Client, lecture: Lecture) -> None:
    TranscriptSegment.objects.all().delete()
    Slide.objects.all().delete()
    workbench.stage_run(lecture, Stage.READ_SLIDES, Status.SUCCEEDED)
    workbench.stage_run(lecture, Stage.TRANSCRIBE, Status.FAILED, error="The engine could not be reached.")

    shown = page(client, lecture)

    assert "The work stopped before what is said was written down." in shown
    assert "Nothing on the screen was recognised as a slide." in shown
    assert "The work stopped before any were written." in shown


def test_a_note_of_a_stage_is_shown(client: Client, lecture: Lecture) -> None:
    workbench.stage_run(lecture, Stage.WRITE_QUESTIONS, Status.SUCCEEDED, note="This writer needs English.")

    assert "This writer needs English." in page(client, lecture)


def test_results_count_learners_and_not_the_staffs_own_tries(client: Client, lecture: Lecture, course: Course) -> None:
    question = workbench.question(lecture, status="published")
    for user in (lecture.uploaded_by, person("mia", course)):
        attempt = Attempt.objects.create(quiz=lecture.quiz, learner=user)
        Response.objects.create(attempt=attempt, question=question, text="energy")

    context = client.get(f"/lectures/{lecture.pk}/").context

    assert (context["learner_count"], context["answer_count"]) == (1, 1)


def test_words_of_the_lecture_are_never_markup(client: Client, lecture: Lecture) -> None:
    evil = "<img src=x onerror=alert(1)>"
    TranscriptSegment.objects.update(text=evil)
    Slide.objects.update(title=evil, text=evil)
    workbench.question(lecture, evil, reference_answers=[evil], at_s=5.0)

    shown = page(client, lecture)

    assert "<img src=x" not in shown
    assert shown.count("&lt;img src=x") >= 5


def test_no_script_style_or_handler_stands_in_the_page(client: Client, lecture: Lecture) -> None:
    shown = page(client, lecture)

    assert not re.search(r"<script(?![^>]*\ssrc=)", shown)
    assert not re.search(r"\s(style|on[a-z]+)=", shown)


def test_a_lecture_is_retitled_and_deleted(client: Client, lecture: Lecture) -> None:
    client.post(f"/lectures/{lecture.pk}/settings/", {"title": "The pendulum"})
    lecture.refresh_from_db()
    response = client.post(f"/lectures/{lecture.pk}/delete/")

    assert lecture.title == "The pendulum"
    assert response["Location"] == f"/courses/{lecture.course_id}/"
    assert not Lecture.objects.exists()


def test_a_lecture_that_was_answered_is_kept_and_the_page_says_why(
    client: Client, lecture: Lecture, course: Course
) -> None:
    question = workbench.question(lecture, status="published")
    attempt = Attempt.objects.create(quiz=lecture.quiz, learner=person("mia", course))
    Response.objects.create(attempt=attempt, question=question, text="energy")

    response = client.post(f"/lectures/{lecture.pk}/delete/", follow=True)

    assert b"Learners have answered" in response.content
    assert Lecture.objects.exists()


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "/lectures/{}/"),
        ("get", "/lectures/{}/stages/"),
        ("post", "/lectures/{}/stages/transcribe/retry/"),
        ("get", "/lectures/{}/settings/"),
        ("post", "/lectures/{}/settings/"),
        ("post", "/lectures/{}/delete/"),
    ],
)
def test_the_workbench_is_there_for_staff_only(lecture: Lecture, course: Course, method: str, address: str) -> None:
    workbench.published(lecture)
    for user in (stranger(), person("mia", course)):
        assert getattr(signed_in(user), method)(address.format(lecture.pk)).status_code == 404
    assert Lecture.objects.exists()
