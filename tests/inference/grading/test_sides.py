"""An answer that takes another side than the reference contradicts it, however few words it shares."""

import pytest

from inference.grading.features import SIGNS
from inference.grading.head import CORRECT, shipped_head
from inference.grading.reading import read
from inference.grading.stance import stance_of

FOIL = ("Can a piece of foil close the circuit? Why or why not?", "Yes, foil is a metal and all metals conduct.")
BOXES = ("Which box had the dry soil, A or B?", "A. Dry soil heats more quickly.")


@pytest.mark.parametrize(
    ("asked", "response", "expected"),
    [
        (FOIL, "Yes, because it is made of metal.", (True, False, False)),
        (FOIL, "No, because it is not big enough.", (False, True, False)),
        (FOIL, "I do not agree, it is thin.", (False, True, False)),
        (FOIL, "Because it conducts.", (False, False, True)),
        (BOXES, "A, it got hotter sooner.", (True, False, False)),
        (BOXES, "B, because it got hotter.", (False, True, False)),
        (("What is sound?", "No other thing than vibration."), "Yes.", (False, False, False)),
    ],
)
def test_the_side_taken_is_seen(asked: tuple[str, str], response: str, expected: tuple[bool, bool, bool]) -> None:
    stance = stance_of(read(asked[0]), read(asked[1]), read(response))

    assert (stance.agrees, stance.clashes, stance.evades) == expected


def test_or_not_denies_nothing() -> None:
    assert read("It depends on whether it has seeds or not.").negations == 0
    assert read("It does not have seeds.").negations == 1


def test_the_head_keeps_the_signs_that_meaning_demands() -> None:
    weights = [row[2] for row in shipped_head().features.values()]

    for sign, row in zip(SIGNS, weights, strict=True):
        others = [weight for label, weight in enumerate(row) if label != CORRECT]
        assert all(sign * (row[CORRECT] - other) >= -0.002 for other in others)
