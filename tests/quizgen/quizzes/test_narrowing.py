"""The review shows only what is asked for, and goes on within it."""

import pytest
from django.test import Client

from quizgen.lectures.models import Lecture, Slide
from quizgen.quizzes.models import Question
from tests.quizgen import workbench
from tests.quizgen.workbench import signed_in, teacher

pytestmark = pytest.mark.django_db


@pytest.fixture
def lecture() -> Lecture:
    course = workbench.course()
    return workbench.read_lecture(course, teacher(course))


@pytest.fixture
def client(lecture: Lecture) -> Client:
    return signed_in(lecture.uploaded_by)


@pytest.fixture
def why(lecture: Lecture) -> Question:
    return workbench.question(lecture, "Why?", wh="why", bloom="understand", score=0.9, evidence_start=8.0)


@pytest.fixture
def what(lecture: Lecture) -> Question:
    return workbench.question(lecture, "What?", wh="what", bloom="remember", score=0.5, evidence_start=4.0)


@pytest.mark.parametrize("query", ["wh=why", "bloom=understand", "least=0.8", "wh=why&least=0.6"])
def test_only_what_is_asked_for_is_shown(
    client: Client, lecture: Lecture, why: Question, what: Question, query: str
) -> None:
    page = client.get(f"/lectures/{lecture.pk}/review/?{query}")

    assert page.context["question"] == why
    assert page.context["shown"] == [why]
    assert "1 of 2 questions shown" in page.content.decode()


def test_a_slide_is_named_by_its_title(client: Client, lecture: Lecture, why: Question, what: Question) -> None:
    slide = Slide.objects.create(
        lecture=lecture, position=7, start=1, end=9, title="Damping", text="Damping", confidence=1
    )
    Question.objects.filter(pk=what.pk).update(slide=slide.position)

    page = client.get(f"/lectures/{lecture.pk}/review/?slide=7")

    assert page.context["question"] == what
    assert "8. Damping" in page.content.decode()


def test_a_decision_leads_to_the_next_of_those_shown(
    client: Client, lecture: Lecture, why: Question, what: Question
) -> None:
    last = workbench.question(lecture, "Why so?", wh="why", evidence_start=30.0)

    response = client.post(f"/questions/{why.pk}/approve/?wh=why")

    assert response["Location"] == f"/lectures/{lecture.pk}/review/?question={last.pk}&wh=why"


def test_behind_the_last_of_those_shown_the_page_offers_the_others(
    client: Client, lecture: Lecture, why: Question, what: Question
) -> None:
    page = client.post(f"/questions/{why.pk}/approve/?wh=why", follow=True).content.decode()

    assert "No draft among those shown" in page
    assert "1 other waits" in page


@pytest.mark.parametrize("query", ["slide=x", "slide=%EF%BC%91", "least=2", "slide=99999999999999"])
def test_what_cannot_be_read_narrows_nothing(
    client: Client, lecture: Lecture, why: Question, what: Question, query: str
) -> None:
    page = client.get(f"/lectures/{lecture.pk}/review/?{query}")

    assert page.context["shown"] == [what, why]
