"""Segments become sentences with times."""

import pytest

from inference.speech.transcript import TranscriptSegment, Word
from inference.text.sentences import LONGEST_WORDS, join_sentences
from inference.text.transcript_file import FileSegment


def timed(start: float, text: str, confidence: float = 0.9) -> TranscriptSegment:
    words = tuple(Word(start + n, start + n + 0.8, word, confidence) for n, word in enumerate(text.split()))
    return TranscriptSegment(start, start + len(words), text, words, confidence)


def test_a_sentence_over_two_segments_is_one():
    (sentence,) = join_sentences([timed(0, "Energy is neither", 0.8), timed(5, "made nor lost.", 0.6)])

    assert sentence.text == "Energy is neither made nor lost."
    assert (sentence.start, sentence.end) == (0, 7.8)
    assert sentence.segments == (0, 1)
    assert sentence.confidence == pytest.approx(0.7)


def test_two_sentences_in_a_segment_have_the_times_of_their_words():
    first, second = join_sentences([timed(10, "It falls. Then it stops.")])

    assert (first.start, first.end) == (10, 11.8)
    assert (second.start, second.end) == (12, 14.8)
    assert first.segments == second.segments == (0,)


def test_without_words_the_time_is_shared_by_characters():
    first, second = join_sentences([FileSegment(0.0, 20.0, "Abcd efgh. Abcd efgh.")])

    assert first.start == 0
    assert first.end == pytest.approx(second.start, abs=1.5)
    assert second.end == 20


def test_without_times_there_are_none():
    sentences = join_sentences([FileSegment(None, None, "It falls. It stops.")])

    assert [(sentence.text, sentence.start, sentence.end) for sentence in sentences] == [
        ("It falls.", None, None),
        ("It stops.", None, None),
    ]


def test_an_edited_segment_whose_words_no_longer_spell_it_still_has_times():
    segment = TranscriptSegment(4, 8, "Quite another text.", timed(4, "Old words here.").words, 0.9)

    (sentence,) = join_sentences([segment])

    assert (sentence.start, sentence.end) == (4, 8)


def test_captions_without_stops_are_cut_where_segments_end():
    segments = [timed(n * 10, "ten words of speech that never come to a stop") for n in range(30)]

    sentences = join_sentences(segments)

    assert len(sentences) > 3
    assert all(len(sentence.text.split()) <= LONGEST_WORDS for sentence in sentences)
    assert " ".join(sentence.text for sentence in sentences) == " ".join(segment.text for segment in segments)


def test_segments_keep_the_numbers_given_and_empty_ones_give_nothing():
    segments = [FileSegment(0, 1, "One."), FileSegment(1, 2, ""), FileSegment(2, 3, "Two.")]

    assert [sentence.segments for sentence in join_sentences(segments, [4, 5, 6])] == [(4,), (6,)]
    assert join_sentences([]) == ()
