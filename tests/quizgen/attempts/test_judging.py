"""A person agrees with a grade or gives another one, part by part. Each is one more grade, and ends what it answers."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quizgen.accounts.models import User
from quizgen.attempts.judging import confirm_grade, override_credits
from quizgen.attempts.models import Exemplar, Occasion, Response, Review
from quizgen.errors import Refused
from quizgen.quizzes.models import Question
from tests.quizgen.attempts import classroom
from tests.quizgen.attempts.answers import graded, now


@pytest.fixture
def response(learner: User, question: Question, obedient: Any) -> Response:
    return graded(learner, question, "half, unsure")


def test_credits_for_each_part_make_the_score(response: Response, teacher: User) -> None:
    grade = override_credits(response=response, user=teacher, credits=[0.5, 1.0], note="Said in other words.")

    assert (grade.score, grade.max_score, grade.verdict) == (1.5, 2.0, "partially_correct_incomplete")
    assert [credit["credit"] for credit in grade.credits] == [0.5, 1.0]
    assert [credit["text"] for credit in grade.credits] == ["potential energy", "kinetic energy"]
    assert (grade.occasion, grade.graded_by, grade.note) == (Occasion.OVERRIDDEN, teacher, "Said in other words.")


def test_a_part_that_is_there_keeps_the_words_that_the_grader_found_in(response: Response, teacher: User) -> None:
    grade = override_credits(response=response, user=teacher, credits=[1.0, 0.0])

    assert [credit["quote"] for credit in grade.credits] == ["half, unsure", ""]


def test_the_uncertain_answer_waits_no_longer(response: Response, teacher: User) -> None:
    assert response.review == Review.UNSURE

    override_credits(response=response, user=teacher, credits=[1.0, 1.0])

    assert now(response).review == Review.NONE


@pytest.mark.parametrize("credits", [[1.0], [1.0, 1.0, 1.0], [1.0, 1.1], [-0.1, 1.0], [float("nan"), 1.0]])
def test_credits_that_the_question_has_not_are_refused(response: Response, teacher: User, credits: list[float]) -> None:
    with pytest.raises(ValueError, match="Each of the 2 key points"):
        override_credits(response=response, user=teacher, credits=credits)


def test_agreeing_is_a_grade_of_the_person_with_all_that_the_graders_had(response: Response, teacher: User) -> None:
    before = response.grade
    assert before is not None

    grade = confirm_grade(response=response, user=teacher)

    assert (grade.score, grade.verdict, grade.credits) == (before.score, before.verdict, before.credits)
    assert (grade.occasion, grade.graded_by, grade.confidence) == (Occasion.CONFIRMED, teacher, 1.0)
    assert before.grader in grade.decided_because
    assert (response.grades.count(), now(response).review) == (2, Review.NONE)


def test_there_is_nothing_to_agree_with_before_the_grade(attempt: Any, question: Question, teacher: User) -> None:
    response = Response.objects.create(attempt=attempt, question=question, text="It trades energies.")

    with pytest.raises(Refused, match="no grade yet"):
        confirm_grade(response=response, user=teacher)


def test_what_a_person_judged_is_an_exemplar_and_the_newest_judgement_holds(response: Response, teacher: User) -> None:
    override_credits(response=response, user=teacher, credits=[0.0, 1.0])
    override_credits(response=now(response), user=teacher, credits=[1.0, 1.0])

    newest, older = Exemplar.objects.all()
    assert (newest.credit, newest.credits, newest.withdrawn_at) == (1.0, [1.0, 1.0], None)
    assert older.credit == 0.5
    assert older.withdrawn_at is not None


def test_a_choice_is_judged_as_a_whole_and_is_no_exemplar(attempt: Any, quiz: Any, teacher: User) -> None:
    asked, _, wrong = classroom.choice_question(quiz)
    response = Response.objects.create(attempt=attempt, question=asked, text=wrong.text, choice=wrong)

    grade = override_credits(response=response, user=teacher, credits=[1.0])

    assert (grade.score, grade.max_score) == (1.0, 1.0)
    assert not Exemplar.objects.exists()


def judge(client: Client, response: Response, **sent: object) -> str:
    address = reverse("attempts:judge", args=[response.pk])
    return client.post(address, sent, follow=True).content.decode()


def test_the_page_takes_a_grade_part_by_part(as_teacher: Client, response: Response) -> None:
    page = judge(as_teacher, response, do="override", credit_1="1.0", credit_2="0.5", note="See 0:01.")

    grade = now(response).grade
    assert grade is not None
    assert (grade.score, grade.note, grade.is_a_persons) == (1.5, "See 0:01.", True)
    assert "Kept: 1.5 of 2 for Mia." in page


def test_the_page_takes_an_agreement(as_teacher: Client, response: Response) -> None:
    page = judge(as_teacher, response, do="agree", seen=response.grade.pk, credit_1="1.0", credit_2="0.0")  # type: ignore[union-attr]

    assert "Agreed: 1 of 2 for Mia." in page
    assert response.grades.first().occasion == Occasion.CONFIRMED  # type: ignore[union-attr]


def test_nobody_agrees_with_a_grade_that_she_has_not_seen(
    as_teacher: Client, response: Response, teacher: User
) -> None:
    seen = response.grade.pk  # type: ignore[union-attr]
    override_credits(response=response, user=teacher, credits=[1.0, 1.0])

    page = judge(as_teacher, response, do="agree", seen=seen, credit_1="1.0", credit_2="0.0")

    assert "graded anew while you looked at it" in page
    assert response.grades.count() == 2


def test_the_page_refuses_credits_that_there_are_not(as_teacher: Client, response: Response) -> None:
    page = judge(as_teacher, response, do="override", credit_1="7", credit_2="0")

    assert "These points cannot be given." in page
    assert response.grades.count() == 1


def test_the_answers_page_shows_what_one_needs_to_judge(as_teacher: Client, response: Response) -> None:
    page = as_teacher.get(reverse("attempts:answer", args=[response.pk])).content.decode()

    for shown in (
        "What does a pendulum trade?",
        "half, unsure<sup>1</sup>",
        "potential energy",
        "kinetic energy",
        "Potential energy for kinetic energy and back.",
        "the grader is unsure (50\xa0%)",
        "1 of 1 to review",
        'data-play-from="1.00"',
        "grading.obedient@",
    ):
        assert shown in page


def test_what_a_learner_wrote_is_text_and_never_markup(
    as_teacher: Client, learner: User, question: Question, obedient: Any
) -> None:
    response = graded(learner, question, "half <script>alert(1)</script>, unsure")

    page = as_teacher.get(reverse("attempts:answer", args=[response.pk])).content.decode()

    assert "<script>alert" not in page
    assert "half &lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_model_s_reasoning_is_for_the_staff_only(as_teacher: Client, as_learner: Client, response: Response) -> None:
    response.grades.update(reasoning="The key says kinetic.", decided_because="Two of three graders agree.")

    staff = as_teacher.get(reverse("attempts:answer", args=[response.pk])).content.decode()
    learner = as_learner.get(reverse("attempts:result", args=[response.attempt_id])).content.decode()

    assert "The key says kinetic." in staff
    assert "Two of three graders agree." in staff
    assert "The key says kinetic." not in learner
    assert "Two of three graders agree." not in learner
