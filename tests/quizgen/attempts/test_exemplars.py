"""Who answers in the words of a judged answer earns the same at once; graders get the judged answers with the task."""

import uuid
from typing import Any

import pytest

from inference.grading.verdict import Exemplar as JudgedAnswer
from quizgen.accounts.models import User
from quizgen.attempts.exemplars import BECAUSE, GRADER, MOST_FOR_A_GRADER, key_of
from quizgen.attempts.grading import response_task
from quizgen.attempts.judging import accept_answer, override_credits
from quizgen.attempts.models import Attempt, Exemplar, Response, Standing
from quizgen.attempts.services import submit_response, try_answer
from quizgen.claims import Status
from quizgen.quizzes.models import Question
from tests.quizgen.attempts import classroom
from tests.quizgen.attempts.answers import graded


@pytest.fixture
def judged(learner: User, question: Question, teacher: User, obedient: Any) -> Response:
    """ "The height for the speed." earns the first part and half of the second."""
    response = graded(learner, question, "The height for the speed.")
    override_credits(response=response, user=teacher, credits=[1.0, 0.5])
    return response


def given(question: Question, text: str, name: str = "jon") -> Response:
    other = Attempt.objects.create(quiz=question.quiz, learner=classroom.person(name, question.quiz.lecture.course))
    return submit_response(attempt=other, question=question, text=text, client_key=uuid.uuid4())


def test_the_same_words_earn_the_same_without_a_grader(judged: Response, question: Question) -> None:
    response = given(question, "height for speed")

    grade = response.grade
    assert grade is not None
    assert (response.status, grade.score, grade.grader) == (Status.SUCCEEDED, 1.5, GRADER)
    assert [credit["credit"] for credit in grade.credits] == [1.0, 0.5]
    assert (grade.decided_because, grade.graded_by) == (BECAUSE, None)


@pytest.mark.parametrize("text", ["HEIGHT for SPEED!", "a height for a speed", " Height\nfor  speed ..."])
def test_case_punctuation_and_articles_make_no_difference(text: str) -> None:
    assert key_of(text) == key_of("The height for the speed.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("absorption of light", "adsorption of light"),
        ("it is conserved", "it is not conserved"),
        ("it falls 5 m", "it falls -5 m"),
        ("mass < 3", "mass > 3"),
        ("height for speed", "speed for height"),
        ("1.5 J", "15 J"),
    ],
)
def test_what_is_only_alike_is_not_the_same(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


def test_there_is_no_key_where_there_is_no_word() -> None:
    assert key_of("?! ...") == ""
    assert key_of("A") == key_of("a") != ""


def test_a_judgement_goes_before_the_reference(question: Question, learner: User, teacher: User) -> None:
    reference = question.reference_answers[0]
    first = given(question, reference, "jon")
    assert first.grade is not None
    assert first.grade.score == 2.0

    override_credits(response=first, user=teacher, credits=[0.0, 1.0])

    second = given(question, reference, "eva2").grade
    assert second is not None
    assert second.score == 1.0


def test_another_question_learns_nothing_of_it(judged: Response, question: Question) -> None:
    other = classroom.question(question.quiz, stem="What else?")

    assert given(other, "height for speed").grade is None


def test_graders_get_the_accepted_first_and_then_the_newest(
    judged: Response, question: Question, teacher: User, obedient: Any
) -> None:
    accepted = graded(classroom.person("jon", question.quiz.lecture.course), question, "Height gives speed.")
    accept_answer(response=accepted, user=teacher)
    third = graded(classroom.person("ida", question.quiz.lecture.course), question, "It swings.")
    override_credits(response=third, user=teacher, credits=[0.0, 0.0])

    task = response_task(third)

    assert task.exemplars == (
        JudgedAnswer("Height gives speed.", 1.0),
        JudgedAnswer("It swings.", 0.0),
        JudgedAnswer("The height for the speed.", 0.75),
    )


def test_graders_get_no_more_than_they_can_use(question: Question, teacher: User) -> None:
    Exemplar.objects.bulk_create(
        Exemplar(question=question, text=f"{i}", key=key_of(f"{i}"), credit=0.0, standing=Standing.JUDGED)
        for i in range(MOST_FOR_A_GRADER + 5)
    )

    assert len(response_task(Response(question=question, text="x")).exemplars) == MOST_FOR_A_GRADER


def test_an_answer_that_is_tried_is_graded_as_a_learners_would_be(
    judged: Response, question: Question, teacher: User
) -> None:
    trial = try_answer(question=question, user=teacher, text="Height for speed")

    assert trial.result is not None
    assert (trial.status, trial.result["score"]) == (Status.SUCCEEDED, 1.5)


def test_a_withdrawn_judgement_counts_no_longer(judged: Response, question: Question) -> None:
    Exemplar.objects.update(withdrawn_at=judged.submitted_at)

    assert given(question, "height for speed").grade is None
    assert response_task(judged).exemplars == ()
