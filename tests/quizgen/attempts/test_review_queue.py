"""The queue holds what a person should look at and nothing else, the most useful first."""

import uuid
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quizgen.accounts.models import User
from quizgen.attempts import inbox
from quizgen.attempts.disputes import dispute_grade
from quizgen.attempts.inbox import Inbox
from quizgen.attempts.judging import confirm_grade
from quizgen.attempts.models import Attempt, Grade, Response, Review
from quizgen.attempts.reviewing import Wanted, to_review, way_through
from quizgen.claims import Status
from quizgen.courses.models import Course, Role
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Question
from tests.quizgen.attempts import classroom
from tests.quizgen.attempts.answers import graded, graded_all

QUEUE = "/to-review/"


def waiting(teacher: User, **wanted: Any) -> list[str]:
    texts = dict(Response.objects.values_list("pk", "text"))
    return [texts[pk] for pk in way_through(teacher, Wanted(**wanted))]


def test_what_the_grader_is_sure_of_is_not_in_it(
    course: Course, question: Question, teacher: User, obedient: Any
) -> None:
    graded_all(course, question, "all", "half, unsure", "none")

    assert waiting(teacher) == ["half, unsure"]


def test_a_grader_may_ask_for_a_look_itself(learner: User, question: Question, teacher: User, obedient: Any) -> None:
    graded(learner, question, "half")
    Grade.objects.update(needs_review=True)
    Response.objects.update(review=Review.NONE)

    find_what_to_review()

    assert waiting(teacher) == ["half"]


def find_what_to_review() -> None:
    """As the migration does with what was graded before there was a queue."""
    migration = __import__("quizgen.attempts.migrations.0005_find_what_to_review", fromlist=["find_what_to_review"])
    migration.find_what_to_review(apps, None)


def test_disputes_come_first_then_the_ungraded_then_what_several_wrote_alike(
    course: Course, question: Question, teacher: User, obedient: Any
) -> None:
    _, _, _, sure, failed = graded_all(course, question, "unsure one", "unsure two", "unsure TWO", "none", "no grade")
    failed.grades.all().delete()
    Response.objects.filter(pk=failed.pk).update(status=Status.FAILED)
    dispute_grade(response=sure, user=sure.attempt.learner, text="It is right.")

    assert waiting(teacher) == ["none", "no grade", "unsure two", "unsure TWO", "unsure one"]


def test_of_what_is_alike_in_number_the_least_certain_comes_first(
    course: Course, question: Question, teacher: User, obedient: Any
) -> None:
    first, second = graded_all(course, question, "unsure, a", "unsure, b")
    Response.objects.filter(pk=first.pk).update(confidence=0.58)
    Response.objects.filter(pk=second.pk).update(confidence=0.51)

    assert waiting(teacher) == ["unsure, b", "unsure, a"]


def test_a_try_that_was_followed_by_another_is_not_in_it(
    learner: User, question: Question, teacher: User, obedient: Any
) -> None:
    graded(learner, question, "half, unsure")
    graded(learner, question, "half")

    assert waiting(teacher) == []


def test_a_disputed_try_stays_in_it_whatever_followed(
    learner: User, question: Question, teacher: User, obedient: Any
) -> None:
    first = graded(learner, question, "none")
    dispute_grade(response=first, user=learner, text="It is right.")
    graded(learner, question, "half")

    assert waiting(teacher) == ["none"]


def test_the_staffs_own_answers_are_left_out(question: Question, teacher: User, obedient: Any) -> None:
    graded(teacher, question, "rather unsure")

    assert waiting(teacher) == []


def test_one_sees_it_by_course_lecture_and_reason(
    course: Course, lecture: Lecture, question: Question, teacher: User, obedient: Any
) -> None:
    other = classroom.lecture_with_media(course, teacher, content=b"other", title="Waves")
    elsewhere = classroom.question(classroom.published_quiz(other))
    graded_all(course, question, "unsure here")
    (there,) = graded_all(course, elsewhere, "none there", prefix="other")
    dispute_grade(response=there, user=there.attempt.learner, text="It is right.")

    assert waiting(teacher, lecture=lecture) == ["unsure here"]
    assert waiting(teacher, course=course) == ["none there", "unsure here"]
    assert waiting(teacher, reason="disputed") == ["none there"]
    assert waiting(teacher, reason="ungraded") == []


def test_another_course_s_answers_are_nobodys_but_its_staffs(
    course: Course, question: Question, stranger: User, learner: User, obedient: Any
) -> None:
    graded_all(course, question, "rather unsure")

    assert waiting(stranger) == waiting(learner) == []


def test_the_number_stands_in_the_navigation_of_the_staff_alone(
    as_teacher: Client, as_learner: Client, course: Course, question: Question, obedient: Any
) -> None:
    graded_all(course, question, "rather unsure", "unsure, too")

    assert 'figures">2 <span class="topbar__word">to review' in as_teacher.get("/").content.decode()
    assert "to review" not in as_learner.get("/").content.decode()


