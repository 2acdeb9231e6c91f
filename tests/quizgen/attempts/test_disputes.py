"""A learner says that a grade is wrong, the staff answers, and both see all of it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quizgen.accounts.models import User
from quizgen.attempts import disputes
from quizgen.attempts.disputes import answer_dispute, dispute_grade, withdraw_dispute, write_as_learner
from quizgen.attempts.judging import confirm_grade, override_credits, override_grade
from quizgen.attempts.models import Dispute, DisputeState, Response, Review
from quizgen.courses.models import Course
from quizgen.errors import Refused
from quizgen.quizzes.models import Question
from tests.quizgen.attempts import classroom
from tests.quizgen.attempts.answers import graded, now
from tests.quizgen.attempts.conftest import signed_in


@pytest.fixture
def response(learner: User, question: Question, obedient: Any) -> Response:
    return graded(learner, question, "half of it")


@pytest.fixture
def dispute(response: Response, learner: User) -> Dispute:
    return dispute_grade(response=response, user=learner, text="Motion is kinetic energy.")


def words(dispute: Dispute) -> list[tuple[str, bool]]:
    return list(dispute.messages.values_list("text", "by_staff"))


def test_what_the_learner_says_opens_a_thread_and_waits_for_the_staff(response: Response, dispute: Dispute) -> None:
    assert (dispute.state, words(dispute)) == (DisputeState.OPEN, [("Motion is kinetic energy.", False)])
    assert now(response).review == Review.DISPUTED


def test_one_thread_at_a_time_is_open_for_an_answer(response: Response, dispute: Dispute, learner: User) -> None:
    with pytest.raises(Refused, match="already said so"):
        dispute_grade(response=response, user=learner, text="Again.")


def test_after_three_threads_the_grade_stays(response: Response, learner: User, teacher: User) -> None:
    for _ in range(disputes.MOST_PER_RESPONSE):
        dispute_grade(response=response, user=learner, text="Look again.")
        confirm_grade(response=now(response), user=teacher, answer="I have.")

    with pytest.raises(Refused, match="three times"):
        dispute_grade(response=response, user=learner, text="And again.")


def test_so_many_a_day_and_no_more(learner: User, quiz: Any, obedient: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disputes, "MOST_PER_DAY", 2)
    answers = [graded(learner, classroom.question(quiz, stem=f"What is {i}?"), "half") for i in range(3)]
    for response in answers[:2]:
        dispute_grade(response=response, user=learner, text="It is right.")

    with pytest.raises(Refused, match="in a day"):
        dispute_grade(response=answers[2], user=learner, text="It is right.")


def test_a_thread_takes_so_many_messages_of_the_learner(
    dispute: Dispute, learner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disputes, "MOST_MESSAGES", 2)
    write_as_learner(dispute=dispute, user=learner, text="One more thing.")

    with pytest.raises(Refused, match="long enough"):
        write_as_learner(dispute=dispute, user=learner, text="And another.")


@pytest.mark.parametrize("text", ["", "  \n", "\u200b\U000e0041", "a" * 2001])
def test_only_words_that_can_be_read_are_taken(response: Response, learner: User, text: str) -> None:
    with pytest.raises(Refused):
        dispute_grade(response=response, user=learner, text=text)

    assert not Dispute.objects.exists()


def test_an_answer_without_a_grade_cannot_be_disputed(attempt: Any, question: Question, learner: User) -> None:
    response = Response.objects.create(attempt=attempt, question=question, text="It trades energies.")

    with pytest.raises(Refused, match="no grade yet"):
        dispute_grade(response=response, user=learner, text="It is right.")


def test_another_grade_closes_it_as_changed_and_the_note_is_the_answer(
    response: Response, dispute: Dispute, teacher: User
) -> None:
    grade = override_credits(response=response, user=teacher, credits=[1.0, 1.0], note="You are right.")

    dispute.refresh_from_db()
    assert (dispute.state, dispute.closed_by, dispute.is_unread) == (DisputeState.CHANGED, teacher, True)
    assert words(dispute)[-1] == ("You are right.", True)
    assert (grade.note, now(response).review) == ("", Review.NONE)


def test_agreeing_with_the_grader_closes_it_as_kept(response: Response, dispute: Dispute, teacher: User) -> None:
    confirm_grade(response=response, user=teacher, answer="Speed is not named.")

    dispute.refresh_from_db()
    assert (dispute.state, words(dispute)[-1]) == (DisputeState.KEPT, ("Speed is not named.", True))


def test_an_override_by_points_closes_it_too(response: Response, dispute: Dispute, teacher: User) -> None:
    override_grade(response=response, user=teacher, score=2.0)

    dispute.refresh_from_db()
    assert dispute.state == DisputeState.CHANGED


def test_asking_back_leaves_it_open(dispute: Dispute, teacher: User, learner: User) -> None:
    answer_dispute(dispute=dispute, user=teacher, text="Which part do you mean?")
    write_as_learner(dispute=dispute, user=learner, text="The second.")

    dispute.refresh_from_db()
    assert (dispute.state, len(words(dispute))) == (DisputeState.OPEN, 3)


def test_whoever_withdraws_leaves_the_graders_doubt_to_the_staff(
    learner: User, question: Question, obedient: Any
) -> None:
    unsure = graded(learner, question, "half, unsure")
    dispute = dispute_grade(response=unsure, user=learner, text="It is right.")

    withdraw_dispute(dispute=dispute, user=learner)

    dispute.refresh_from_db()
    assert (dispute.state, now(unsure).review) == (DisputeState.WITHDRAWN, Review.UNSURE)


def test_nothing_is_written_in_a_closed_thread(dispute: Dispute, learner: User, teacher: User) -> None:
    withdraw_dispute(dispute=dispute, user=learner)

    for write in (write_as_learner, answer_dispute):
        with pytest.raises(Refused, match="closed"):
            write(dispute=dispute, user=learner, text="But still.")


def result(client: Client, response: Response) -> str:
    return client.get(reverse("attempts:result", args=[response.attempt_id])).content.decode()


def test_the_result_page_takes_it_and_shows_it(as_learner: Client, response: Response) -> None:
    assert "I think this is wrong" in result(as_learner, response)
    address = reverse("attempts:dispute", args=[response.attempt_id, response.client_key])

    page = as_learner.post(address, {"text": "Motion is <b>kinetic</b> energy."}, follow=True).content.decode()

    assert "Motion is &lt;b&gt;kinetic&lt;/b&gt; energy." in page
    assert "Waits for an answer" in page
    assert "I think this is wrong" not in page


def test_the_learner_is_told_of_the_answer_until_she_has_read_it(
    as_learner: Client, response: Response, dispute: Dispute, teacher: User
) -> None:
    confirm_grade(response=response, user=teacher, answer="Speed is not named.")

    home = as_learner.get("/").content.decode()
    first, second = result(as_learner, response), result(as_learner, response)

    assert '1 <span class="topbar__word">answer to you' in home
    assert "Your instructor has answered you" in first
    assert "Speed is not named." in first
    assert "Your instructor has answered you" not in second
    assert "Speed is not named." in second
    assert "answer to you" not in as_learner.get("/").content.decode()


def test_what_the_staff_looks_at_is_not_read_by_the_learner(
    as_teacher: Client, response: Response, dispute: Dispute, teacher: User
) -> None:
    answer_dispute(dispute=dispute, user=teacher, text="Which part do you mean?")

    assert "Judge this answer" in result(as_teacher, response)
    dispute.refresh_from_db()
    assert dispute.is_unread


def test_the_staff_owes_a_word_where_the_grade_stays(as_teacher: Client, response: Response, dispute: Dispute) -> None:
    sent = {"do": "agree", "seen": response.grade.pk}  # type: ignore[union-attr]
    page = as_teacher.post(reverse("attempts:judge", args=[response.pk]), sent, follow=True).content.decode()

    assert "Write to the learner why the grade stays as it is." in page
    dispute.refresh_from_db()
    assert dispute.state == DisputeState.OPEN


def test_the_staff_may_only_answer(as_teacher: Client, response: Response, dispute: Dispute) -> None:
    sent = {"do": "answer", "note": "Which part do you mean?"}
    page = as_teacher.post(reverse("attempts:judge", args=[response.pk]), sent, follow=True).content.decode()

    assert "Your answer is in the thread, which stays open." in page
    assert words(dispute)[-1] == ("Which part do you mean?", True)


def test_a_thread_is_nobodys_but_the_learners_and_the_staffs(
    course: Course, response: Response, dispute: Dispute, as_stranger: Client, as_teacher: Client
) -> None:
    other = signed_in(classroom.person("jon", course))
    addresses = [
        reverse("attempts:dispute", args=[response.attempt_id, response.client_key]),
        reverse("attempts:dispute_write", args=[dispute.pk]),
        reverse("attempts:dispute_withdraw", args=[dispute.pk]),
    ]

    statuses = [
        client.post(at, {"text": "x"}).status_code for client in (other, as_stranger, as_teacher) for at in addresses
    ]

    assert set(statuses) == {404}
    assert len(words(dispute)) == 1
