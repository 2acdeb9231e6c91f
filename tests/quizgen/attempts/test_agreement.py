"""How well grader and people agree: the figure, over which pairs, and when it is shown."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from sklearn.metrics import cohen_kappa_score

from quizgen.accounts.models import User
from quizgen.attempts.agreement import LEAST_PAIRS, agreement_in, pairs_in, quadratic_weighted_kappa
from quizgen.attempts.judging import confirm_grade, override_credits, override_grade
from quizgen.courses.models import Course
from quizgen.quizzes.models import Question
from tests.quizgen.attempts.answers import graded_all, now


@pytest.mark.parametrize(
    "pairs",
    [
        [(0, 0), (1, 2), (2, 2), (4, 3), (4, 4), (0, 1), (3, 0)],
        [(0, 4), (4, 0), (2, 2), (1, 3)],
        [(0, 0), (4, 4), (2, 2)],
        [(1, 1)] * 5 + [(4, 1)],
    ],
)
def test_the_figure_is_that_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    known = cohen_kappa_score([a for a, _ in pairs], [b for _, b in pairs], weights="quadratic", labels=range(5))

    assert quadratic_weighted_kappa(pairs) == pytest.approx(known)


def test_where_all_were_graded_alike_there_is_no_figure() -> None:
    assert quadratic_weighted_kappa([(4, 4), (4, 4)]) is None


def test_a_pair_is_the_grade_that_the_person_saw_and_her_newest(
    course: Course, question: Question, teacher: User, obedient: Any
) -> None:
    full, half, none = graded_all(course, question, "all", "half", "none")
    confirm_grade(response=full, user=teacher)
    override_credits(response=half, user=teacher, credits=[0.0, 0.0])
    override_credits(response=now(half), user=teacher, credits=[1.0, 0.5])

    assert sorted(pairs_in(course)) == [(2, 3), (4, 4)]
    assert none.grades.count() == 1


def test_what_a_person_graded_before_the_grader_is_no_pair(course: Course, attempt: Any, teacher: User) -> None:
    question = attempt.quiz.questions.create(stem="What?", wh="what", bloom="remember", status="published")
    response = attempt.responses.create(question=question, text="It trades energies.")
    override_grade(response=response, user=teacher, score=1.0)

    assert pairs_in(course) == []


def test_another_course_has_its_own(course: Course, question: Question, teacher: User, obedient: Any) -> None:
    (response,) = graded_all(course, question, "all")
    confirm_grade(response=response, user=teacher)

    assert pairs_in(Course.objects.create(title="Chemistry")) == []


def judged(course: Course, question: Question, teacher: User, number: int) -> None:
    for i, response in enumerate(graded_all(course, question, *("all" if i % 2 else "none" for i in range(number)))):
        credits = [1.0, 1.0] if i % 2 else [0.5, 0.0]
        override_credits(response=response, user=teacher, credits=credits)


def page(client: Client, course: Course) -> str:
    return client.get(reverse("courses:course", args=[course.pk])).content.decode()


def test_below_twenty_answers_only_their_number_is_shown(
    as_teacher: Client, course: Course, question: Question, teacher: User, obedient: Any
) -> None:
    judged(course, question, teacher, LEAST_PAIRS - 1)

    shown = page(as_teacher, course)

    assert agreement_in(course).kappa is None
    assert "1 more to go" in shown
    assert "kappa" not in shown


def test_from_twenty_on_the_course_page_shows_figure_and_number(
    as_teacher: Client, course: Course, question: Question, teacher: User, obedient: Any
) -> None:
    judged(course, question, teacher, LEAST_PAIRS)

    shown = page(as_teacher, course)

    # Ten times (4, 4) and ten times (0, 1): seen 10 of 20 · 1; by chance 100 · (9 + 16 + 1).
    assert agreement_in(course).kappa == pytest.approx(1 - 200 / 2600)
    assert "<strong>0.92</strong>" in shown
    assert "n = 20" in shown
    assert "50\xa0% the same grade" in shown


def test_learners_see_nothing_of_it(as_learner: Client, course: Course) -> None:
    assert "kappa" not in page(as_learner, course)
    assert "agrees with you" not in page(as_learner, course)
