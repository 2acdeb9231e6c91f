"""Who answered what: n and mean per question, by the last try, without the staff's own attempts."""

import uuid
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quizgen.accounts.models import User
from quizgen.attempts.judging import override_grade
from quizgen.attempts.models import Attempt
from quizgen.attempts.services import start_attempt, submit_response
from quizgen.attempts.summaries import learners_responses, summarise
from quizgen.courses.models import Course
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Question
from tests.quizgen.attempts import classroom


def answer(user: User, question: Question, text: str, obedient: Any) -> None:
    attempt = start_attempt(quiz=question.quiz, learner=user)
    submit_response(attempt=attempt, question=question, text=text, client_key=uuid.uuid4())
    obedient.grade_what_is_due()


def test_n_and_mean_are_those_of_the_last_tries(
    lecture: Lecture, course: Course, learner: User, question: Question, obedient: Any
) -> None:
    answer(learner, question, "half", obedient)
    answer(learner, question, "all", obedient)
    answer(classroom.person("jon", course), question, "half, unsure", obedient)

    (row,) = summarise(lecture)

    assert (row.n, row.mean, row.unsure, row.waiting) == (2, 0.75, 1, 0)


def test_the_staffs_own_attempts_are_left_out(
    lecture: Lecture, teacher: User, question: Question, obedient: Any
) -> None:
    answer(teacher, question, "all", obedient)

    (row,) = summarise(lecture)

    assert (row.n, row.mean) == (0, None)
    assert not learners_responses(question)


def test_answers_come_newest_first_with_every_try(learner: User, question: Question, obedient: Any) -> None:
    answer(learner, question, "half", obedient)
    answer(learner, question, "all", obedient)

    assert [response.text for response in learners_responses(question)] == ["all", "half"]


def test_the_page_shows_who_answered_what_and_how_sure_the_grader_is(
    as_teacher: Client, lecture: Lecture, learner: User, question: Question, obedient: Any
) -> None:
    answer(learner, question, "half of it & more", obedient)

    page = as_teacher.get(reverse("attempts:responses", args=[lecture.pk])).content.decode()

    for shown in ("Mia", "half of it &amp; more", "Partly right", "sure (90\xa0%)", "n = 1", "mean 50\xa0%"):
        assert shown in page


def test_without_answers_the_page_says_so(as_teacher: Client, lecture: Lecture, question: Question) -> None:
    page = as_teacher.get(reverse("attempts:responses", args=[lecture.pk])).content.decode()

    assert "Nobody has answered this question yet" in page


def test_without_a_published_quiz_the_page_says_so(as_teacher: Client, lecture: Lecture) -> None:
    page = as_teacher.get(reverse("attempts:responses", args=[lecture.pk])).content.decode()

    assert "No published questions yet" in page


def test_the_page_takes_no_query_per_answer(
    as_teacher: Client, course: Course, question: Question, obedient: Any, django_assert_max_num_queries: Any
) -> None:
    for i in range(12):
        answer(classroom.person(f"learner{i}", course), question, "half", obedient)

    with django_assert_max_num_queries(25):
        as_teacher.get(reverse("attempts:responses", args=[question.quiz.lecture_id]))


def test_an_attempt_that_is_over_and_a_new_one_count_each(
    lecture: Lecture, learner: User, question: Question, obedient: Any
) -> None:
    answer(learner, question, "half", obedient)
    Attempt.objects.update(finished_at=timezone.now())
    answer(learner, question, "all", obedient)

    (row,) = summarise(lecture)

    assert (row.n, row.mean) == (2, 0.75)


def test_of_the_grades_of_a_try_only_the_newest_counts(
    lecture: Lecture, teacher: User, learner: User, question: Question, obedient: Any
) -> None:
    answer(learner, question, "half, unsure", obedient)
    response = learners_responses(question).get()
    override_grade(response=response, user=teacher, score=0.0, note="Not what was asked.")

    (row,) = summarise(lecture)

    assert (row.n, row.mean, row.unsure, row.waiting) == (1, 0.0, 0, 0)
