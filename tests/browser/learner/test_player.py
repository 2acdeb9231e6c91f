"""A learner watches, is asked, answers and learns what is missing."""

import time
from typing import Any

import pytest

from tests.browser.keys import press
from tests.browser.learner.conftest import Player
from tests.quizgen.attempts.scripted_grader import HINT, grading_worker

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_before_the_start_the_page_says_where_the_questions_are(player: Player) -> None:
    player.open()

    told = player.page.inner_text("[data-intro]")
    assert "3 questions" in told
    assert "0:03" in told
    assert "0:06" in told
    assert "1 at the end" in told
    assert player.page.locator(".pin").count() == 2


def test_the_lecture_pauses_at_the_question_and_the_focus_is_in_its_box(player: Player) -> None:
    player.start()

    part = player.asked(0)

    assert not player.is_playing
    assert 2.9 < player.now < 4.0
    assert player.focused.startswith("TEXTAREA")
    assert player.page.inner_text(f"{part} h2") == player.questions[0].stem


def test_an_answer_gets_its_feedback_within_about_a_second(player: Player, worker: None) -> None:
    player.start()
    player.seek(2.9)
    part = player.asked(0)

    sent_at = time.monotonic()
    player.answer("It has half of it.")
    verdict = player.verdict(part, "partly")
    took_s = time.monotonic() - sent_at

    assert "Partly right" in verdict
    assert "1 of 2 points" in verdict
    assert took_s < 2.0
    assert player.focused.startswith("DIV.verdict")


def test_going_on_plays_until_the_next_question(player: Player, worker: None) -> None:
    player.start()
    player.seek(2.9)
    part = player.asked(0)
    player.answer("It has all of it.")
    player.verdict(part, "correct")

    player.go_on(part)

    assert player.is_playing
    player.asked(1)
    assert player.now >= 5.9


def test_a_question_that_is_jumped_over_is_asked_all_the_same(player: Player) -> None:
    player.start()

    player.seek(8.0)

    first = player.asked(0)
    player.go_on(first)
    player.asked(1)


def test_v_plays_the_part_again_and_comes_back_to_the_question(player: Player, worker: None) -> None:
    player.start()
    player.seek(2.9)
    part = player.asked(0)
    player.answer("It has none of it.")
    player.verdict(part)
    paused_at = player.now

    press(player.page, "v")

    player.page.wait_for_selector("[data-phase=reviewing]")
    assert player.now < 2.0
    player.page.wait_for_selector("[data-phase=asking]")
    assert player.now == pytest.approx(paused_at, abs=0.1)
    assert not player.is_playing
    assert player.page.is_visible(part)


def test_alt_v_plays_the_part_again_while_one_types_and_keeps_what_was_typed(player: Player) -> None:
    player.start()
    player.seek(2.9)
    part = player.asked(0)
    player.page.keyboard.type("It trades v")

    press(player.page, "Alt+v")
    player.page.wait_for_selector("[data-phase=reviewing]")
    press(player.page, "v")

    player.page.wait_for_selector("[data-phase=asking]")
    assert player.page.input_value(f"{part} textarea") == "It trades v"
    assert player.focused.startswith("TEXTAREA")


def test_a_hint_then_another_try_then_the_answer(player: Player, worker: None) -> None:
    player.start()
    player.seek(2.9)
    part = player.asked(0)
    player.answer("It has half of it.")
    assert "kinetic energy" not in player.verdict(part)

    player.page.click(f"{part} [data-do=reveal]")
    player.page.wait_for_selector(f"{part} >> text={HINT}")
    player.page.click(f"{part} [data-do=retry]")
    player.answer("It has half of it still.")
    player.page.wait_for_selector(f"{part} [data-own] >> text=still")
    player.page.click(f"{part} .verdict[data-state=graded] [data-do=reveal]")

    player.page.wait_for_selector(f"{part} >> text=What was missing")
    assert "kinetic energy" in player.verdict(part)
    assert not player.page.locator(f"{part} [data-do=retry]").is_visible()


def test_nothing_written_is_not_sent(player: Player) -> None:
    player.start()
    player.seek(2.9)
    part = player.asked(0)

    player.page.click(f"{part} [data-do=check]")

    assert "Write an answer first." in player.page.inner_text(part)
    assert not player.attempt.responses.exists()


def test_a_grade_that_takes_longer_follows_by_itself(player: Player, settings: Any) -> None:
    may_grade: list[bool] = []
    with grading_worker(settings, when=lambda: bool(may_grade)):
        player.start()
        player.seek(2.9)
        part = player.asked(0)
        player.answer("It has half of it.")

        player.page.wait_for_selector(f"{part} >> text=Your answer is saved; the grade follows.")
        may_grade.append(True)

        assert "Partly right" in player.verdict(part, "partly")


def test_a_question_without_a_moment_comes_at_the_end_and_then_the_result(player: Player, worker: None) -> None:
    player.start()
    for number, moment in ((0, 2.9), (1, 5.9), (2, 9.8)):
        player.seek(moment)
        part = player.asked(number)
        player.answer("It has all of it.")
        player.verdict(part, "correct")
        player.go_on(part)

    player.page.wait_for_selector("[data-outro]:not([hidden]) >> text=You have answered 3 of 3 questions.")
    assert player.page.get_by_role("button", name="Finish and see your result").count() == 1
    player.page.click("[data-outro] button.button--primary")

    player.page.wait_for_selector("text=6 of 6")
    assert player.attempt.finished_at is not None


def test_a_question_that_was_skipped_is_answered_later_from_the_list(player: Player, worker: None) -> None:
    player.start()
    player.seek(2.9)
    player.go_on(player.asked(0))
    player.seek(4.0)

    player.page.click(f"[data-goto='{player.questions[0].pk}']")
    part = player.asked(0)
    player.answer("It has all of it.")

    assert "Right" in player.verdict(part, "correct")


def test_everything_can_be_done_from_the_keyboard(player: Player, worker: None) -> None:
    player.open()

    press(player.page, "k")
    player.page.wait_for_selector("[data-phase=watching]")
    press(player.page, "ArrowRight")
    part = player.asked(0)
    player.page.keyboard.type("It has half of it.")
    press(player.page, "Control+Enter")
    player.verdict(part)
    press(player.page, "Tab")
    press(player.page, "Enter")
    player.page.keyboard.type(" No, all of it.")
    press(player.page, "Control+Enter")
    player.verdict(part, "correct")
    press(player.page, "Tab")
    press(player.page, "Enter")

    player.page.wait_for_selector("[data-phase=watching]")
    assert [response.try_number for response in player.attempt.responses.all()] == [1, 2]