def test_beyond_99_the_top_bar_counts_no_further(
    learner: User, question: Question, teacher: User, obedient: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "MOST_COUNTED", 1)
    first = graded(learner, question, "half, unsure")
    assert Inbox(teacher).to_review == "1"

    graded(classroom.person("noa", question.quiz.lecture.course), question, "half, unsure")

    assert Inbox(teacher).to_review == "1+"
    assert Inbox(first.attempt.learner).to_review == ""


def test_an_empty_queue_says_so_and_no_number_is_shown(as_teacher: Client, question: Question) -> None:
    page = as_teacher.get(QUEUE).content.decode()

    assert "Nothing waits for you" in page
    assert "topbar__word" not in page


def test_after_a_judgement_comes_the_next_and_after_the_last_the_queue(
    as_teacher: Client, course: Course, question: Question, obedient: Any
) -> None:
    first, second = graded_all(course, question, "unsure, a", "unsure, b")
    judged = {"do": "override", "credit_1": "0", "credit_2": "0"}

    after_first = as_teacher.post(reverse("attempts:judge", args=[first.pk]), judged)
    after_second = as_teacher.post(reverse("attempts:judge", args=[second.pk]), judged)

    assert after_first.headers["Location"] == reverse("attempts:answer", args=[second.pk])
    assert after_second.headers["Location"] == QUEUE


def test_a_way_that_was_narrowed_stays_narrow(
    as_teacher: Client, lecture: Lecture, course: Course, question: Question, obedient: Any
) -> None:
    first, second = graded_all(course, question, "unsure, a", "unsure, b")

    page = as_teacher.get(reverse("attempts:answer", args=[first.pk]), {"lecture": lecture.pk}).content.decode()

    assert f"{reverse('attempts:answer', args=[second.pk])}?course={course.pk}&amp;lecture={lecture.pk}" in page


def test_it_comes_in_pages(as_teacher: Client, course: Course, question: Question, obedient: Any) -> None:
    graded_all(course, question, *(f"unsure, {i}" for i in range(27)))

    first, second = (as_teacher.get(QUEUE, {"page": page}).content.decode() for page in (1, 2))

    assert "1 to 25 of 27" in first
    assert second.count("waiting__text") == 2


UNMEANT = ("course=x", "course=99999", "lecture=-1", "why=all", "page=no", f"lecture={'9' * 40}")


@pytest.mark.parametrize("query", UNMEANT)
def test_what_cannot_be_meant_narrows_nothing(
    as_teacher: Client, course: Course, question: Question, obedient: Any, query: str
) -> None:
    graded_all(course, question, "rather unsure")

    assert "waiting__text" in as_teacher.get(f"{QUEUE}?{query}").content.decode()


def test_300_learners_and_30_questions_are_counted_and_ordered_in_few_queries(
    quiz: Any, teacher: User, as_teacher: Client, django_assert_max_num_queries: Any
) -> None:
    lecture = quiz.lecture
    write_answers(lecture.course, quiz, learners=300, questions=30)

    with django_assert_max_num_queries(14):
        page = as_teacher.get(QUEUE).content.decode()

    assert "1 to 25 of 900" in page
    assert to_review(teacher, Wanted(lecture=lecture)).count() == 900


def write_answers(course: Course, quiz: Any, *, learners: int, questions: int) -> None:
    """One answer each; every tenth is uncertain."""
    asked = [classroom.question(quiz, stem=f"What is {i}?", at_s=None) for i in range(questions)]
    people = User.objects.bulk_create(User(username=f"many{i}") for i in range(learners))
    course.memberships.bulk_create(
        course.memberships.model(course=course, user=one, role=Role.LEARNER) for one in people
    )
    attempts = Attempt.objects.bulk_create(Attempt(quiz=quiz, learner=one, started_at=timezone.now()) for one in people)
    responses = Response.objects.bulk_create(
        Response(
            attempt=attempt,
            question=question,
            text=f"Answer {i} to {j}",
            client_key=uuid.uuid4(),
            status=Status.SUCCEEDED,
            review=Review.UNSURE if (i + j) % 10 == 0 else Review.NONE,
        )
        for i, attempt in enumerate(attempts)
        for j, question in enumerate(asked)
    )
    Grade.objects.bulk_create(
        Grade(response=one, score=1.0, max_score=2.0, verdict="correct", confidence=0.55, grader="g")
        for one in responses
    )


def test_an_answer_that_was_judged_leaves_the_queue(
    learner: User, question: Question, teacher: User, obedient: Any
) -> None:
    response = graded(learner, question, "rather unsure")

    confirm_grade(response=response, user=teacher)

    assert waiting(teacher) == []
