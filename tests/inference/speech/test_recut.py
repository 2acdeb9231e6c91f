"""Segments of about a sentence out of words with times."""

from itertools import pairwise

import pytest

from inference.speech.recut import LONGEST_S, LONGEST_WORDS, recut
from inference.speech.transcript import Word


def spoken(text: str, start: float = 0.0, step: float = 0.4) -> list[Word]:
    words = text.split()
    return [Word(start + n * step, start + n * step + 0.3, f" {word}", 0.8) for n, word in enumerate(words)]


def texts(words: list[Word]) -> list[str]:
    return [segment.text for segment in recut(words)]


def test_no_words_give_no_segments():
    assert recut([]) == ()


def test_a_segment_ends_with_its_sentence():
    assert texts(spoken("Energy is conserved. So it stays.")) == ["Energy is conserved.", "So it stays."]


def test_an_abbreviation_or_a_number_ends_nothing():
    said = "Dr. Smith measured 3.5 metres, e.g. here."

    assert texts(spoken(said)) == [said]


def test_a_pause_ends_a_segment():
    words = [*spoken("If I let it fall"), *spoken("then it falls.", start=3.0)]

    assert texts(words) == ["If I let it fall", "then it falls."]


def test_the_pauses_of_a_slow_speaker_leave_no_single_words():
    words = spoken("one two three four five six", step=1.2)

    assert texts(words) == ["one two three", "four five six"]


@pytest.mark.parametrize("step", [0.3, 0.8])
def test_speech_without_stops_is_cut_at_commas(step):
    words = spoken("one two three four, " * 40, step=step)

    segments = recut(words)

    assert all(len(segment.words) <= LONGEST_WORDS for segment in segments)
    assert all(segment.end - segment.start <= LONGEST_S for segment in segments)
    assert all(segment.text.endswith("four,") for segment in segments)
    assert sum(len(segment.words) for segment in segments) == len(words)


def test_words_of_overlapping_windows_are_put_in_order():
    words = [Word(0, 2.0, " One", 0.9), Word(1.5, 1.8, " two", 0.9), Word(1.9, 2.5, " three.", 0.9)]

    (segment,) = recut(words)

    assert all(one.end <= other.start for one, other in pairwise(segment.words))
    assert segment.words[-1].end == 2.5


def test_languages_without_spaces_keep_none():
    words = [Word(n / 2, n / 2 + 0.4, text, 0.9) for n, text in enumerate(["力", "は", "質量。", "次", "です。"])]

    assert texts(words) == ["力は質量。", "次です。"]


def test_the_confidence_is_the_mean_of_the_words():
    (segment,) = recut([Word(0, 1, " Half", 0.5), Word(1, 2, " sure.", 1.0)])

    assert segment.confidence == 0.75
