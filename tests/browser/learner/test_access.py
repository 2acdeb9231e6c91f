"""The learner's pages by rule (axe, WCAG 2.2 AA), on a telephone and with the staff's answers page beside them."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from quizgen.accounts.models import User
from quizgen.lectures.models import Lecture
from tests.browser.keys import press
from tests.browser.learner.conftest import TELEPHONE, Player

pytestmark = [pytest.mark.slow, pytest.mark.browser]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def broken_rules(page: Page) -> list[str]:
    page.wait_for_timeout(250)  # what fades in is measured when it is there
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


def is_too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def walk(player: Player, seen: Callable[[], None]) -> None:
    """Through the states of the player and on to the result; `seen` is called in each."""
    player.open()
    seen()
    player.begin()
    for number, moment, text, tone in ((0, 2.9, "half", "partly"), (1, 5.9, "none, unsure", "unsure")):
        player.seek(moment)
        part = player.asked(number)
        seen()
        player.answer(text)
        player.verdict(part, tone)
        seen()
        player.go_on(part)
    player.seek(9.8)
    player.go_on(player.asked(2))
    player.page.wait_for_selector("[data-outro]:not([hidden])")
    seen()
    player.page.click("[data-outro] button.button--primary")
    player.page.wait_for_selector("text=Look at these again first")
    seen()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_state_breaks_a_rule_of_access(player: Player, worker: None, scheme: Any) -> None:
    player.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    found: list[str] = []

    walk(player, lambda: found.extend(broken_rules(player.page)))

    assert not found


def test_on_a_telephone_nothing_is_wider_than_the_screen(
    sign_in: Callable[..., Page], player: Player, learner: User, worker: None
) -> None:
    player.page = sign_in(learner, TELEPHONE, has_touch=True, is_mobile=True)
    wide: list[bool] = []

    walk(player, lambda: wide.append(is_too_wide(player.page)))

    assert len(wide) == 7
    assert not any(wide)


def test_on_a_telephone_the_question_has_the_focus_and_no_keyboard_covers_the_slide(
    sign_in: Callable[..., Page], player: Player, learner: User
) -> None:
    player.page = sign_in(learner, TELEPHONE, has_touch=True, is_mobile=True)
    player.start()
    player.seek(2.9)

    player.asked(0)

    assert player.focused.startswith("H2")


def test_the_answers_page_of_the_staff_breaks_no_rule_of_access(
    sign_in: Callable[..., Page], player: Player, teacher: User, lecture: Lecture, worker: None
) -> None:
    player.start()
    player.seek(2.9)
    part = player.asked(0)
    player.answer("half")
    player.verdict(part)
    page = sign_in(teacher)
    page.goto(player.address + reverse("attempts:responses", args=[lecture.pk]))

    page.click("text=Give another grade")

    assert not broken_rules(page)
    page.fill("[name=score]", "2")
    page.fill("[name=note]", "Said in other words.")
    page.click("text=Keep this grade")
    page.wait_for_selector("text=Graded by Ada")


def test_a_question_survives_full_screen(player: Player) -> None:
    player.start()
    press(player.page, "f")
    player.page.wait_for_function("document.fullscreenElement")

    player.seek(2.9)
    part = player.asked(0)

    assert player.page.is_visible(part)
    assert player.page.evaluate(f"document.fullscreenElement.contains(document.querySelector('{part}'))")
