"""A learner reaches nothing of another learner or of another course: it is not there (404)."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from quizgen.attempts.models import Attempt, Grade, Response
from quizgen.courses.models import Course, Membership
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Question, Quiz
from tests.quizgen.attempts import classroom
from tests.quizgen.attempts.conftest import signed_in


@pytest.fixture
def response(attempt: Attempt, question: Question) -> Response:
    return Response.objects.create(attempt=attempt, question=question, text="It trades energies.")


def addresses(response: Response) -> list[tuple[str, str]]:
    attempt, lecture = response.attempt, response.question.quiz.lecture
    return [
        ("get", reverse("attempts:watch", args=[lecture.pk])),
        ("post", reverse("attempts:start", args=[lecture.pk])),
        ("get", reverse("attempts:responses", args=[lecture.pk])),
        ("post", reverse("attempts:override", args=[response.pk])),
        *own_addresses(attempt, response),
    ]


def own_addresses(attempt: Attempt, response: Response) -> list[tuple[str, str]]:
    return [
        ("get", reverse("attempts:result", args=[attempt.pk])),
        ("post", reverse("attempts:respond", args=[attempt.pk])),
        ("post", reverse("attempts:finish", args=[attempt.pk])),
        ("get", reverse("attempts:response_state", args=[attempt.pk, response.client_key])),
        ("post", reverse("attempts:reveal", args=[attempt.pk, response.client_key])),
    ]


def statuses(client: Client, wanted: list[tuple[str, str]]) -> set[int]:
    return {getattr(client, method)(address).status_code for method, address in wanted}


def test_whoever_is_no_member_finds_nothing(as_stranger: Client, response: Response) -> None:
    assert statuses(as_stranger, addresses(response)) == {404}
    assert not Attempt.objects.exclude(pk=response.attempt_id).exists()
    assert not Grade.objects.exists()


def test_another_learner_of_the_course_finds_nothing_of_ones_own(response: Response, course: Course) -> None:
    other = signed_in(classroom.person("jon", course))

    assert statuses(other, own_addresses(response.attempt, response)) == {404}
    response.attempt.refresh_from_db()
    assert response.attempt.finished_at is None


def test_a_learner_finds_no_page_of_the_staff(as_learner: Client, response: Response, lecture: Lecture) -> None:
    assert as_learner.get(reverse("attempts:responses", args=[lecture.pk])).status_code == 404
    override = as_learner.post(reverse("attempts:override", args=[response.pk]), {"score": 2})
    assert override.status_code == 404
    assert not Grade.objects.exists()


def test_the_position_of_somebody_else_is_not_moved(as_stranger: Client, attempt: Attempt) -> None:
    answer = as_stranger.post(reverse("attempts:position", args=[attempt.pk]), {"position_s": 5})

    attempt.refresh_from_db()
    assert (answer.status_code, attempt.position_s) == (404, 0.0)


def test_whoever_has_left_the_course_finds_nothing_any_more(as_learner: Client, response: Response) -> None:
    Membership.objects.filter(user=response.attempt.learner).delete()

    assert statuses(as_learner, addresses(response)) == {404}


def test_a_quiz_that_is_not_published_is_not_there_for_learners(as_learner: Client, response: Response) -> None:
    Quiz.objects.update(published_at=None)

    assert statuses(as_learner, addresses(response)) == {404}


def test_staff_sees_the_result_of_a_learner_but_answers_nothing_for_her(as_teacher: Client, response: Response) -> None:
    result, *rest = own_addresses(response.attempt, response)

    assert statuses(as_teacher, [result]) == {200}
    assert statuses(as_teacher, rest) == {404}


def test_without_signing_in_there_is_only_the_way_to_sign_in(client: Client, response: Response) -> None:
    assert statuses(client, addresses(response)) == {302}


def test_a_question_of_another_quiz_cannot_be_answered(as_learner: Client, attempt: Attempt, course: Course) -> None:
    other = classroom.lecture_with_media(course, attempt.quiz.lecture.uploaded_by, content=b"other")
    foreign = classroom.question(classroom.published_quiz(other))

    answer = as_learner.post(
        reverse("attempts:respond", args=[attempt.pk]),
        {"client_key": uuid.uuid4(), "question": foreign.pk, "text": "It trades energies."},
    )

    assert answer.status_code == 422
    assert not Response.objects.exists()
