"""The slides of the sample lecture are found and read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from inference.engine import NothingKept, silent
from inference.evaluation.films_sample import SLIDES
from inference.slides.slide import Slide, SlideReader
from tests.inference.slides.readers import REAL_READERS


@pytest.fixture(scope="module", params=REAL_READERS)
def slides(request: pytest.FixtureRequest, new_reader_of: Callable[[str], SlideReader]) -> tuple[Slide, ...]:
    media = Path(__file__).resolve().parents[3] / "static" / "sample" / "physics-works.mp4"
    return new_reader_of(request.param).read_slides(media, report=silent, partial=NothingKept())


def test_every_slide_is_found_at_its_moment_and_none_besides(slides: tuple[Slide, ...]) -> None:
    assert [slide.start for slide in slides] == pytest.approx([slide.start for slide in SLIDES], abs=0.1)


def test_titles_are_those_that_were_drawn(slides: tuple[Slide, ...]) -> None:
    assert [slide.title for slide in slides] == [slide.title for slide in SLIDES]


def test_every_bullet_is_one_line_word_for_word(slides: tuple[Slide, ...]) -> None:
    for drawn, read in zip(SLIDES, slides, strict=True):
        assert {step.plain for step in drawn.steps} <= set(read.text.split("\n"))
