"""Which stems the writer keeps to itself, and by which name they are counted."""

import pytest

from tests.inference.questions.conftest import Write

KEPT_BACK = [
    ("This process is important because it releases a lot of energy.", "stem: pointing words"),
    ("It stops because the friction of the bearing is too strong.", "stem: pronouns"),
    ("My reaction is spontaneous because the entropy of the gas is high.", "stem: pronouns"),
    ("The other reaction is slower because the temperature is low.", "stem: leans on what was said before"),
    ("Things fall because gravity pulls them towards the ground.", "stem: vague"),
    ("The height of rectangle B is the revenue because the price is its width.", "stem: letters of the board"),
]


@pytest.mark.parametrize(("sentence", "reason"), KEPT_BACK, ids=[reason for _, reason in KEPT_BACK])
def test_a_stem_that_asks_nothing_fair_is_dropped_and_counted(write: Write, sentence: str, reason: str) -> None:
    written = write(sentence)

    assert written.questions == ()
    assert reason in written.drops
