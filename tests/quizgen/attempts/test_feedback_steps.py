"""A learner sees what was right, then a key term, then the answer; what is missing never before the third step."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quizgen.attempts.feedback import feedback_for
from quizgen.attempts.models import Attempt, Response
from quizgen.attempts.services import reveal_next_step, submit_response
from quizgen.errors import Refused
from quizgen.quizzes.models import Question

MISSING = "kinetic energy"


@pytest.fixture
def half_right(attempt: Attempt, question: Question, obedient: Any) -> Response:
    return graded(attempt, question, "This has half of it.", obedient)


def graded(attempt: Attempt, question: Question, text: str, obedient: Any) -> Response:
    response = submit_response(attempt=attempt, question=question, text=text, client_key=uuid.uuid4())
    obedient.grade_what_is_due()
    return Response.objects.get(pk=response.pk)


def test_the_first_try_shows_the_first_step(half_right: Response) -> None:
    feedback = feedback_for(half_right)

    assert feedback.lines == ("1 of 2 parts are there.",)
    assert (feedback.tone, feedback.next_step, feedback.missing, feedback.quote) == ("partly", "hint", (), "")
    assert feedback.may_retry


def test_a_second_try_shows_a_key_term(half_right: Response, obedient: Any) -> None:
    second = graded(half_right.attempt, half_right.question, "This has none of it.", obedient)

    feedback = feedback_for(second)
    assert feedback.lines == ("0 of 2 parts are there.", obedient.HINT)
    assert (feedback.next_step, feedback.missing) == ("answer", ())


def test_the_third_step_gives_the_answer_and_what_was_missing(half_right: Response) -> None:
    reveal_next_step(response=half_right)
    revealed = reveal_next_step(response=half_right)

    feedback = feedback_for(revealed)
    assert feedback.lines[-1].startswith("The answer: ")
    assert feedback.missing == (MISSING,)
    assert feedback.settled
    assert not feedback.may_retry


def test_whoever_has_seen_the_answer_cannot_try_again(half_right: Response) -> None:
    for _ in range(2):
        reveal_next_step(response=half_right)

    with pytest.raises(Refused):
        submit_response(
            attempt=half_right.attempt, question=half_right.question, text="all of it", client_key=uuid.uuid4()
        )


def test_an_answer_without_a_grade_reveals_nothing(attempt: Attempt, question: Question) -> None:
    response = submit_response(attempt=attempt, question=question, text="Hm, energy.", client_key=uuid.uuid4())

    with pytest.raises(Refused):
        reveal_next_step(response=response)


def test_a_right_answer_is_explained_by_the_lecture(attempt: Attempt, question: Question, obedient: Any) -> None:
    feedback = feedback_for(graded(attempt, question, "This has all of it.", obedient))

    assert (feedback.tone, feedback.settled, feedback.quote) == ("correct", True, question.evidence_text)


def test_a_grade_that_may_well_be_wrong_is_shown_as_unsure(attempt: Attempt, question: Question, obedient: Any) -> None:
    feedback = feedback_for(graded(attempt, question, "This has none of it, unsure.", obedient))

    assert (feedback.tone, feedback.word, feedback.score) == ("unsure", "Unsure", 0.0)
    assert "not sure" in feedback.lines[0]


def test_partly_right_claims_no_decision_and_stays_partly_right(
    attempt: Attempt, question: Question, obedient: Any
) -> None:
    feedback = feedback_for(graded(attempt, question, "This has half of it, unsure.", obedient))

    assert (feedback.tone, feedback.score) == ("partly", 1.0)


def test_before_the_third_step_no_page_and_no_message_has_the_missing_point(
    as_learner: Client, half_right: Response
) -> None:
    attempt = half_right.attempt
    sent = [
        as_learner.get(reverse("attempts:watch", args=[attempt.quiz.lecture_id])),
        as_learner.get(reverse("attempts:result", args=[attempt.pk])),
        as_learner.get(reverse("attempts:response_state", args=[attempt.pk, half_right.client_key])),
    ]

    assert [answer.status_code for answer in sent] == [200, 200, 200]
    assert not any(MISSING in answer.content.decode() for answer in sent)
    assert not any(half_right.question.reference_answers[0] in answer.content.decode() for answer in sent)


def test_the_player_is_told_the_third_step_when_it_asks_for_it(as_learner: Client, half_right: Response) -> None:
    address = reverse("attempts:reveal", args=[half_right.attempt.pk, half_right.client_key])

    for _ in range(2):
        answer = as_learner.post(address, headers={"accept": "application/json"})

    assert json.loads(answer.content)["settled"]
    assert MISSING in json.loads(answer.content)["html"]


def test_a_grade_without_words_is_shown_with_its_score(as_learner: Client, half_right: Response) -> None:
    half_right.grades.update(feedback=[])
    attempt = half_right.attempt

    watching = as_learner.get(reverse("attempts:watch", args=[attempt.quiz.lecture_id]))
    result = as_learner.get(reverse("attempts:result", args=[attempt.pk]))
    state = as_learner.get(reverse("attempts:response_state", args=[attempt.pk, half_right.client_key]))

    assert [answer.status_code for answer in (watching, result, state)] == [200, 200, 200]
    assert "1 of 2 points" in json.loads(state.content)["html"]
