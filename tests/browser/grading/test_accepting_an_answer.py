"""An instructor accepts an answer too: sees first who would change, then changes them all, and can take it back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from quizgen.accounts.models import User
from quizgen.attempts.models import Response
from tests.browser.conftest import Shot, size
from tests.browser.grading.conftest import Open, newest_scores
from tests.browser.keys import press

pytestmark = [pytest.mark.slow, pytest.mark.browser]
Answer = Callable[..., Response]


def test_first_who_would_change_then_all_of_them_and_back(
    open_as: Open, answer: Answer, teacher: User, learner: User, shot: Shot
) -> None:
    accepted = answer("it goes like that, unsure", learner)
    alike = answer("also like that")
    other = answer("no word of it")
    page = open_as(teacher, f"/responses/{accepted.pk}/")

    press(page, "x")
    expect(page.get_by_role("heading", name="1 other answer would earn more")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="also like that")).to_contain_text("0")
    shot(page, "acceptance")
    page.set_viewport_size(size("phone"))
    expect(page.get_by_role("cell", name="also like that")).to_be_visible()
    assert page.locator(".table-scroll").evaluate("box => box.scrollWidth <= box.clientWidth")
    page.set_viewport_size(size("desk"))
    assert newest_scores(accepted, alike, other) == [0.0, 0.0, 0.0]

    page.get_by_role("button", name="Accept and change 2 grades").click()
    expect(page.get_by_role("heading", name="This answer is accepted")).to_be_visible()
    expect(page.get_by_text("2 grades changed")).to_be_visible()
    shot(page, "accepted")
    assert newest_scores(accepted, alike, other) == [2.0, 2.0, 0.0]
    mine = open_as(learner, f"/attempts/{accepted.attempt_id}/")
    expect(mine.get_by_text("2 of 2 points")).to_be_visible()

    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("heading", name="This acceptance was taken back")).to_be_visible()
    assert newest_scores(accepted, alike, other) == [0.0, 0.0, 0.0]


def test_a_preview_that_is_left_changes_nothing(open_as: Open, answer: Answer, teacher: User) -> None:
    given, alike = answer("it goes like that, unsure"), answer("also like that")
    page = open_as(teacher, f"/responses/{given.pk}/")
    page.get_by_role("button", name="Accept this answer too").click()

    page.get_by_role("button", name="Leave all as it is").click()

    expect(page.get_by_label("The answer")).to_contain_text("it goes like that")
    assert newest_scores(given, alike) == [0.0, 0.0]


def test_what_a_person_has_graded_is_never_touched(open_as: Open, answer: Answer, teacher: User) -> None:
    given, judged = answer("it goes like that, unsure"), answer("also like that")
    page = open_as(teacher, f"/responses/{judged.pk}/")
    press(page, "2")
    press(page, "3")
    press(page, "Enter")
    expect(page.get_by_text("Kept: 0.5 of 2")).to_be_visible()
    page = open_as(teacher, f"/responses/{given.pk}/")

    press(page, "x")

    expect(page.get_by_text("Graded by a person, never touched")).to_be_visible()
    expect(page.get_by_role("heading", name="No other answer would earn more")).to_be_visible()
