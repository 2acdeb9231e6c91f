"""A longer list takes no more queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quizgen.accounts.models import User
from quizgen.attempts.models import Attempt
from quizgen.courses.models import Course, Role
from quizgen.lectures.models import Slide
from quizgen.quizzes.models import QuestionStatus
from tests.quizgen import workbench
from tests.quizgen.api.conftest import AsToken, digest, graded

pytestmark = pytest.mark.django_db

LISTS = ("courses", "lectures", "lectures/{lecture}/slides", "quizzes", "questions", "attempts", "responses", "grades")


def rows(course: Course, ada: User, number: int) -> int:
    """Adds so many of everything; the first lecture's key."""
    for i in range(number):
        salt = f"{number}-{i}"
        workbench.person("x" + salt, course, Role.LEARNER)
        ada.memberships.create(course=workbench.course(), role=Role.INSTRUCTOR)
        lecture = workbench.lecture(course, ada, digest=digest(number * 100 + i))
        question = workbench.question(lecture, status=QuestionStatus.PUBLISHED, at_s=2.0)
        learner = workbench.person(f"learner{salt}", course)
        graded(Attempt.objects.create(quiz=workbench.published(lecture), learner=learner), question)
        first = course.lectures.order_by("pk")[0]
        Slide.objects.create(lecture=first, position=first.slides.count(), start=0, end=1)
    return course.lectures.order_by("pk")[0].pk


@pytest.mark.parametrize("name", LISTS)
def test_a_longer_list_takes_no_more_queries(as_token: AsToken, course: Course, ada: User, name: str) -> None:
    client = as_token(ada)

    def queries() -> tuple[int, int]:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            answer = client.get(f"/api/v1/{name.format(lecture=first)}")
        return len(answer.json()["results"]), len(captured)

    first = rows(course, ada, 2)
    queries()  # the first use of the token is written down
    short, few = queries()
    rows(course, ada, 6)
    long, many = queries()

    assert long >= short + 6
    assert many == few <= 6
