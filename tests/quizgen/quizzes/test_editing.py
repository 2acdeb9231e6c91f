"""Editing questions and writing one's own."""

from typing import Any

import pytest
from django.test import Client

from quizgen.lectures.models import Lecture
from quizgen.quizzes.forms import MomentField
from quizgen.quizzes.models import Probe, Question, QuestionStatus
from quizgen.quizzes.services import QuestionContent, edit_question, wh_of
from tests.quizgen import workbench
from tests.quizgen.workbench import signed_in, teacher

pytestmark = pytest.mark.django_db
CONTENT = QuestionContent("Why is it conserved?", ("No force does work",), (("no force", 0.5), ("does work", 1.0)))


@pytest.fixture
def lecture() -> Lecture:
    course = workbench.course()
    return workbench.read_lecture(course, teacher(course))


@pytest.fixture
def client(lecture: Lecture) -> Client:
    return signed_in(lecture.uploaded_by)


def form(
    stem: str = "What?", points: tuple[tuple[str, str], ...] = (("energy", "1"),), **values: str
) -> dict[str, Any]:
    data = {"stem": stem, "reference_answers": "Energy", "points-TOTAL_FORMS": len(points), "points-INITIAL_FORMS": 0}
    data |= {"choices-TOTAL_FORMS": 0, "choices-INITIAL_FORMS": 0}
    for i, (text, number) in enumerate(points):
        data |= {f"points-{i}-text": text, f"points-{i}-points": number}
    return {**data, **values}


def test_a_draft_is_changed_in_place_and_no_longer_the_writers_to_replace(lecture: Lecture) -> None:
    draft = workbench.question(lecture)

    edited = edit_question(question=draft, user=lecture.uploaded_by, content=CONTENT)

    assert edited.pk == draft.pk
    assert (edited.stem, edited.wh, edited.reference_answers) == ("Why is it conserved?", "why", ["No force does work"])
    assert [(point.text, point.points) for point in edited.key_points.all()] == [("no force", 0.5), ("does work", 1.0)]
    assert not Question.objects.untouched().exists()


def test_a_published_question_stays_and_gets_a_successor(lecture: Lecture) -> None:
    published = workbench.question(lecture, status="published")

    successor = edit_question(question=published, user=lecture.uploaded_by, content=CONTENT)

    published.refresh_from_db()
    assert published.stem == "What does a pendulum convert?"
    assert [point.text for point in published.key_points.all()] == ["potential energy into kinetic energy"]
    assert (successor.replaces, successor.status) == (published, QuestionStatus.APPROVED)


def test_a_second_edit_of_a_published_question_changes_the_same_successor(lecture: Lecture) -> None:
    published = workbench.question(lecture, status="published")
    first = edit_question(question=published, user=lecture.uploaded_by, content=CONTENT)

    second = edit_question(question=published, user=lecture.uploaded_by, content=CONTENT)

    assert second.pk == first.pk
    assert Question.objects.count() == 2


def test_the_edit_page_of_a_published_question_opens_its_successor(client: Client, lecture: Lecture) -> None:
    published = workbench.question(lecture, status="published")
    successor = edit_question(question=published, user=lecture.uploaded_by, content=CONTENT)

    assert client.get(f"/questions/{published.pk}/edit/")["Location"] == f"/questions/{successor.pk}/edit/"


def test_an_edited_rejection_is_a_draft_again(lecture: Lecture) -> None:
    rejected = workbench.question(lecture, status="rejected", rejected_because="Badly worded")

    edited = edit_question(question=rejected, user=lecture.uploaded_by, content=CONTENT)

    assert (edited.status, edited.rejected_because) == (QuestionStatus.DRAFT, "")


def test_after_an_edit_the_page_shows_what_was_asked_for_before(client: Client, lecture: Lecture) -> None:
    draft = workbench.question(lecture)

    response = client.post(f"/questions/{draft.pk}/edit/?wh=what", form(draft.stem))

    assert response["Location"] == f"/lectures/{lecture.pk}/review/?question={draft.pk}&wh=what"


def test_saving_the_form_untouched_keeps_fractions_of_seconds_and_the_automatic_place(
    client: Client, lecture: Lecture
) -> None:
    draft = workbench.question(lecture, evidence_start=4.32, evidence_end=9.87, at_s=12.345)

    client.post(
        f"/questions/{draft.pk}/edit/", form(draft.stem, explained_from="0:04", explained_to="0:09", asked_at="0:12")
    )

    draft.refresh_from_db()
    assert (draft.evidence_start, draft.evidence_end) == (4.32, 9.87)
    assert (draft.probe.at_s, draft.probe.by_hand) == (12.345, False)


def test_a_moment_that_a_person_writes_is_set_by_hand(client: Client, lecture: Lecture) -> None:
    draft = workbench.question(lecture, at_s=12.345)

    client.post(f"/questions/{draft.pk}/edit/", form(explained_from="0:04", explained_to="0:09", asked_at="0:20"))

    probe = Probe.objects.get(question=draft)
    assert (probe.at_s, probe.by_hand) == (20.0, True)


def test_ones_own_question_needs_no_review(client: Client, lecture: Lecture) -> None:
    response = client.post(
        f"/lectures/{lecture.pk}/questions/new/",
        form("How many joules is that?", (("150", "2"), ("", "1"), ("joules", "")), asked_at="0:30"),
    )

    question = Question.objects.get()
    assert response["Location"].endswith(f"?question={question.pk}")
    assert (question.status, question.writer, question.wh) == (QuestionStatus.APPROVED, "", "how many")
    assert [(point.text, point.points) for point in question.key_points.all()] == [("150", 2.0), ("joules", 1.0)]
    assert question.probe.at_s == 30.0


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"points": (("", "1"),)}, "A question needs a key point"),
        ({"stem": ""}, "This field is required"),
        ({"reference_answers": " "}, "This field is required"),
        ({"asked_at": "soon"}, "for example 12:34"),
        ({"asked_at": "5:00"}, "The recording ends at 0:40"),
        ({"explained_from": "0:20", "explained_to": "0:10"}, "cannot end before it begins"),
        ({"points": (("energy", "0"),)}, "greater than or equal to 0.25"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_the_field(
    client: Client, lecture: Lecture, values: dict[str, Any], sentence: str
) -> None:
    page = client.post(f"/lectures/{lecture.pk}/questions/new/", form(**values)).content.decode()

    assert sentence in page
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("typed", "seconds"), [("12:34", 754.0), ("1:02:03", 3723.0), ("75", 75.0), ("0:04.5", 4.5), ("", None)]
)
def test_moments_are_read_as_people_write_them(typed: str, seconds: float | None) -> None:
    assert MomentField().clean(typed) == seconds


@pytest.mark.parametrize(
    ("stem", "wh"),
    [
        ("Why does it swing?", "why"),
        ("By how much does it rise?", "how many"),
        ("In which direction does it go?", "which"),
        ("Name the energy.", "what"),
    ],
)
def test_the_question_word_is_found(stem: str, wh: str) -> None:
    assert wh_of(stem) == wh
