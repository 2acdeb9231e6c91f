"""Which sentences and clauses are not even tried, and by which name they are counted."""

import pytest

from tests.inference.questions.conftest import Write

KEPT_BACK = [
    ("The slope b is steep because c is 3 and d is 4 and e is 5.", "clause: letters and numbers of the board"),
    ("The homework is long because the problem set covers entropy.", "clause: talk about the lecture"),
    ("I like entropy because it explains everything.", "clause: first person"),
    ("Entropy rises always.", "sentence: too short or too long"),
    ("Is the entropy of the universe constant because of symmetry?", "sentence: a question"),
    ("In this case the reaction is fast because the catalyst is finely ground.", "sentence: holds in one case"),
    ("The results were damn good because the sensor was cooled.", "sentence: crude"),
]


@pytest.mark.parametrize(("sentence", "reason"), KEPT_BACK, ids=[reason for _, reason in KEPT_BACK])
def test_a_sentence_that_is_not_worth_a_try_is_turned_away_and_counted(
    write: Write, sentence: str, reason: str
) -> None:
    written = write(sentence)

    assert written.questions == ()
    assert reason in written.drops
