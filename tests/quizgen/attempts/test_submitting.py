"""An answer is stored once, counted as a try and sent to be graded."""

import threading
import uuid
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.utils import timezone

from quizgen.attempts.models import Attempt, Grade, Response
from quizgen.attempts.services import MAX_RESPONSE_CHARACTERS, start_attempt, submit_response
from quizgen.claims import Status
from quizgen.errors import Refused
from quizgen.quizzes.models import Question, QuestionStatus
from tests.quizgen.attempts import classroom


def submit(attempt: Attempt, question: Question, text: str, **values: Any) -> Response:
    return submit_response(
        **{"attempt": attempt, "question": question, "text": text, "client_key": uuid.uuid4(), **values}
    )


def refusal(attempt: Attempt, question: Question, text: str, **values: Any) -> str:
    with pytest.raises(Refused) as refused:
        submit(attempt, question, text, **values)
    return refused.value.code


def test_an_answer_in_free_text_waits_for_the_grader_and_nudges_it(
    attempt: Attempt, question: Question, django_capture_on_commit_callbacks: Any
) -> None:
    with patch("quizgen.queue.nudge_response") as nudge, django_capture_on_commit_callbacks(execute=True):
        response = submit(attempt, question, "It trades energies.")

    assert (response.status, response.try_number, response.grades.count()) == (Status.PENDING, 1, 0)
    nudge.assert_called_once_with(response_id=response.pk)


def test_the_same_post_twice_is_one_response(attempt: Attempt, question: Question) -> None:
    key = uuid.uuid4()

    first = submit(attempt, question, "It trades energies.", client_key=key)
    second = submit(attempt, question, "It trades energies.", client_key=key)

    assert first == second
    assert Response.objects.count() == 1


def test_the_reference_answer_is_graded_at_once(attempt: Attempt, question: Question) -> None:
    response = submit(attempt, question, "potential energy, for kinetic energy and back")

    assert response.status == Status.SUCCEEDED
    assert response.grades.get().score == 2.0


def test_a_choice_is_graded_at_once(attempt: Attempt) -> None:
    question, right, wrong = classroom.choice_question(attempt.quiz)

    first = submit(attempt, question, "", choice=wrong)
    second = submit(attempt, question, "", choice=right)

    assert [response.grades.get().score for response in (first, second)] == [0.0, 1.0]
    assert second.text == "Potential energy"


def test_a_choice_of_another_question_is_refused(attempt: Attempt) -> None:
    question, _, _ = classroom.choice_question(attempt.quiz)
    _, foreign, _ = classroom.choice_question(attempt.quiz)

    assert refusal(attempt, question, "", choice=foreign) == "attempt.empty"


@pytest.mark.parametrize("text", ["", "   \n", "\u200b\u2060"])
def test_nothing_is_no_answer(attempt: Attempt, question: Question, text: str) -> None:
    assert refusal(attempt, question, text) == "attempt.empty"


def test_an_answer_may_be_as_long_as_the_limit_and_no_longer(attempt: Attempt, question: Question) -> None:
    assert submit(attempt, question, "a" * MAX_RESPONSE_CHARACTERS).pk
    other = classroom.question(attempt.quiz, at_s=None)
    assert refusal(attempt, other, "a" * (MAX_RESPONSE_CHARACTERS + 1)) == "attempt.too_long"


def test_what_nobody_can_see_is_not_stored(attempt: Attempt, question: Question) -> None:
    response = submit(attempt, question, "It \U000e0041trades\u200b energies.\x00")

    assert response.text == "It trades energies."


def test_a_finished_attempt_takes_no_answer(attempt: Attempt, question: Question) -> None:
    Attempt.objects.update(finished_at=timezone.now())

    assert refusal(attempt, question, "It trades energies.") == "attempt.closed"


@pytest.mark.parametrize("status", [QuestionStatus.DRAFT, QuestionStatus.APPROVED, QuestionStatus.REJECTED])
def test_a_question_that_is_not_published_takes_no_answer(attempt: Attempt, status: QuestionStatus) -> None:
    draft = classroom.question(attempt.quiz, status=status)

    assert refusal(attempt, draft, "It trades energies.") == "attempt.no_question"


def test_a_second_try_waits_for_the_grade_of_the_first(attempt: Attempt, question: Question) -> None:
    submit(attempt, question, "It trades energies.")

    assert refusal(attempt, question, "Once more.") == "attempt.pending"


def test_a_right_answer_settles_the_question(attempt: Attempt, question: Question) -> None:
    submit(attempt, question, question.reference_answers[0])

    assert refusal(attempt, question, "Once more.") == "attempt.settled"


def test_three_tries_and_no_more(attempt: Attempt, question: Question, obedient: Any) -> None:
    for text in ("none", "half", "none again"):
        submit(attempt, question, f"This has {text} of it.")
        obedient.grade_what_is_due()

    assert [response.try_number for response in attempt.responses.all()] == [1, 2, 3]
    assert refusal(attempt, question, "This has all of it.") == "attempt.settled"


def test_a_failed_grading_leaves_the_try_to_be_repeated(attempt: Attempt, question: Question) -> None:
    submit(attempt, question, "It trades energies.")
    Response.objects.update(status=Status.FAILED)

    assert submit(attempt, question, "Once more.").try_number == 2


def test_starting_again_resumes_the_open_attempt(attempt: Attempt) -> None:
    assert start_attempt(quiz=attempt.quiz, learner=attempt.learner) == attempt


def test_starting_after_the_end_is_a_new_attempt(attempt: Attempt) -> None:
    Attempt.objects.update(finished_at=timezone.now())

    assert start_attempt(quiz=attempt.quiz, learner=attempt.learner) != attempt


@pytest.mark.django_db(transaction=True)
def test_of_two_posts_that_race_one_is_stored(attempt: Attempt, question: Question) -> None:
    key, together, stored = uuid.uuid4(), threading.Barrier(2), []

    def post() -> None:
        together.wait()
        stored.append(submit(attempt, question, question.reference_answers[0], client_key=key).pk)
        connection.close()

    threads = [threading.Thread(target=post) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(stored) == 2
    assert set(stored) == {Response.objects.get().pk}
    assert Grade.objects.count() == 1
