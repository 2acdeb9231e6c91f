"""One more answer is accepted: first it is seen who would change, then it is done in the background, and taken back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from inference.errors import EngineUnavailable
from quizgen.accounts.models import User
from quizgen.attempts import accepting
from quizgen.attempts.effects import effects_of
from quizgen.attempts.judging import override_credits
from quizgen.attempts.models import Effect, Exemplar, Occasion, Reevaluation, ReevaluationStage, Response, Review
from quizgen.claims import Status
from quizgen.courses.models import Course
from quizgen.errors import Refused
from quizgen.quizzes.models import Question
from tests.quizgen.attempts import classroom, scripted_grader
from tests.quizgen.attempts.answers import graded, graded_all, now
from workers import engines, reevaluation

SAME_WORDS, LIKE_THAT, UNLIKE_THAT, ELSE = "Height for speed!", "half like that", "all unlike that", "half"


@pytest.fixture
def source(learner: User, question: Question, obedient: Any) -> Response:
    return graded(learner, question, "The height for the speed.")


@pytest.fixture
def others(source: Response, course: Course, question: Question) -> list[Response]:
    """In the same words; one that the grader raises and one that it lowers once it knows an exemplar; and one more."""
    return graded_all(course, question, SAME_WORDS, LIKE_THAT, UNLIKE_THAT, ELSE)


def proposed(source: Response, teacher: User) -> Reevaluation:
    row = accepting.propose_answer(response=source, user=teacher)
    scripted_grader.grade_what_is_due()
    row.refresh_from_db()
    return row


def accepted(source: Response, teacher: User, *, also_lower: bool = False) -> Reevaluation:
    row = proposed(source, teacher)
    accepting.accept(reevaluation=row, user=teacher, also_lower=also_lower)
    scripted_grader.grade_what_is_due()
    row.refresh_from_db()
    return row


def points(responses: list[Response]) -> list[float]:
    return [now(response).grade.score for response in responses]  # type: ignore[union-attr]


def test_first_it_is_seen_who_would_change_and_nothing_changes(
    source: Response, others: list[Response], teacher: User
) -> None:
    row = proposed(source, teacher)

    looks = {look.response.text: (look.effect, look.before.score, look.score) for look in row.reexamined.all()}
    assert looks == {
        source.text: (Effect.SOURCE, 0.0, 2.0),
        SAME_WORDS: (Effect.RAISED, 0.0, 2.0),
        LIKE_THAT: (Effect.RAISED, 1.0, 2.0),
        UNLIKE_THAT: (Effect.LOWERED, 2.0, 0.0),
        ELSE: (Effect.SAME, 1.0, 1.0),
    }
    assert (row.stage, row.status) == (ReevaluationStage.PROPOSED, Status.SUCCEEDED)
    assert (points([source, *others]), Exemplar.objects.count()) == ([0.0, 0.0, 1.0, 2.0, 1.0], 0)


def test_accepted_it_raises_and_lowers_nobody(source: Response, others: list[Response], teacher: User) -> None:
    row = accepted(source, teacher)

    assert points([source, *others]) == [2.0, 2.0, 2.0, 2.0, 1.0]
    assert (row.stage, effects_of(row).written) == (ReevaluationStage.APPLIED, 3)
    raised = now(others[1]).grade
    assert raised is not None
    assert (raised.occasion, raised.graded_by) == (Occasion.ACCEPTED, None)


def test_it_lowers_where_that_was_asked_for(source: Response, others: list[Response], teacher: User) -> None:
    accepted(source, teacher, also_lower=True)

    assert points(others) == [2.0, 2.0, 0.0, 1.0]


def test_the_answer_itself_has_all_points_by_a_person_and_is_an_exemplar(
    source: Response, others: list[Response], teacher: User
) -> None:
    row = accepted(source, teacher)

    grade = now(source).grade
    assert grade is not None
    assert (grade.graded_by, grade.score, [credit["credit"] for credit in grade.credits]) == (teacher, 2.0, [1.0, 1.0])
    exemplar = Exemplar.objects.live().get()
    assert (exemplar, exemplar.standing, exemplar.credit) == (row.exemplar, "accepted", 1.0)


def test_what_a_person_has_graded_is_never_touched(source: Response, others: list[Response], teacher: User) -> None:
    for response in others:
        override_credits(response=response, user=teacher, credits=[0.0, 0.5])

    row = accepted(source, teacher, also_lower=True)

    assert points(others) == [0.5, 0.5, 0.5, 0.5]
    assert effects_of(row).persons == 4


def test_what_a_person_grades_between_the_look_and_the_decision_stays(
    source: Response, others: list[Response], teacher: User
) -> None:
    row = proposed(source, teacher)
    override_credits(response=now(others[0]), user=teacher, credits=[0.0, 0.0])

    accepting.accept(reevaluation=row, user=teacher, also_lower=False)
    scripted_grader.grade_what_is_due()

    assert points(others) == [0.0, 2.0, 2.0, 1.0]


def test_answers_that_came_after_the_look_are_looked_at_before_it_is_applied(
    source: Response, others: list[Response], teacher: User, course: Course, question: Question
) -> None:
    row = proposed(source, teacher)
    (late,) = graded_all(course, question, "half like that", prefix="late")

    accepting.accept(reevaluation=row, user=teacher, also_lower=False)
    scripted_grader.grade_what_is_due()

    assert points([late]) == [2.0]


def test_whoever_answers_afterwards_in_these_words_gets_all_points(
    source: Response, others: list[Response], teacher: User, course: Course, question: Question
) -> None:
    accepted(source, teacher)

    (late,) = graded_all(course, question, "height for the SPEED", prefix="late")

    assert points([late]) == [2.0]


def test_the_grader_s_doubts_about_the_same_words_end(
    source: Response, teacher: User, course: Course, question: Question, obedient: Any
) -> None:
    unsure = graded(classroom.person("jon", course), question, "all, unsure")
    again = graded(classroom.person("ida", course), question, "All, unsure.")
    again.grades.update(score=2.0, verdict="correct")
    assert now(again).review == Review.UNSURE

    accepted(unsure, teacher)

    assert now(again).review == Review.NONE
    assert points([again]) == [2.0]


def test_all_tries_of_the_question_are_looked_at_in_parts(
    source: Response, others: list[Response], teacher: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reevaluation, "AT_ONCE", 2)

    row = accepting.propose_answer(response=source, user=teacher)
    assert reevaluation.reevaluate(row.pk)

    row.refresh_from_db()
    assert (row.stage, row.status, effects_of(row).done, effects_of(row).total) == ("looking", "pending", 2, 5)
    scripted_grader.grade_what_is_due()
    row.refresh_from_db()
    assert (row.stage, effects_of(row).done) == ("proposed", 0)
    assert row.reexamined.count() == 5


def test_taken_back_all_is_as_before_and_nothing_is_deleted(
    source: Response, others: list[Response], teacher: User
) -> None:
    row = accepted(source, teacher, also_lower=True)

    accepting.take_back(reevaluation=row, user=teacher)
    scripted_grader.grade_what_is_due()

    row.refresh_from_db()
    assert points([source, *others]) == [0.0, 0.0, 1.0, 2.0, 1.0]
    assert (row.stage, row.taken_back_by) == (ReevaluationStage.TAKEN_BACK, teacher)
    assert [response.grades.count() for response in (source, *others)] == [3, 3, 3, 3, 1]
    assert not Exemplar.objects.live().exists()
    back = now(others[0]).grade
    assert back is not None
    assert (back.occasion, back.grader) == (Occasion.TAKEN_BACK, scripted_grader.ObedientGrader.fingerprint)


def test_what_a_person_graded_since_stays_when_it_is_taken_back(
    source: Response, others: list[Response], teacher: User
) -> None:
    row = accepted(source, teacher)
    override_credits(response=now(others[0]), user=teacher, credits=[0.5, 0.0])

    accepting.take_back(reevaluation=row, user=teacher)
    scripted_grader.grade_what_is_due()

    assert points([others[0]]) == [0.5]


def test_not_accepted_nothing_changes_and_it_cannot_be_accepted_later(
    source: Response, others: list[Response], teacher: User
) -> None:
    row = proposed(source, teacher)

    accepting.drop(reevaluation=row)

    with pytest.raises(Refused, match="decided already"):
        accepting.accept(reevaluation=row, user=teacher, also_lower=False)
    assert points([source]) == [0.0]


def test_two_who_accept_at_once_accept_once(source: Response, others: list[Response], teacher: User) -> None:
    row = proposed(source, teacher)
    accepting.accept(reevaluation=row, user=teacher, also_lower=False)

    with pytest.raises(Refused, match="decided already"):
        accepting.accept(reevaluation=row, user=teacher, also_lower=False)

    assert source.grades.count() == 2


def test_a_new_proposal_takes_the_place_of_an_undecided_one(
    source: Response, others: list[Response], teacher: User
) -> None:
    first = proposed(source, teacher)

    second = proposed(others[3], teacher)

    first.refresh_from_db()
    assert (first.stage, second.stage) == (ReevaluationStage.DROPPED, ReevaluationStage.PROPOSED)


def test_while_one_is_applied_no_other_is_proposed(source: Response, others: list[Response], teacher: User) -> None:
    row = proposed(source, teacher)
    accepting.accept(reevaluation=row, user=teacher, also_lower=False)

    with pytest.raises(Refused, match="being accepted"):
        accepting.propose_answer(response=others[3], user=teacher)


def test_a_choice_cannot_be_accepted(attempt: Any, quiz: Any, teacher: User) -> None:
    asked, _, wrong = classroom.choice_question(quiz)
    response = Response.objects.create(attempt=attempt, question=asked, text=wrong.text, choice=wrong)

    with pytest.raises(Refused, match="in words"):
        accepting.propose_answer(response=response, user=teacher)


class AwayGrader:
    fingerprint = "grading.away@1"

    def grade(self, tasks: Any) -> Any:
        raise EngineUnavailable("connection refused by 10.0.0.7")


def test_a_grader_that_is_away_puts_it_off_without_a_word_of_where_it_is(
    source: Response, others: list[Response], teacher: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "grader", AwayGrader)
    row = accepting.propose_answer(response=source, user=teacher)

    reevaluation.reevaluate(row.pk)

    row.refresh_from_db()
    assert (row.stage, row.status, row.error_code) == ("looking", Status.PENDING, "engine.unavailable")
    assert "10.0.0.7" not in row.error


def test_one_that_failed_goes_on_where_it_stopped(source: Response, others: list[Response], teacher: User) -> None:
    row = accepting.propose_answer(response=source, user=teacher)
    Reevaluation.objects.update(status=Status.FAILED, error_code="engine.given_up", error="It does not answer.")

    accepting.try_again(reevaluation=row)
    scripted_grader.grade_what_is_due()

    row.refresh_from_db()
    assert (row.stage, row.error) == (ReevaluationStage.PROPOSED, "")


def test_an_answer_that_the_grader_cannot_use_keeps_its_grade(
    source: Response, others: list[Response], teacher: User, lecture: Any
) -> None:
    lecture.language = "la"
    lecture.save()

    row = proposed(source, teacher)

    assert effects_of(row).unusable == 3
    assert effects_of(row).raised == 1


def test_the_pages_lead_through_it(
    as_teacher: Client, source: Response, others: list[Response], course: Course
) -> None:
    started = as_teacher.post(reverse("attempts:propose", args=[source.pk]), follow=True)
    address = started.redirect_chain[-1][0]
    assert "Looking who would change" in started.content.decode()
    assert "hx-trigger" in started.content.decode()

    scripted_grader.grade_what_is_due()
    proposal = as_teacher.get(address).content.decode()
    for shown in (
        "2 other answers would earn more",
        "Accept and change 3 grades",
        "Let the 1 answer earn less, too",
        SAME_WORDS,
    ):
        assert shown in proposal
    assert "hx-trigger" not in proposal

    as_teacher.post(f"{address}decide/", {"do": "accept"})
    scripted_grader.grade_what_is_due()
    done = as_teacher.get(address).content.decode()
    assert "3 grades changed" in done
    assert "Points, before → now" in done
    assert "kept as it was" in done

    as_teacher.post(f"{address}decide/", {"do": "take_back"})
    scripted_grader.grade_what_is_due()
    taken_back = as_teacher.get(address).content.decode()
    assert "All grades are as before" in taken_back
    assert "Whose grade had changed" in taken_back
    assert "Points, now → while accepted" in taken_back


def test_nobody_but_the_staff_of_the_course_finds_it(
    as_learner: Client, as_stranger: Client, source: Response, others: list[Response], teacher: User
) -> None:
    row = proposed(source, teacher)
    posts = [reverse("attempts:propose", args=[source.pk]), reverse("attempts:decide", args=[row.pk])]

    for client in (as_learner, as_stranger):
        assert {client.post(at, {"do": "accept"}).status_code for at in posts} == {404}
        assert client.get(reverse("attempts:reevaluation", args=[row.pk])).status_code == 404
    assert points([source]) == [0.0]
