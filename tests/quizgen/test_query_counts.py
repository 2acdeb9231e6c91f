"""A page takes as many queries for thirty rows as for three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from zeal import zeal_context
from zeal.errors import NPlusOneError

from quizgen.accounts.models import User
from quizgen.courses.models import Course, Membership, Role
from quizgen.lectures.models import Lecture
from tests.scale.addresses import Page, learner_pages, staff_pages
from tests.scale.rows import Extent, School, write_school

pytestmark = pytest.mark.django_db

FEW = Extent(lectures=3, questions=4, busy_learners=3, further_attempts=6, drafts=1, segments=3, slides=3)
MANY = Extent(lectures=30, questions=40, busy_learners=30, further_attempts=30, drafts=10, segments=30, slides=30)


def in_courses(user: User, number: int, role: Role) -> None:
    courses = Course.objects.bulk_create(
        Course(title=f"Course {i}", join_code=f"{user.pk}-{role[:1]}-{i}") for i in range(number)
    )
    Membership.objects.bulk_create(Membership(course=course, user=user, role=role) for course in courses)


def schools(role: Role) -> tuple[School, School]:
    few, many = write_school(FEW, name="few"), write_school(MANY, name="many")
    for school, number in ((few, 3), (many, 30)):
        in_courses(school.teacher, number, role)
        in_courses(school.learners[0], number, role)
    return few, many


def queries(pages: list[Page]) -> dict[str, int]:
    return {page.name: queries_of(page) for page in pages}


def queries_of(page: Page) -> int:
    client = page.client()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(page.address).status_code == 200
    return len(captured)


def test_the_pages_of_the_staff_take_as_many_queries_for_thirty_rows_as_for_three() -> None:
    few, many = schools(Role.INSTRUCTOR)

    assert queries(staff_pages(many)) == queries(staff_pages(few))


def test_the_pages_of_learners_take_as_many_queries_for_thirty_rows_as_for_three() -> None:
    few, many = schools(Role.LEARNER)

    assert queries(learner_pages(many)) == queries(learner_pages(few))


def test_a_query_for_each_row_does_not_go_unseen() -> None:
    """The guard around every page that a test asks for (tests/settings.py) is there and bites."""
    write_school(FEW)

    with pytest.raises(NPlusOneError), zeal_context():
        assert [lecture.course.title for lecture in Lecture.objects.all()]
