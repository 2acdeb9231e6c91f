"""Which readings are one slide, and what on them is furniture."""

from inference.slides.builds import ReadStretch, has_text, merged_builds, without_furniture
from inference.slides.changes import Stretch
from inference.slides.reading_order import Reading


def _read(number: int, title: str, *lines: str, confidence: float = 0.95) -> ReadStretch:
    stretch = Stretch(10.0 * number, 10.0 * number + 10, 10.0 * number + 9)
    return ReadStretch(number, stretch, Reading(title, lines, confidence))


def test_a_slide_whose_text_grew_is_one_slide_with_the_last_picture() -> None:
    (slide,) = merged_builds([_read(0, "Heat", "Heat is energy."), _read(1, "Heat", "Heat is energy.", "It flows.")])

    assert (slide.number, slide.stretch.start, slide.stretch.end) == (1, 0.0, 20.0)


def test_a_slide_shown_again_after_the_speaker_is_one_slide() -> None:
    (slide,) = merged_builds([_read(0, "Heat", "Heat is energy."), _read(3, "Heat", "Heat is energy.")])

    assert (slide.stretch.start, slide.stretch.end) == (0.0, 40.0)


def test_another_title_is_another_slide() -> None:
    assert len(merged_builds([_read(0, "Heat", "Heat is energy."), _read(1, "Work", "Work is energy too.")])) == 2


def test_a_slide_that_lost_its_text_is_another_slide() -> None:
    assert len(merged_builds([_read(0, "Heat", "Heat is energy.", "It flows."), _read(1, "Heat")])) == 2


def test_a_footer_and_page_numbers_are_left_out() -> None:
    slides = [_read(n, f"Title {n}", f"Claim {'abcde'[n]} holds.", "Physics 101", f"{n} / 5") for n in range(5)]

    assert [slide.reading.lines for slide in without_furniture(slides)] == [(f"Claim {c} holds.",) for c in "abcde"]


def test_among_few_slides_nothing_is_furniture() -> None:
    slides = [_read(n, f"Title {n}", "Physics 101") for n in range(3)]

    assert without_furniture(slides) == slides


def test_a_line_on_a_few_slides_stays() -> None:
    slides = [
        _read(n, f"Title {n}", "Energy is conserved." if n < 3 else f"Claim {'abcdefghij'[n]}.") for n in range(10)
    ]

    assert without_furniture(slides)[0].reading.lines == ("Energy is conserved.",)


def test_what_is_short_or_unsure_is_no_text() -> None:
    assert has_text(Reading("Heat", (), 0.9))
    assert not has_text(Reading("", (), 0.0))
    assert not has_text(Reading("Il", (), 0.9))
    assert not has_text(Reading("Heat", (), 0.5))
