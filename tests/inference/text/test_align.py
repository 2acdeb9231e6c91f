"""Speech and slides become passages."""

from inference.slides.slide import Slide
from inference.speech.transcript import TranscriptSegment
from inference.text.align import align
from inference.text.transcript_file import FileSegment


def said(start: float, end: float, text: str) -> TranscriptSegment:
    return TranscriptSegment(start, end, text, (), 0.9)


def shown(start: float, end: float, title: str) -> Slide:
    return Slide(start, end, title, f"{title}\nA line of the slide.", b"", b"", 0.9)


def test_passages_are_cut_where_the_slide_changes():
    segments = [said(0, 9, "Work needs force."), said(11, 19, "Energy is conserved.")]

    first, second = align(segments, [shown(0, 10, "Work"), shown(10, 20, "Energy")])

    assert (first.title, first.slide, first.slide_text) == ("Work", 0, "Work\nA line of the slide.")
    assert [sentence.text for sentence in first.sentences] == ["Work needs force."]
    assert (second.title, second.slide) == ("Energy", 1)
    assert (second.start, second.end) == (11, 19)


def test_a_sentence_over_a_change_goes_with_the_slide_shown_for_most_of_it():
    (first, second) = align(
        [said(0, 4, "First."), said(8, 18, "Mostly about the second.")], [shown(0, 10, "One"), shown(10, 20, "Two")]
    )

    assert [sentence.text for sentence in second.sentences] == ["Mostly about the second."]
    assert len(first.sentences) == 1


def test_a_slide_without_a_word_is_a_passage_in_its_place():
    segments = [said(0, 9, "About one."), said(21, 29, "About three.")]

    passages = align(segments, [shown(0, 10, "One"), shown(10, 20, "Two"), shown(20, 30, "Three")])

    assert [(passage.slide, len(passage.sentences)) for passage in passages] == [(0, 1), (1, 0), (2, 1)]
    assert (passages[1].start, passages[1].end) == (10, 20)


def test_a_silent_film_has_a_passage_for_each_slide():
    passages = align([], [shown(0, 10, "One"), shown(10, 20, "Two")])

    assert [passage.title for passage in passages] == ["One", "Two"]
    assert all(passage.sentences == () for passage in passages)


def test_speech_without_slides_has_passages_without_titles():
    (passage,) = align([said(0, 3, "Only a voice."), said(3, 5, "No picture.")], [])

    assert (passage.title, passage.slide, passage.slide_text) == ("", None, "")
    assert (passage.start, passage.end) == (0, 5)


def test_neither_speech_nor_slides_give_no_passage():
    assert align([], []) == ()


def test_speech_before_the_first_slide_and_after_the_last_has_no_slide():
    segments = [said(0, 5, "Welcome."), said(12, 18, "The topic."), said(40, 45, "Goodbye.")]

    passages = align(segments, [shown(10, 20, "Topic")])

    assert [passage.slide for passage in passages] == [None, 0, None]


def test_speech_without_times_leaves_the_slides_to_themselves():
    passages = align([FileSegment(None, None, "Nobody knows when.")], [shown(0, 10, "One")])

    assert [(passage.slide, passage.start, len(passage.sentences)) for passage in passages] == [
        (None, None, 1),
        (0, 0, 0),
    ]


def test_no_sentence_is_lost_or_doubled():
    segments = [said(n * 4, n * 4 + 3.5, f"Sentence number {n} of a lecture on many things.") for n in range(200)]
    slides = [shown(n * 90, n * 90 + 90, f"Slide {n}") for n in range(8)]

    passages = align(segments, slides)

    told = [sentence.text for passage in passages for sentence in passage.sentences]
    assert told == [segment.text for segment in segments]
    assert {passage.slide for passage in passages} == {*range(8), None}
