"""Which answers the writer keeps to itself, and by which name they are counted."""

import pytest

from tests.inference.questions.conftest import Write

KEPT_BACK = [
    ("Evolution produces things in which stuff goes wrong because of chance.", "answer: things and stuff"),
    ("When people draw an arrow, they draw it in the direction of the products.", "answer: of one act"),
]


@pytest.mark.parametrize(("sentence", "reason"), KEPT_BACK, ids=[reason for _, reason in KEPT_BACK])
def test_an_answer_that_nobody_would_accept_is_dropped_and_counted(write: Write, sentence: str, reason: str) -> None:
    written = write(sentence)

    assert written.questions == ()
    assert reason in written.drops


def test_no_answer_begins_with_a_question_word(write: Write) -> None:
    written = write("What the male was doing was he was trading off survival and display.")

    assert written.questions == ()
