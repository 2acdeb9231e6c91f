"""An instructor goes through the review queue by keyboard: agrees, judges part by part, writes a note."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from quizgen.accounts.models import User
from quizgen.attempts.models import Response
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Question
from tests.browser.conftest import Shot, has_no_sideways_scroll, size
from tests.browser.grading.conftest import Open, newest_scores
from tests.browser.keys import press

pytestmark = [pytest.mark.slow, pytest.mark.browser]
Answer = Callable[..., Response]


def the_answer(page: Page) -> Any:
    return page.get_by_label("The answer")


def test_each_key_point_is_judged_and_the_learner_reads_the_note(
    open_as: Open, answer: Answer, teacher: User, learner: User, shot: Shot
) -> None:
    given = answer("half of it, unsure", learner)
    page = open_as(teacher, "/")
    page.get_by_role("link", name="1 to review").click()
    shot(page, "queue")
    page.get_by_role("link", name="Start with the first").click()
    expect(the_answer(page)).to_contain_text("half of it, unsure")
    expect(page.get_by_text("the grader is unsure")).to_be_visible()
    shot(page, "answer")

    press(page, "1")
    press(page, "1")
    expect(page.get_by_role("button", name="Give 2 of 2")).to_be_visible()
    press(page, "n")
    page.keyboard.type("You name both, in other words.")
    press(page, "Control+Enter")

    expect(page.get_by_text("Kept: 2 of 2 for Mia.")).to_be_visible()
    expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    assert newest_scores(given) == [2.0]
    mine = open_as(learner, f"/attempts/{given.attempt_id}/")
    expect(mine.get_by_text("You name both, in other words.")).to_be_visible()
    expect(mine.get_by_text("2 of 2 points")).to_be_visible()


def test_one_part_alone_is_changed_and_the_other_keeps_what_it_earned(
    open_as: Open, answer: Answer, teacher: User
) -> None:
    given = answer("all of it, unsure")
    page = open_as(teacher, f"/responses/{given.pk}/")

    page.get_by_role("radiogroup", name="Part 2").get_by_role("radio", name="Missing").check()
    page.get_by_role("button", name="Give 1 of 2").click()

    expect(page.get_by_text("Kept: 1 of 2")).to_be_visible()
    grade = Response.objects.get(pk=given.pk).grade
    assert grade is not None
    assert [credit["credit"] for credit in grade.credits] == [1.0, 0.0]
    assert grade.graded_by == teacher


def test_the_queue_is_gone_through_without_a_mouse(open_as: Open, answer: Answer, teacher: User) -> None:
    first, second, third = (answer(f"{words}, unsure") for words in ("all there", "half there", "nothing there"))
    page = open_as(teacher, f"/responses/{first.pk}/")
    expect(page.get_by_text("1 of 3 to review")).to_be_visible()

    press(page, "j")
    expect(the_answer(page)).to_contain_text("half there")
    press(page, "k")
    expect(the_answer(page)).to_contain_text("all there")
    press(page, "a")
    expect(the_answer(page)).to_contain_text("half there")
    press(page, "3")
    press(page, "2")
    press(page, "Enter")
    expect(the_answer(page)).to_contain_text("nothing there")
    press(page, "Enter")

    expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    assert newest_scores(first, second, third) == [2.0, 0.5, 0.0]
    assert [Response.objects.get(pk=one.pk).review for one in (first, second, third)] == ["", "", ""]


def test_letters_in_the_note_judge_nothing(open_as: Open, answer: Answer, teacher: User) -> None:
    given = answer("half of it, unsure")
    page = open_as(teacher, f"/responses/{given.pk}/")

    press(page, "n")
    page.keyboard.type("1 3 a x j")

    expect(page.get_by_label("Note to the learner")).to_have_value("1 3 a x j")
    expect(page).to_have_url(f"{page.url}")
    assert newest_scores(given) == [1.0]


def test_everything_beside_the_answer_is_there_on_a_phone(
    open_as: Open, answer: Answer, teacher: User, asked: Question
) -> None:
    given = answer("half of it, unsure")
    page = open_as(teacher, f"/responses/{given.pk}/")
    page.set_viewport_size(size("phone"))
    page.reload()

    for words in (asked.stem, "Reference answer", "Where the lecture says it", "What has happened to it"):
        expect(page.get_by_role("heading", name=words)).to_be_visible()
    assert has_no_sideways_scroll(page)


def test_the_course_says_how_many_wait_and_hides_the_agreement_below_twenty(
    open_as: Open, answer: Answer, teacher: User, lecture: Lecture
) -> None:
    answer("half of it, unsure")
    page = open_as(teacher, f"/courses/{lecture.course_id}/")

    expect(page.get_by_role("link", name="1 answer to review")).to_be_visible()
    expect(page.get_by_text("is shown once you have graded 20 answers")).to_be_visible()
