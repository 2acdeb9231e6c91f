"""Whoever reviews a question tries answers at it and sees how they are graded; no learner's page knows of it."""

from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from quizgen.accounts.models import User
from quizgen.attempts import trial_views
from quizgen.attempts.models import GradingRequest, Response
from quizgen.attempts.services import try_answer
from quizgen.courses.models import Course, Role
from quizgen.quizzes.models import Question
from tests.quizgen.attempts import classroom
from tests.quizgen.attempts.conftest import signed_in


@pytest.fixture
def _no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial_views, "GRADE_WAIT_S", 0.0)


def tried(client: Client, question: Question, text: str) -> Any:
    return client.post(reverse("attempts:try_answer", args=[question.pk]), {"text": text})


@pytest.mark.usefixtures("_no_wait")
def test_a_trial_is_graded_by_the_worker_with_what_it_has_and_what_it_has_not(
    as_teacher: Client, question: Question, obedient: Any
) -> None:
    waiting = tried(as_teacher, question, "This has half of it.").content.decode()
    trial = GradingRequest.objects.get()
    address = reverse("attempts:trial", args=[trial.pk])
    assert f'hx-get="{address}"' in waiting

    obedient.grade_what_is_due()

    shown = as_teacher.get(address).content.decode()
    assert "Partly right" in shown
    assert "1 of 2 points" in shown
    assert shown.index("potential energy") < shown.index("kinetic energy")
    assert "hx-get" not in shown


def test_what_needs_no_grader_is_answered_at_once(as_teacher: Client, question: Question) -> None:
    shown = tried(as_teacher, question, question.reference_answers[0]).content.decode()

    assert "Right" in shown
    assert "2 of 2 points" in shown


def test_an_empty_answer_asks_for_one(as_teacher: Client, question: Question) -> None:
    shown = tried(as_teacher, question, "  ").content.decode()

    assert "Write an answer" in shown
    assert not GradingRequest.objects.exists()


@pytest.mark.usefixtures("_no_wait")
def test_what_the_grader_cannot_read_is_said_in_its_sentence(
    as_teacher: Client, question: Question, obedient: Any
) -> None:
    question.quiz.lecture.language = "cy"
    question.quiz.lecture.save()
    tried(as_teacher, question, "Egni cinetig.")

    obedient.grade_what_is_due()

    address = reverse("attempts:trial", args=[GradingRequest.objects.get().pk])
    assert "This grader reads English only." in as_teacher.get(address).content.decode()


def test_a_trial_is_no_response(as_teacher: Client, question: Question) -> None:
    tried(as_teacher, question, question.reference_answers[0])

    assert not Response.objects.exists()


def test_only_who_teaches_the_course_tries(as_learner: Client, as_stranger: Client, question: Question) -> None:
    statuses = [tried(client, question, "energy").status_code for client in (as_learner, as_stranger)]

    assert statuses == [404, 404]
    assert Client().post(reverse("attempts:try_answer", args=[question.pk])).status_code == 302
    assert not GradingRequest.objects.exists()


def test_nobody_sees_the_trial_of_another(course: Course, teacher: User, question: Question) -> None:
    trial = try_answer(question=question, user=teacher, text="energy")
    assistant = classroom.person("ben", course, Role.ASSISTANT)

    assert signed_in(assistant).get(reverse("attempts:trial", args=[trial.pk])).status_code == 404


@pytest.mark.parametrize("by", ["nobody", "both"])
def test_a_request_is_asked_by_a_token_or_a_person(teacher: User, by: str) -> None:
    token, _ = classroom.token_for(teacher)
    askers = {"token": token, "asked_by": teacher} if by == "both" else {}

    with pytest.raises(IntegrityError):
        GradingRequest.objects.create(body={}, **askers)
