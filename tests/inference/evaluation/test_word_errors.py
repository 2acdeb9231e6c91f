"""Word error rate counts words, not spellings."""

import pytest

from inference.evaluation.wer import normalised_words, together, word_errors


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ask NOT what, your country!", "ask not what your country"),
        ("It weighs fifteen kilograms", "it weighs 15 kilograms"),
        ("one hundred and fifty joules", "150 joules"),
        ("two thousand and five people", "2,005 people"),
        ("I can't, won't and didn't", "I cannot, will not and did not"),
        ("it’s Mr. Dashwood's", "it is mister Dashwood's"),
        ("ill-disposed", "ill disposed"),
        ("um, so, uh, yes [laughter]", "so yes"),
        ("fifty percent", "50%"),
    ],
)
def test_two_spellings_of_the_same_words_have_no_error(one, other):
    assert word_errors(one, other).errors == 0


def test_numbers_said_one_by_one_stay_apart():
    assert normalised_words("three, two, one, zero") == ["3", "2", "1", "0"]
    assert normalised_words("two and three") == ["2", "and", "3"]


def test_substitutions_deletions_and_insertions_count_one_each():
    found = word_errors("a great big red house", "a great small house today")

    assert (found.errors, found.words) == (3, 5)
    assert found.rate == pytest.approx(0.6)


def test_several_recordings_are_weighed_by_their_words():
    assert together([word_errors("a b c d e f g h", "a b c d e f g h"), word_errors("x y", "q r")]).rate == 0.2


def test_words_where_none_were_said_are_an_error():
    assert word_errors("", "").rate == 0
    assert word_errors("", "Thanks for watching").rate == 1
