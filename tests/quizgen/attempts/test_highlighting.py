"""In an answer the stretches are marked in which a grader found key points or a contradiction."""

from typing import Any

from quizgen.attempts.highlighting import Stretch, marked
from quizgen.attempts.models import Grade

TEXT = "It turns height into speed, and energy is lost."


def grade(*quotes: str, conflict: str = "", credit: float = 1.0) -> Grade:
    credits: list[dict[str, Any]] = [{"text": "", "points": 1.0, "credit": credit, "quote": quote} for quote in quotes]
    return Grade(credits=credits, conflict=conflict)


def test_what_earned_a_point_is_marked_with_its_number() -> None:
    assert marked(TEXT, grade("height", "speed")) == [
        Stretch("It turns "),
        Stretch("height", (1,)),
        Stretch(" into "),
        Stretch("speed", (2,)),
        Stretch(", and energy is lost."),
    ]


def test_stretches_that_overlap_carry_both_numbers() -> None:
    numbers = {one.text: one.numbers for one in marked(TEXT, grade("height into", "into speed")) if one.points}

    assert numbers == {"height ": "1", "into": "1, 2", " speed": "2"}


def test_a_contradiction_is_told_from_what_is_right() -> None:
    (conflict,) = [one for one in marked(TEXT, grade("height", conflict="energy is lost")) if one.is_conflict]

    assert (conflict.text, conflict.numbers) == ("energy is lost", "")


def test_nothing_of_the_answer_is_lost_or_doubled() -> None:
    stretches = marked(TEXT, grade("height", TEXT, "lost.", conflict="energy is lost"))

    assert "".join(one.text for one in stretches) == TEXT


def test_a_quote_that_is_not_there_and_a_point_that_earned_nothing_mark_nothing() -> None:
    assert marked(TEXT, grade("gravity", "")) == [Stretch(TEXT)]
    assert marked(TEXT, grade("height", credit=0.0)) == [Stretch(TEXT)]
    assert marked(TEXT, None) == [Stretch(TEXT)]


def test_an_empty_answer_is_one_empty_stretch() -> None:
    assert "".join(one.text for one in marked("", None)) == ""
