"""The pages of a course, by role."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quizgen.attempts.models import Attempt, Response
from quizgen.claims import Status
from quizgen.courses.models import Course, Membership, Role
from quizgen.lectures.models import Stage
from quizgen.quizzes.models import QuestionStatus
from tests.quizgen import workbench
from tests.quizgen.workbench import person, signed_in, stranger, teacher

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Course:
    return workbench.course()


def lectures(course: Course, number: int) -> None:
    user = teacher(course, f"teacher{number}")
    for i in range(number):
        lecture = workbench.lecture(course, user, title=f"Lecture {i}", digest=f"{number}-{i}".ljust(64, "0"))
        workbench.question(lecture, status=QuestionStatus.PUBLISHED)
        workbench.stage_run(lecture, Stage.INSPECT_MEDIA, Status.SUCCEEDED)
        workbench.published(lecture)


def test_home_sums_each_course_up(course: Course) -> None:
    ada, mia = teacher(course), person("mia", course)
    lecture = workbench.read_lecture(course, ada)
    first = workbench.question(lecture)
    workbench.question(lecture, "Why is it conserved?")
    attempt = Attempt.objects.create(quiz=lecture.quiz, learner=mia)
    Response.objects.create(attempt=attempt, question=first, text="energy")

    (row,) = signed_in(ada).get("/").context["taught"]

    assert (row.lecture_count, row.learner_count, row.draft_count, row.attempt_count) == (1, 1, 2, 1)
    assert row.last_activity_at == attempt.started_at


def test_home_tells_teaching_from_learning(course: Course) -> None:
    ada = teacher(course)
    other = workbench.course("Chemistry")
    Membership.objects.create(course=other, user=ada, role=Role.LEARNER)

    page = signed_in(ada).get("/").context

    assert [row.title for row in page["taught"]] == ["Mechanics"]
    assert [row.title for row in page["learnt"]] == ["Chemistry"]


@pytest.mark.parametrize("address", ["/", "/courses/{}/", "/courses/{}/lectures/"])
def test_a_longer_list_asks_the_database_no_more(course: Course, address: str) -> None:
    client = signed_in(teacher(course))
    lectures(course, 1)
    one = queries_of(client, address.format(course.pk))
    lectures(course, 6)

    assert queries_of(client, address.format(course.pk)) == one


def test_a_learners_list_asks_the_database_no_more(course: Course) -> None:
    client = signed_in(person("mia", course))
    lectures(course, 1)
    one = queries_of(client, f"/courses/{course.pk}/")
    lectures(course, 6)

    assert queries_of(client, f"/courses/{course.pk}/") == one


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_learners_see_published_lectures_only_and_how_far_they_are(course: Course) -> None:
    ada, mia = teacher(course), person("mia", course)
    ready = workbench.lecture(course, ada, title="Ready", digest="1" * 64)
    workbench.lecture(course, ada, title="Unready", digest="2" * 64)
    question = workbench.question(ready, status=QuestionStatus.PUBLISHED)
    workbench.published(ready)
    attempt = Attempt.objects.create(quiz=ready.quiz, learner=mia)
    Response.objects.create(attempt=attempt, question=question, text="energy")

    page = signed_in(mia).get(f"/courses/{course.pk}/").content.decode()

    assert "Ready" in page
    assert "1 of 1 answered" in page
    assert "Unready" not in page
    assert "Upload a recording" not in page


def test_a_finished_lecture_leads_to_its_result(course: Course) -> None:
    ada, mia = teacher(course), person("mia", course)
    lecture = workbench.lecture(course, ada)
    workbench.question(lecture, status=QuestionStatus.PUBLISHED)
    workbench.published(lecture)
    attempt = Attempt.objects.create(quiz=lecture.quiz, learner=mia, finished_at=timezone.now())

    page = signed_in(mia).get(f"/courses/{course.pk}/").content.decode()

    assert f'href="/attempts/{attempt.pk}/"' in page


def test_the_settings_of_probes_are_kept(course: Course) -> None:
    client = signed_in(teacher(course))

    client.post(f"/courses/{course.pk}/settings/", {"title": "Physics I", "probe_every_s": 240, "probe_gap_s": 90})

    course.refresh_from_db()
    assert (course.title, course.probe_every_s, course.probe_gap_s) == ("Physics I", 240, 90)


def test_a_gap_longer_than_the_rate_is_refused_beside_the_field(course: Course) -> None:
    client = signed_in(teacher(course))

    page = client.post(f"/courses/{course.pk}/settings/", {"title": "M", "probe_every_s": 60, "probe_gap_s": 90})

    course.refresh_from_db()
    assert b"cannot be longer" in page.content
    assert course.probe_every_s == 180


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "/courses/{course}/"),
        ("get", "/courses/{course}/lectures/"),
        ("get", "/courses/{course}/settings/"),
        ("post", "/courses/{course}/settings/"),
        ("post", "/courses/{course}/code/"),
        ("post", "/courses/{course}/members/{member}/role/"),
        ("post", "/courses/{course}/members/{member}/remove/"),
    ],
)
def test_a_course_is_not_there_for_strangers_and_its_workbench_not_for_learners(
    course: Course, method: str, address: str
) -> None:
    member = Membership.objects.get(user=teacher(course))
    mia = person("mia", course)
    address = address.format(course=course.pk, member=member.pk)

    assert getattr(signed_in(stranger()), method)(address).status_code == 404
    if address != f"/courses/{course.pk}/":
        assert getattr(signed_in(mia), method)(address).status_code == 404


def test_a_title_that_looks_like_markup_is_shown_as_text(course: Course) -> None:
    ada = teacher(course)
    Course.objects.update(title="<script>alert(1)</script>")

    page = signed_in(ada).get(f"/courses/{course.pk}/").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
