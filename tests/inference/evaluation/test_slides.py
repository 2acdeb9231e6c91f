"""Figures of a slide reader."""

import json
from pathlib import Path

import pytest

from inference.errors import BadInput
from inference.evaluation.slides import TrueSlide, character_errors, figures, match_starts, read_truth, word_recall
from inference.slides.slide import Slide


def _slide(start: float, end: float, text: str) -> Slide:
    return Slide(start, end, text.split("\n", maxsplit=1)[0], text, b"", b"", 1.0)


def test_a_start_soon_after_the_true_one_is_right() -> None:
    matches = match_starts([0, 20, 50], [0, 21, 52], 5)

    assert (matches.precision, matches.recall, matches.mean_delay_s) == (1, 1, 1)


def test_starts_too_late_too_early_or_twice_are_wrong() -> None:
    matches = match_starts([0, 20, 50], [0, 1, 19, 20.5, 58], 5)

    assert matches.pairs == ((0, 0), (20, 20.5))
    assert (matches.precision, matches.recall) == (2 / 5, 2 / 3)


def test_two_true_starts_close_together_are_both_found() -> None:
    assert len(match_starts([10, 12], [10.4, 12.4], 5).pairs) == 2


def test_nothing_found_has_no_precision_and_no_recall() -> None:
    matches = match_starts([0, 20], [], 5)

    assert (matches.precision, matches.recall, matches.mean_delay_s) == (None, 0, None)


def test_words_are_counted_where_they_are_shown() -> None:
    true = [TrueSlide(0, 10, "Heat is energy"), TrueSlide(10, 20, "Work is energy too")]

    assert word_recall(true, [_slide(0, 10, "HEAT is"), _slide(10, 20, "Work is energy too")]) == 6 / 7
    assert word_recall(true, [_slide(10, 20, "Heat is energy"), _slide(0, 10, "Work is energy too")]) == 4 / 7


def test_a_word_that_stands_twice_must_be_read_twice() -> None:
    assert word_recall([TrueSlide(0, 10, "more and more")], [_slide(0, 10, "more and")]) == 2 / 3


def test_characters_are_compared_with_the_slide_shown_meanwhile() -> None:
    true = [TrueSlide(0, 10, "Heat is\nenergy"), TrueSlide(10, 20, "Work")]

    assert character_errors(true, [_slide(0, 10, "Heat is enetgy"), _slide(10, 20, "Work")]) == 1 / 18
    assert character_errors(true, [_slide(10, 20, "Work")]) == 14 / 18
    assert character_errors(true, []) == 1


def test_truth_is_slides_or_a_list_of_moments(tmp_path: Path) -> None:
    slides, moments = tmp_path / "slides.json", tmp_path / "moments.json"
    slides.write_text(json.dumps({"slides": [{"start": 0, "end": 9.5, "text": "Heat", "builds": [4]}]}))
    moments.write_text("[22.4, 43]")

    assert read_truth(slides) == (TrueSlide(0, 9.5, "Heat"),)
    assert [slide.start for slide in read_truth(moments)] == [0, 22.4, 43]


@pytest.mark.parametrize("content", ["", "{}", "3", '{"slides": [{"start": 1}]}', '["a"]', "[null]"])
def test_other_content_is_refused(tmp_path: Path, content: str) -> None:
    truth = tmp_path / "truth.json"
    truth.write_text(content)

    with pytest.raises(BadInput, match="no slides with times"):
        read_truth(truth)


def test_without_texts_there_is_no_word_recall() -> None:
    assert figures([TrueSlide(0, 9, "")], [_slide(0, 9, "Heat")], 300, 10) == {
        "precision": 1,
        "recall": 1,
        "mean_delay_s": 0,
        "word_recall": None,
        "character_errors": None,
        "times_real_time": 300,
        "read_times_real_time": 10,
    }
