"""The result of an attempt: the last try of each question counts, and the weakest is to be looked at first."""

import uuid
from typing import Any

from django.test import Client
from django.urls import reverse

from quizgen.attempts.models import Attempt
from quizgen.attempts.results import result_of
from quizgen.attempts.services import finish_attempt, save_position, submit_response
from quizgen.quizzes.models import Question, QuestionStatus
from tests.quizgen.attempts import classroom


def answer(attempt: Attempt, question: Question, text: str, obedient: Any) -> None:
    submit_response(attempt=attempt, question=question, text=text, client_key=uuid.uuid4())
    obedient.grade_what_is_due()


def test_the_last_try_counts_even_if_it_is_worse(attempt: Attempt, question: Question, obedient: Any) -> None:
    answer(attempt, question, "half", obedient)
    answer(attempt, question, "nothing at last", obedient)

    result = result_of(attempt.quiz, attempt)

    assert (result.earned, result.possible, result.answered) == (0.0, 2.0, 1)


def test_questions_come_in_the_order_of_their_moments_and_those_without_one_last(attempt: Attempt) -> None:
    for at_s in (None, 7.0, 2.0):
        classroom.question(attempt.quiz, at_s=at_s)

    assert [row.at_s for row in result_of(attempt.quiz, attempt).rows] == [2.0, 7.0, None]


def test_the_weakest_is_to_be_looked_at_first_and_what_is_right_not_at_all(
    attempt: Attempt, question: Question, obedient: Any
) -> None:
    right, half, missed = question, classroom.question(attempt.quiz, at_s=5.0), classroom.question(attempt.quiz, at_s=8)
    answer(attempt, right, "all", obedient)
    answer(attempt, half, "half", obedient)

    assert [row.question for row in result_of(attempt.quiz, attempt).look_again] == [missed, half]


def test_an_answer_to_a_question_that_was_replaced_stands_for_its_successor(
    attempt: Attempt, question: Question, obedient: Any
) -> None:
    answer(attempt, question, "all", obedient)
    successor = classroom.question(attempt.quiz, stem="What does a pendulum trade, exactly?")
    Question.objects.filter(pk=question.pk).update(status=QuestionStatus.RETIRED)
    Question.objects.filter(pk=successor.pk).update(replaces=question)

    (row,) = result_of(attempt.quiz, attempt).rows

    assert row.question == question
    assert result_of(attempt.quiz, None).rows[0].question == successor


def test_a_position_is_kept_until_the_attempt_is_finished(attempt: Attempt) -> None:
    save_position(attempt=attempt, position_s=42.5)
    finish_attempt(attempt=attempt)
    save_position(attempt=attempt, position_s=1.0)

    attempt.refresh_from_db()
    assert attempt.position_s == 42.5


def test_finishing_twice_changes_nothing(attempt: Attempt) -> None:
    first = finish_attempt(attempt=attempt).finished_at

    assert finish_attempt(attempt=attempt).finished_at == first is not None


def test_the_page_leads_back_to_the_moment_where_it_was_explained(
    as_learner: Client, attempt: Attempt, question: Question
) -> None:
    page = as_learner.get(reverse("attempts:result", args=[attempt.pk])).content.decode()

    assert f"{reverse('attempts:watch', args=[attempt.quiz.lecture_id])}#t=1" in page
    assert question.stem in page


def test_the_page_asks_again_by_itself_while_a_grade_is_awaited(
    as_learner: Client, attempt: Attempt, question: Question, obedient: Any
) -> None:
    address = reverse("attempts:result", args=[attempt.pk])
    submit_response(attempt=attempt, question=question, text="half", client_key=uuid.uuid4())
    waiting = as_learner.get(address).content.decode()

    obedient.grade_what_is_due()

    assert "hx-get" in waiting
    assert "hx-get" not in as_learner.get(address, headers={"HX-Request": "true"}).content.decode()


def test_the_page_makes_text_of_an_answer_and_not_markup(
    as_learner: Client, attempt: Attempt, question: Question, obedient: Any
) -> None:
    answer(attempt, question, "<script>alert(1)</script> half", obedient)

    page = as_learner.get(reverse("attempts:result", args=[attempt.pk])).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
