"""The timeline marks the question that is read now, and is the same on the lecture's page and in the review."""

import pytest

from quizgen.lectures.models import Lecture
from quizgen.lectures.timeline import timeline
from quizgen.quizzes.models import Question
from tests.quizgen import workbench
from tests.quizgen.workbench import signed_in, teacher

pytestmark = pytest.mark.django_db


@pytest.fixture
def lecture() -> Lecture:
    course = workbench.course()
    return workbench.read_lecture(course, teacher(course))


@pytest.fixture
def placed(lecture: Lecture) -> list[Question]:
    return [workbench.question(lecture, f"What {at_s}?", at_s=at_s) for at_s in (10.0, 20.0, 30.0)]


def test_the_current_pin_is_drawn_last_so_that_none_covers_it(placed: list[Question]) -> None:
    drawn = timeline(40.0, [], placed, current=placed[0].pk)

    assert drawn is not None
    assert [pin.at_s for pin in drawn.pins] == [20.0, 30.0, 10.0]
    assert drawn.current is not None
    assert drawn.current.stem == "What 10.0?"


def test_without_a_current_question_none_is_marked(placed: list[Question]) -> None:
    drawn = timeline(40.0, [], placed)

    assert drawn is not None
    assert drawn.current is None


def test_the_review_shows_where_its_question_is_asked_among_the_others(
    lecture: Lecture, placed: list[Question]
) -> None:
    page = signed_in(lecture.uploaded_by).get(f"/lectures/{lecture.pk}/review/?question={placed[1].pk}")

    assert [pin.is_current for pin in page.context["timeline"].pins] == [False, False, True]
    shown = page.content.decode()
    assert shown.count('class="timeline__target"') == 3
    assert "asked at 0:20" in shown


def test_a_new_question_and_the_summary_show_the_others(lecture: Lecture, placed: list[Question]) -> None:
    client = signed_in(lecture.uploaded_by)
    Question.objects.update(status="approved")

    for address in (f"/lectures/{lecture.pk}/review/", f"/lectures/{lecture.pk}/questions/new/"):
        drawn = client.get(address).context["timeline"]
        assert (len(drawn.pins), drawn.current) == (3, None)
