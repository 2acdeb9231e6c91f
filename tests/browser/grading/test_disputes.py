"""A learner says that a grade is wrong; both write in a thread until it is settled."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from quizgen.accounts.models import User
from quizgen.attempts.models import Dispute, Response
from tests.browser.conftest import Shot
from tests.browser.grading.conftest import Open, newest_scores
from tests.browser.keys import press

pytestmark = [pytest.mark.slow, pytest.mark.browser]
Answer = Callable[..., Response]


def test_a_thread_from_the_learners_doubt_to_the_changed_grade(
    open_as: Open, answer: Answer, teacher: User, learner: User, shot: Shot
) -> None:
    given = answer("half of it", learner)
    mine = open_as(learner, f"/attempts/{given.attempt_id}/")
    mine.get_by_text("I think this is wrong").first.click()
    mine.get_by_label("What is wrong with the grade?").fill("I say both.")
    mine.get_by_role("button", name="Send it to your instructor").click()
    expect(mine.get_by_text("Waits for an answer")).to_be_visible()
    shot(mine, "dispute-learner")

    page = open_as(teacher, "/")
    page.get_by_role("link", name="1 to review").click()
    expect(page.get_by_text("Disputed").last).to_be_visible()
    page.get_by_role("link", name="half of it").click()
    expect(page.get_by_label("What the learner says")).to_contain_text("I say both.")
    shot(page, "dispute-staff")
    press(page, "n")
    page.keyboard.type("Where do you name the second?")
    page.get_by_role("button", name="Only answer").click()
    expect(page.get_by_text("Your answer is in the thread, which stays open.")).to_be_visible()

    mine = open_as(learner, "/")
    mine.get_by_role("link", name="1 answer to you").click()
    expect(mine.get_by_text("Where do you name the second?")).to_be_visible()
    mine.get_by_text("Write more").click()
    mine.get_by_label("Your message").fill("In the second half.")
    mine.get_by_role("button", name="Send it").click()
    expect(mine.get_by_role("link", name="1 answer to you")).to_be_hidden()

    page.reload()
    expect(page.get_by_label("What the learner says")).to_contain_text("In the second half.")
    press(page, "1")
    press(page, "1")
    press(page, "n")
    page.keyboard.type("You are right.")
    press(page, "Control+Enter")
    expect(page.get_by_text("Kept: 2 of 2 for Mia.")).to_be_visible()

    mine = open_as(learner, f"/attempts/{given.attempt_id}/")
    expect(mine.get_by_text("The grade was changed")).to_be_visible()
    expect(mine.get_by_text("You are right.")).to_be_visible()
    expect(mine.get_by_text("2 of 2 points")).to_be_visible()
    shot(mine, "dispute-settled")
    assert newest_scores(given) == [2.0]


def test_a_grade_that_stays_takes_a_sentence_why(open_as: Open, answer: Answer, teacher: User, learner: User) -> None:
    given = answer("half of it", learner)
    mine = open_as(learner, f"/attempts/{given.attempt_id}/")
    mine.get_by_text("I think this is wrong").first.click()
    mine.get_by_label("What is wrong with the grade?").fill("I say both.")
    mine.get_by_role("button", name="Send it to your instructor").click()
    page = open_as(teacher, f"/responses/{given.pk}/")

    press(page, "a")
    expect(page.get_by_text("Write to the learner why the grade stays as it is.")).to_be_visible()
    press(page, "n")
    page.keyboard.type("The second is not named.")
    press(page, "Control+Enter")

    expect(page.get_by_text("Agreed: 1 of 2 for Mia.")).to_be_visible()
    mine.reload()
    expect(mine.get_by_text("The grade stays")).to_be_visible()
    expect(mine.get_by_text("The second is not named.")).to_be_visible()


def test_a_learner_who_agrees_after_all_takes_it_back(
    open_as: Open, answer: Answer, teacher: User, learner: User
) -> None:
    given = answer("half of it", learner)
    mine = open_as(learner, f"/attempts/{given.attempt_id}/")
    mine.get_by_text("I think this is wrong").first.click()
    mine.get_by_label("What is wrong with the grade?").fill("I say both.")
    mine.get_by_role("button", name="Send it to your instructor").click()

    mine.get_by_role("button", name="Withdraw it").click()

    expect(mine.get_by_text("Withdrawn", exact=True)).to_be_visible()
    assert Dispute.objects.get().state == "withdrawn"
    expect(open_as(teacher, "/").get_by_role("link", name="to review")).to_be_hidden()
