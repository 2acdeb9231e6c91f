"""What a learner has typed, answered and watched survives a reload and a dropped line."""

import pytest

from quizgen.attempts.models import Attempt, Response
from tests.browser.keys import press
from tests.browser.learner.conftest import Player

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def ask_first(player: Player) -> str:
    player.start()
    player.seek(2.9)
    return player.asked(0)


def test_a_draft_survives_a_reload(player: Player) -> None:
    part = ask_first(player)
    player.page.keyboard.type("It trades potential")

    player.start()

    player.asked(0)
    assert player.page.input_value(f"{part} textarea") == "It trades potential"


def test_a_graded_answer_stands_there_again_after_a_reload(player: Player, worker: None) -> None:
    part = ask_first(player)
    player.answer("It has half of it.")
    player.verdict(part, "partly")

    player.start()
    player.page.click(f"[data-goto='{player.questions[0].pk}']")

    assert "Partly right" in player.page.inner_text(part)
    assert "It has half of it." in player.page.inner_text(part)


def test_an_answer_given_without_a_line_is_sent_when_it_is_back(player: Player, worker: None) -> None:
    part = ask_first(player)
    player.page.context.set_offline(True)
    player.answer("It has all of it.")
    player.page.wait_for_selector("text=The line is down.")
    player.page.wait_for_selector(f"{part} >> text=Kept here.")
    assert not Response.objects.exists()

    player.page.context.set_offline(False)

    player.verdict(part, "correct")
    assert not player.page.is_visible("[data-line]")
    assert Response.objects.get().text == "It has all of it."


def test_an_answer_given_without_a_line_survives_a_reload_too(player: Player, worker: None) -> None:
    ask_first(player)
    player.page.route("**/responses/", lambda route: route.abort())
    player.answer("It has all of it.")
    player.page.wait_for_selector("text=The line is down.")
    player.page.unroute("**/responses/")

    player.open()

    player.page.wait_for_selector(f"[data-goto='{player.questions[0].pk}'][data-tone=correct]")
    assert Response.objects.get().text == "It has all of it."


def test_an_answer_whose_confirmation_was_lost_is_stored_once(player: Player, worker: None) -> None:
    part = ask_first(player)
    lost: list[str] = []

    def lose_the_first(route: object) -> None:
        if lost:
            route.continue_()  # type: ignore[attr-defined]
            return
        lost.append("yes")
        route.fetch()  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    player.page.route("**/responses/", lose_the_first)
    player.answer("It has all of it.")

    player.verdict(part, "correct")
    assert lost
    assert Response.objects.count() == 1


def test_a_session_that_ended_keeps_the_answer_and_says_so(player: Player, worker: None) -> None:
    part = ask_first(player)
    cookies = player.page.context.cookies()
    player.page.context.clear_cookies()
    player.answer("It has all of it.")
    player.page.wait_for_selector("text=Your session has ended.")

    player.page.context.add_cookies(cookies)  # type: ignore[arg-type]
    player.open()

    player.page.wait_for_selector(f"[data-goto='{player.questions[0].pk}'][data-tone=correct]")
    assert player.page.locator(f"{part} [data-own]").text_content() == "It has all of it."


def test_the_lecture_goes_on_where_it_was_left(player: Player) -> None:
    player.start()
    player.seek(2.9)
    player.go_on(player.asked(0))
    player.seek(4.5)
    with player.page.expect_response("**/position/"):
        press(player.page, "k")
    at_s = player.now

    player.open()
    assert "Go on from 0:04" in player.page.inner_text("[data-intro]")
    player.begin()

    assert player.now >= at_s - 0.2
    assert player.is_playing
    assert Attempt.objects.count() == 1


def test_an_attempt_is_not_finished_over_an_answer_that_is_not_yet_sent(player: Player, worker: None) -> None:
    part = ask_first(player)
    player.page.route("**/responses/", lambda route: route.abort())
    player.answer("It has all of it.")
    player.page.wait_for_selector("text=The line is down.")

    player.page.click(".question-chips__end button")

    player.page.wait_for_selector("text=Finish when it has arrived.")
    player.page.unroute("**/responses/")
    player.verdict(part, "correct")
    player.page.click(".question-chips__end button")
    player.page.wait_for_selector("text=Your result")
    assert Response.objects.get().text == "It has all of it."


def test_whoever_left_at_the_end_comes_back_to_the_end(player: Player) -> None:
    player.start()
    for number, moment in ((0, 2.9), (1, 5.9), (2, 9.8)):
        player.seek(moment)
        player.go_on(player.asked(number))
    player.page.wait_for_selector("[data-outro]:not([hidden])")
    with player.page.expect_response("**/position/"):
        player.page.evaluate("dispatchEvent(new Event('pagehide'))")

    player.start()

    player.asked(2)
    assert player.now > 9.0
