"""Publishing: what learners then see, and where it is asked."""

import pytest
from django.test import Client

from quizgen.courses.models import Course
from quizgen.errors import Refused
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Probe, Question, QuestionStatus
from quizgen.quizzes.services import QuestionContent, edit_question, publish_quiz
from tests.quizgen import workbench
from tests.quizgen.workbench import person, signed_in, teacher

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Course:
    return workbench.course(probe_every_s=20, probe_gap_s=5)


@pytest.fixture
def lecture(course: Course) -> Lecture:
    return workbench.read_lecture(course, teacher(course))


def published_stems(lecture: Lecture) -> list[str]:
    return [question.stem for question in Question.objects.filter(quiz__lecture=lecture).published()]


def test_what_is_approved_is_published_and_the_lecture_becomes_visible(lecture: Lecture, course: Course) -> None:
    workbench.question(lecture, "Approved?", status="approved")
    workbench.question(lecture, "Draft?")
    mia = person("mia", course)
    before = Lecture.objects.visible_to(mia).exists()

    number = publish_quiz(quiz=lecture.quiz, user=lecture.uploaded_by)

    assert (before, number) == (False, 1)
    assert published_stems(lecture) == ["Approved?"]
    assert Lecture.objects.visible_to(mia).get() == lecture
    assert lecture.quiz.published_by is None  # the row in hand is of before
    lecture.quiz.refresh_from_db()
    assert lecture.quiz.published_by == lecture.uploaded_by


def test_with_nothing_approved_nothing_is_published(lecture: Lecture) -> None:
    workbench.question(lecture)

    with pytest.raises(Refused, match="Approve a question first"):
        publish_quiz(quiz=lecture.quiz, user=lecture.uploaded_by)

    lecture.quiz.refresh_from_db()
    assert lecture.quiz.published_at is None


def test_the_page_says_what_was_published_or_why_not(lecture: Lecture) -> None:
    client: Client = signed_in(lecture.uploaded_by)
    workbench.question(lecture, status="approved")

    first = client.post(f"/lectures/{lecture.pk}/publish/", follow=True).content
    second = client.post(f"/lectures/{lecture.pk}/publish/", follow=True).content

    assert b"1 question is now asked of learners" in first
    assert b"There is nothing new to publish" in second


def test_a_successor_takes_the_place_of_what_it_replaces(lecture: Lecture) -> None:
    old = workbench.question(lecture, "Old?", status="published", at_s=20.0)
    workbench.published(lecture)
    content = QuestionContent("New?", ("Energy",), (("energy", 1.0),), asked_at=20.0)
    successor = edit_question(question=old, user=lecture.uploaded_by, content=content)
    before = published_stems(lecture)

    publish_quiz(quiz=lecture.quiz, user=lecture.uploaded_by)

    old.refresh_from_db()
    assert before == ["Old?"]
    assert published_stems(lecture) == ["New?"]
    assert old.status == QuestionStatus.RETIRED
    assert Probe.objects.get(question=successor).at_s == 20.0


def test_a_place_that_a_rejected_draft_held_goes_to_an_approved_question(lecture: Lecture) -> None:
    workbench.question(lecture, "Rejected?", status="rejected", at_s=14.4)
    approved = workbench.question(lecture, "Approved?", status="approved")

    publish_quiz(quiz=lecture.quiz, user=lecture.uploaded_by)

    at_s = Probe.objects.get(question=approved).at_s
    assert approved.evidence_end is not None
    assert approved.evidence_end <= at_s <= lecture.duration_s  # type: ignore[operator]


def test_a_moment_set_by_hand_stays_and_others_keep_their_distance(lecture: Lecture) -> None:
    by_hand = workbench.question(lecture, "By hand?", status="approved")
    Probe.objects.create(question=by_hand, at_s=16.0, by_hand=True)
    workbench.question(lecture, "Placed?", status="approved")

    publish_quiz(quiz=lecture.quiz, user=lecture.uploaded_by)

    moments = {probe.question.stem: probe.at_s for probe in Probe.objects.select_related("question")}
    assert moments.pop("By hand?") == 16.0
    assert all(abs(other - 16.0) >= 5 for other in moments.values())


def test_published_questions_stay_where_learners_have_met_them(lecture: Lecture) -> None:
    met = workbench.question(lecture, "Met?", status="published", at_s=9.5)
    workbench.question(lecture, "Fresh?", status="approved")

    publish_quiz(quiz=lecture.quiz, user=lecture.uploaded_by)

    assert Probe.objects.get(question=met).at_s == 9.5


def test_a_question_finds_another_moment_where_the_best_is_taken(lecture: Lecture) -> None:
    workbench.question(lecture, "Alone?", status="approved")
    publish_quiz(quiz=lecture.quiz, user=lecture.uploaded_by)
    best = Probe.objects.get().at_s
    second = workbench.question(lecture, "Second?", status="approved")

    publish_quiz(quiz=lecture.quiz, user=lecture.uploaded_by)

    at_s = Probe.objects.get(question=second).at_s
    assert abs(at_s - best) >= 5
