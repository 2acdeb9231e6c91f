"""Where sentences end."""

import pytest

from inference.text.boundaries import sentence_spans


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Work is force times distance. It is measured in joules.", 2),
        ("Does it fall? Yes! It falls.", 3),
        ('He said "It works." Then he left.', 2),
        ("It depends on delta H. But it also depends on T.", 2),
        ("George W. Bush met Dr. Smith on St. James Street.", 1),
        ("See Fig. 3 and Eq. 4, e.g. the values of No. 5, i.e. 3.14.", 1),
        ("Is that right? No. It is wrong.", 3),
        ("He went... then he left.", 1),
        ("Dies ist z. B. gut. Nr. 5 ist besser.", 2),
        ("¿Qué es? ¡Es la energía! Así se llama.", 3),
        ("ما هي الطاقة؟ هي القدرة على العمل.", 2),
        ("力は質量と加速度の積です。単位はニュートンです。", 2),
        ("no punctuation at all", 1),
        ("", 0),
        ("   ", 0),
    ],
)
def test_sentences_are_counted_as_a_reader_counts_them(text, sentences):
    assert len(sentence_spans(text)) == sentences


def test_nothing_but_white_space_is_left_out():
    text = "  One is here.   Two is there?\n\nThree "

    assert [text[start:end] for start, end in sentence_spans(text)] == ["One is here.", "Two is there?", "Three"]
