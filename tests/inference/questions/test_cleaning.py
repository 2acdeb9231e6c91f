"""What cleaning takes out of a spoken sentence, and what it leaves."""

import pytest

from inference.text.clean import clean_sentence


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("So, um, entropy, you know, always rises.", "Entropy always rises."),
        ("Now the the cell divides.", "The cell divides."),
        ("Okay, so it turns out that enzymes are proteins, right?", "Enzymes are proteins?"),
        ("The cell can-- the cell divides.", "The cell divides."),
        ("Congress — in a way a new thing — met in 1774.", "Congress met in 1774."),
        ("Entropy is, basically, a measure of disorder and so on.", "Entropy is a measure of disorder."),
        ("The energy is going to be constant.", "The energy is constant."),
        ("A haldane – and that may change – is a unit of evolution.", "A haldane is a unit of evolution."),
        (
            'The id obeys what Freud called, "The Pleasure Principle."',
            "The id obeys what Freud called The Pleasure Principle.",
        ),
        ("Entropy is, as I said before, a measure of disorder.", "Entropy is a measure of disorder."),
        ("[LAUGHTER] But I think that genes mutate.", "Genes mutate."),
    ],
)
def test_speech_becomes_a_written_sentence(said: str, written: str) -> None:
    assert clean_sentence(said) == written


@pytest.mark.parametrize(
    "sentence",
    [
        "What I mean by this is a loss of heat.",
        "A kind of learning is called habituation.",
        "People remember the first item.",
        "He had had enough.",
    ],
)
def test_words_that_carry_meaning_stay(sentence: str) -> None:
    assert clean_sentence(sentence) == sentence
