"""What the grader has learned in a course: agreement then and now, what would change, and that no grade is changed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from inference.errors import EngineUnavailable
from quizgen.accounts.models import User
from quizgen.attempts.judging import confirm_grade, override_credits
from quizgen.attempts.learning import check_learning, learned
from quizgen.attempts.models import Grade, LearningCheck, Response
from quizgen.claims import Status
from quizgen.courses.models import Course
from quizgen.quizzes.models import Question
from tests.quizgen.attempts.answers import graded, graded_all
from workers import engines
from workers.learning import look_at_learning

LIKE_THAT = "half like that"


@pytest.fixture
def judged(course: Course, question: Question, teacher: User, obedient: Any) -> list[Response]:
    """Ten that the grader halves and the teacher takes in full, and ten on which they agree. The grader learns the
    former from each other."""
    texts = [f"{LIKE_THAT}, number {i}" if i % 2 else f"none of it, {i}" for i in range(20)]
    responses = graded_all(course, question, *texts)
    for i, response in enumerate(responses):
        if i % 2:
            override_credits(response=response, user=teacher, credits=[1.0, 1.0])
        else:
            confirm_grade(response=response, user=teacher)
    return responses


def looked(course: Course, teacher: User) -> LearningCheck:
    row = check_learning(course=course, user=teacher)
    while look_at_learning(row.pk):
        pass
    row.refresh_from_db()
    return row


def page(client: Client, course: Course) -> str:
    return client.get(reverse("attempts:learning", args=[course.pk])).content.decode()


def test_agreement_is_told_as_it_was_and_as_it_is(judged: list[Response], course: Course, teacher: User) -> None:
    row = looked(course, teacher)

    found = learned(row)

    assert row.status == Status.SUCCEEDED
    assert (found.before.n, found.after.n) == (20, 20)
    assert (found.before.same, found.after.same) == (0.5, 1.0)
    assert found.before.kappa is not None
    assert found.before.kappa < 0.9
    assert found.after.kappa == pytest.approx(1.0)


def test_before_anybody_has_looked_the_page_says_what_a_look_does(course: Course, as_teacher: Client) -> None:
    shown = page(as_teacher, course)

    assert "Nobody has looked yet" in shown
    assert "Look now" in shown


def test_an_answer_is_not_graded_by_its_own_judgement(
    course: Course, question: Question, teacher: User, obedient: Any
) -> None:
    response = graded(teacher, question, LIKE_THAT)
    override_credits(response=response, user=teacher, credits=[1.0, 1.0])

    assert looked(course, teacher).looks == [[response.pk, 2, 4, 2]]


def test_what_would_change_is_told_and_nothing_is_changed(
    judged: list[Response], course: Course, question: Question, teacher: User, as_teacher: Client
) -> None:
    later = [graded(teacher, question, text) for text in ("half", "all")]
    Grade.objects.filter(response=later[0]).update(score=0.0)
    grades = Grade.objects.count()

    found = learned(looked(course, teacher))

    assert found.others == 2
    assert [(change.response, change.before, change.after) for change in found.changes] == [(later[0], 0.0, 0.5)]
    assert Grade.objects.count() == grades
    assert "Of 2 answers that nobody has judged, 1 would get another grade now." in page(as_teacher, course)


def test_the_words_of_a_judged_answer_are_worth_what_it_was(
    course: Course, question: Question, teacher: User, learner: User, obedient: Any
) -> None:
    override_credits(response=graded(teacher, question, "Speed for height"), user=teacher, credits=[1.0, 1.0])
    same = graded(learner, question, "Speed for the height!")
    Grade.objects.filter(response=same).update(score=0.0)

    (change,) = learned(looked(course, teacher)).changes

    assert (change.response, change.after) == (same, 1.0)


def test_the_page_shows_both_figures(judged: list[Response], course: Course, teacher: User, as_teacher: Client) -> None:
    assert "Look now" in page(as_teacher, course)

    looked(course, teacher)

    shown = page(as_teacher, course)
    assert "as it was" in shown
    assert "1.00, almost perfect" in shown
    assert "Look again" in shown


def test_two_at_a_time_are_one(course: Course, as_teacher: Client) -> None:
    for _ in range(2):
        as_teacher.post(reverse("attempts:look_at_learning", args=[course.pk]))

    assert LearningCheck.objects.count() == 1
    assert 'hx-trigger="every 2s"' in page(as_teacher, course)


def test_where_the_grader_is_away_it_waits_and_says_so(
    judged: list[Response], course: Course, teacher: User, as_teacher: Client, monkeypatch: Any
) -> None:
    def away() -> None:
        raise EngineUnavailable("at 10.0.0.1")

    row = check_learning(course=course, user=teacher)
    monkeypatch.setattr(engines, "grader", away)
    look_at_learning(row.pk)

    row.refresh_from_db()
    assert row.status == Status.PENDING
    assert row.due is not None
    assert "tried again by itself" in page(as_teacher, course)
    assert "10.0.0.1" not in page(as_teacher, course)


def test_only_the_staff_of_the_course_see_it(as_stranger: Client, as_learner: Client, course: Course) -> None:
    for client in (as_stranger, as_learner):
        assert client.get(reverse("attempts:learning", args=[course.pk])).status_code == 404
        assert client.post(reverse("attempts:look_at_learning", args=[course.pk])).status_code == 404
    assert not LearningCheck.objects.exists()
