"""Asking for another draft in the place of one: by whom, for what, and what the page says meanwhile."""

import json
from typing import Any

import pytest
from django.test import Client

from quizgen import queue
from quizgen.claims import Status
from quizgen.errors import Refused
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Question, QuestionStatus, Redraft
from quizgen.quizzes.redrafting import ask_for_another
from tests.quizgen import workbench
from tests.quizgen.workbench import person, signed_in, stranger, teacher

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nudges(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    sent: list[Any] = []
    monkeypatch.setattr(queue, "_send", lambda *task, queue: sent.append((*task, queue)))
    return sent


@pytest.fixture
def lecture() -> Lecture:
    course = workbench.course()
    return workbench.read_lecture(course, teacher(course))


@pytest.fixture
def question(lecture: Lecture) -> Question:
    return workbench.question(lecture)


@pytest.fixture
def client(lecture: Lecture) -> Client:
    return signed_in(lecture.uploaded_by)


def test_it_waits_for_a_worker_of_the_question_writer(
    question: Question, lecture: Lecture, nudges: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        row = ask_for_another(question=question, user=lecture.uploaded_by)

    assert row.status == Status.PENDING
    assert nudges == [("workers.tasks.redraft", row.pk, "write_questions")]


def test_asked_for_twice_it_is_looked_for_once(question: Question, lecture: Lecture) -> None:
    first = ask_for_another(question=question, user=lecture.uploaded_by)
    Redraft.objects.update(status=Status.RUNNING, progress=0.5)

    assert ask_for_another(question=question, user=lecture.uploaded_by).pk == first.pk
    assert Redraft.objects.get().progress == 0.5


def test_after_one_that_found_nothing_it_can_be_asked_again(question: Question, lecture: Lecture) -> None:
    ask_for_another(question=question, user=lecture.uploaded_by)
    Redraft.objects.update(status=Status.SUCCEEDED, note="Nothing else.", progress=1.0)

    again = ask_for_another(question=question, user=lecture.uploaded_by)

    assert (again.status, again.note, again.progress) == (Status.PENDING, "", 0.0)


@pytest.mark.parametrize("status", [QuestionStatus.APPROVED, QuestionStatus.PUBLISHED, QuestionStatus.RETIRED])
def test_what_is_decided_is_not_replaced(question: Question, lecture: Lecture, status: QuestionStatus) -> None:
    question.status = status

    with pytest.raises(Refused) as refused:
        ask_for_another(question=question, user=lecture.uploaded_by)

    assert refused.value.code == "redraft.decided"


def test_a_question_without_evidence_has_no_other(lecture: Lecture) -> None:
    own = workbench.question(lecture, evidence_text="")

    with pytest.raises(Refused) as refused:
        ask_for_another(question=own, user=lecture.uploaded_by)

    assert refused.value.code == "redraft.no_evidence"


def test_the_page_says_how_far_it_is_and_asks_again_by_itself(client: Client, question: Question) -> None:
    client.post(f"/questions/{question.pk}/another/")
    Redraft.objects.update(status=Status.RUNNING, progress=0.4)

    page = client.get(f"/questions/{question.pk}/another/progress/").content.decode()

    assert "Another draft is looked for" in page
    assert 'value="0.400"' in page
    assert 'hx-trigger="every 1s"' in page


def test_when_it_is_written_the_page_goes_to_it_within_what_is_shown(
    client: Client, question: Question, lecture: Lecture
) -> None:
    ask_for_another(question=question, user=lecture.uploaded_by)
    other = workbench.question(lecture, "Why is it conserved?")
    Redraft.objects.update(status=Status.SUCCEEDED, written=other)

    response = client.get(f"/questions/{question.pk}/another/progress/?wh=what")

    assert json.loads(response["HX-Location"])["path"] == f"/lectures/{lecture.pk}/review/?question={other.pk}&wh=what"


def test_where_nothing_was_good_enough_the_page_says_so_and_stays(
    client: Client, question: Question, lecture: Lecture
) -> None:
    ask_for_another(question=question, user=lecture.uploaded_by)
    Redraft.objects.update(status=Status.SUCCEEDED, note="No other question was good enough.")

    response = client.get(f"/questions/{question.pk}/another/progress/")

    assert "HX-Location" not in response
    assert "No other question was good enough." in response.content.decode()
    assert "every 1s" not in response.content.decode()


def test_a_refusal_is_said_in_its_place(client: Client, question: Question) -> None:
    Question.objects.update(status=QuestionStatus.APPROVED)

    page = client.post(f"/questions/{question.pk}/another/", headers={"HX-Request": "true"}).content.decode()

    assert "This question is no draft any more." in page


def test_without_a_script_the_page_comes_back(client: Client, question: Question, lecture: Lecture) -> None:
    response = client.post(f"/questions/{question.pk}/another/")

    assert response["Location"] == f"/lectures/{lecture.pk}/review/?question={question.pk}"


def test_only_whoever_teaches_the_course_may_ask(question: Question, lecture: Lecture) -> None:
    for user in (person("mia", lecture.course), stranger()):
        assert signed_in(user).post(f"/questions/{question.pk}/another/").status_code == 404
        assert signed_in(user).get(f"/questions/{question.pk}/another/progress/").status_code == 404
    assert not Redraft.objects.exists()
