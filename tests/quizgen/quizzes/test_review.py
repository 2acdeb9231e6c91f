"""Reviewing drafts: one at a time, by services and by the page."""

import pytest
from django.test import Client

from quizgen.courses.models import Course
from quizgen.errors import Refused
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Question, QuestionStatus
from quizgen.quizzes.services import approve_drafts, approve_question, reject_question, withdraw_question
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


def status(question: Question) -> str:
    question.refresh_from_db()
    return question.status


def test_approving_leads_to_the_next_draft_in_the_order_of_the_lecture(client: Client, lecture: Lecture) -> None:
    later = workbench.question(lecture, "Later?", evidence_start=30.0)
    first = workbench.question(lecture, "First?", evidence_start=4.0)

    response = client.post(f"/questions/{first.pk}/approve/")

    assert status(first) == QuestionStatus.APPROVED
    assert response["Location"] == f"/lectures/{lecture.pk}/review/?question={later.pk}"


def test_behind_the_last_draft_come_those_that_were_skipped(client: Client, lecture: Lecture) -> None:
    skipped = workbench.question(lecture, "Skipped?", evidence_start=4.0)
    last = workbench.question(lecture, "Last?", evidence_start=30.0)

    response = client.post(f"/questions/{last.pk}/approve/")

    assert response["Location"].endswith(f"?question={skipped.pk}")


def test_when_all_is_reviewed_the_page_says_so(client: Client, lecture: Lecture) -> None:
    only = workbench.question(lecture)

    page = client.post(f"/questions/{only.pk}/approve/", follow=True).content.decode()

    assert "Everything is reviewed" in page
    assert "Publish quiz" in page


def test_a_rejection_keeps_its_reason_and_who_gave_it(client: Client, lecture: Lecture) -> None:
    question = workbench.question(lecture)

    client.post(f"/questions/{question.pk}/reject/", {"reason": "It asks for something trivial"})

    assert status(question) == QuestionStatus.REJECTED
    assert question.rejected_because == "It asks for something trivial"
    assert question.reviewed_by == lecture.uploaded_by


def test_a_rejected_question_may_be_approved_after_all(lecture: Lecture) -> None:
    question = workbench.question(lecture)
    reject_question(question=question, user=lecture.uploaded_by, reason="Too easy")

    approve_question(question=question, user=lecture.uploaded_by)

    assert (status(question), question.rejected_because) == (QuestionStatus.APPROVED, "")


def test_all_drafts_are_approved_at_once_and_nothing_else(lecture: Lecture) -> None:
    drafts = [workbench.question(lecture, f"What {i}?") for i in range(3)]
    rejected = workbench.question(lecture, "No?", status="rejected")

    assert approve_drafts(quiz=lecture.quiz, user=lecture.uploaded_by) == 3
    assert {status(draft) for draft in drafts} == {QuestionStatus.APPROVED}
    assert status(rejected) == QuestionStatus.REJECTED


@pytest.mark.parametrize("judge", [approve_question, lambda **who: reject_question(**who, reason="")])
def test_a_published_question_is_not_judged_again(lecture: Lecture, judge: object) -> None:
    question = workbench.question(lecture, status="published")

    with pytest.raises(Refused, match="published"):
        judge(question=question, user=lecture.uploaded_by)  # type: ignore[operator]
    assert status(question) == QuestionStatus.PUBLISHED


def test_a_published_question_can_be_withdrawn_and_a_draft_cannot(lecture: Lecture) -> None:
    published, draft = workbench.question(lecture, status="published"), workbench.question(lecture, "Draft?")

    withdraw_question(question=published, user=lecture.uploaded_by)

    assert status(published) == QuestionStatus.RETIRED
    with pytest.raises(Refused):
        withdraw_question(question=draft, user=lecture.uploaded_by)


def test_the_evidence_stands_between_its_neighbours(client: Client, lecture: Lecture) -> None:
    workbench.question(lecture, slide=0)

    page = client.get(f"/lectures/{lecture.pk}/review/").content.decode()

    assert (
        "I have here a pendulum. <mark>A pendulum converts potential energy into kinetic energy.</mark> That is" in page
    )
    assert 'data-play-from="4.00" data-play-to="9.00"' in page
    assert f"/lectures/{lecture.pk}/slides/0/thumbnail/" in page


def test_what_stands_on_a_slide_is_marked_as_the_evidence_and_speech_only_told(
    client: Client, lecture: Lecture
) -> None:
    workbench.question(lecture, source="slide", slide=0, evidence_text="U = m g h")

    page = client.get(f"/lectures/{lecture.pk}/review/").content.decode()

    assert "<mark>U = m g h</mark>" in page
    assert "Said meanwhile:</span> A pendulum converts potential energy into kinetic energy." in page
    assert page.count("<mark>") == 1


def test_what_a_scripted_writer_made_is_labelled(client: Client, lecture: Lecture) -> None:
    workbench.question(lecture, writer="questions.fake@1")

    assert b"scripted, not a real writer" in client.get(f"/lectures/{lecture.pk}/review/").content


def test_words_of_a_question_are_never_markup(client: Client, lecture: Lecture) -> None:
    evil = "<script>alert(1)</script>"
    workbench.question(
        lecture, evil, reference_answers=[evil], why_chosen=evil, evidence_segments=[], evidence_text=evil
    )

    page = client.get(f"/lectures/{lecture.pk}/review/").content.decode()

    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert") >= 4


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("get", "/lectures/{lecture}/review/"),
        ("get", "/lectures/{lecture}/questions/new/"),
        ("post", "/lectures/{lecture}/questions/new/"),
        ("post", "/lectures/{lecture}/questions/approve/"),
        ("post", "/lectures/{lecture}/publish/"),
        ("get", "/questions/{question}/edit/"),
        ("post", "/questions/{question}/edit/"),
        ("post", "/questions/{question}/approve/"),
        ("post", "/questions/{question}/reject/"),
        ("post", "/questions/{question}/withdraw/"),
    ],
)
def test_drafts_are_there_for_staff_only(lecture: Lecture, course: Course, method: str, address: str) -> None:
    question = workbench.question(lecture)
    workbench.published(lecture)
    address = address.format(lecture=lecture.pk, question=question.pk)

    for user in (stranger(), person("mia", course)):
        assert getattr(signed_in(user), method)(address).status_code == 404
    assert status(question) == QuestionStatus.DRAFT


def test_a_question_of_another_lecture_is_not_shown_by_its_number(client: Client, lecture: Lecture) -> None:
    workbench.question(lecture, "Mine?")
    other = workbench.course("Chemistry")
    foreign = workbench.question(workbench.read_lecture(other, teacher(other, "grace")), "Foreign?")

    page = client.get(f"/lectures/{lecture.pk}/review/?question={foreign.pk}").content.decode()

    assert "Foreign?" not in page
