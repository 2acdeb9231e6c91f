"""Doubtful drafts stand behind the others, say what to look at, and are never approved or published unread."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Question, QuestionStatus
from quizgen.quizzes.reviewing import in_order
from quizgen.quizzes.serializers import QuestionSerializer
from quizgen.quizzes.services import QuestionContent, approve_drafts, approve_question, edit_question
from tests.quizgen import workbench
from tests.quizgen.workbench import signed_in, teacher

pytestmark = pytest.mark.django_db
DOUBT = "Nothing tells apart which thing is meant."
BETTER = QuestionContent("Why is energy conserved?", ("No force does work on it.",), (("no force", 1.0),))


@pytest.fixture
def lecture() -> Lecture:
    course = workbench.course()
    return workbench.read_lecture(course, teacher(course))


@pytest.fixture
def client(lecture: Lecture) -> Client:
    return signed_in(lecture.uploaded_by)


@pytest.fixture
def doubtful(lecture: Lecture) -> Question:
    return workbench.question(lecture, "Why is it hot?", doubt=DOUBT, score=0.1, evidence_start=1.0, rule="because")


@pytest.fixture
def sure(lecture: Lecture) -> Question:
    return workbench.question(lecture, "Why is energy kept?", evidence_start=30.0)


def test_they_stand_behind_the_others_wherever_the_lecture_says_it(
    lecture: Lecture, doubtful: Question, sure: Question
) -> None:
    assert in_order(lecture) == [sure, doubtful]

    approve_question(question=doubtful, user=lecture.uploaded_by)
    assert in_order(lecture) == [sure, doubtful]


def test_the_page_says_what_to_look_at_twice(client: Client, lecture: Lecture, doubtful: Question) -> None:
    page = client.get(f"/lectures/{lecture.pk}/review/").content.decode()

    assert "Doubtful drafts: look twice" in page
    assert DOUBT in page
    assert "1 to review (1 doubtful)" in page


def test_a_sure_draft_is_not_marked(client: Client, lecture: Lecture, doubtful: Question, sure: Question) -> None:
    page = client.get(f"/lectures/{lecture.pk}/review/?question={sure.pk}").content.decode()

    assert "Doubtful drafts: look twice" not in page
    assert DOUBT not in page


def test_the_lectures_list_of_questions_has_them_in_a_group_of_their_own(
    client: Client, lecture: Lecture, doubtful: Question, sure: Question
) -> None:
    page = client.get(f"/lectures/{lecture.pk}/").content.decode()

    assert page.count("Doubtful drafts: look twice") == 1
    assert page.index(sure.stem) < page.index("Doubtful drafts: look twice") < page.index(doubtful.stem)


def test_they_can_be_read_alone_or_left_out(
    client: Client, lecture: Lecture, doubtful: Question, sure: Question
) -> None:
    for query, shown in (("yes", [doubtful]), ("no", [sure]), ("", [sure, doubtful])):
        assert client.get(f"/lectures/{lecture.pk}/review/?doubt={query}").context["shown"] == shown


def test_where_nothing_is_doubtful_nothing_is_offered_to_choose(
    client: Client, lecture: Lecture, sure: Question
) -> None:
    assert client.get(f"/lectures/{lecture.pk}/review/?doubt=what").context["offers"].doubt == ()


def test_all_at_once_approves_them_not(client: Client, lecture: Lecture, doubtful: Question, sure: Question) -> None:
    client.post(f"/lectures/{lecture.pk}/questions/approve/")

    statuses = dict(Question.objects.values_list("stem", "status"))
    assert statuses == {doubtful.stem: QuestionStatus.DRAFT, sure.stem: QuestionStatus.APPROVED}


def test_the_best_so_many_never_reach_them(lecture: Lecture, doubtful: Question) -> None:
    assert approve_drafts(quiz=lecture.quiz, user=lecture.uploaded_by, best=5) == 0


def test_what_a_person_has_worked_on_is_doubtful_no_more(lecture: Lecture, doubtful: Question) -> None:
    edited = edit_question(question=doubtful, user=lecture.uploaded_by, content=BETTER)

    assert not edited.is_doubtful
    assert approve_drafts(quiz=lecture.quiz, user=lecture.uploaded_by) == 1


def test_decisions_about_them_are_kept_with_their_doubt(lecture: Lecture, doubtful: Question, sure: Question) -> None:
    for question in (doubtful, sure):
        approve_question(question=question, user=lecture.uploaded_by)

    out = StringIO()
    call_command("export_decisions", stdout=out)

    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert {line["stem"]: line["doubtful"] for line in lines} == {doubtful.stem: True, sure.stem: False}


def test_other_systems_read_the_doubt(doubtful: Question) -> None:
    assert QuestionSerializer(doubtful).data["doubt"] == DOUBT
