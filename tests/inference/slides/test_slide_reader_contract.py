"""What every slide reader keeps to."""

import io
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from inference.engine import NothingKept, silent
from inference.slides.slide import Slide, SlideReader
from tests.inference.slides.conftest import FirstRun
from tests.inference.slides.readers import REAL_READERS

ENGINES = [pytest.param("fake"), *REAL_READERS]


@pytest.fixture(params=ENGINES, scope="module")
def word(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def new_reader(word: str, new_reader_of: Callable[[str], SlideReader]) -> Callable[[], SlideReader]:
    return lambda: new_reader_of(word)


@pytest.fixture(scope="module")
def first_run(word: str, first_run_of: Callable[[str], FirstRun]) -> FirstRun:
    return first_run_of(word)


@pytest.fixture(scope="module")
def slides(first_run: FirstRun) -> tuple[Slide, ...]:
    return first_run.slides


def test_slides_come_in_order_and_do_not_overlap(slides: tuple[Slide, ...]) -> None:
    assert len(slides) >= 2
    assert all(0 <= slide.start < slide.end for slide in slides)
    assert all(earlier.end <= later.start for earlier, later in pairwise(slides))


def test_the_title_is_the_first_line_of_the_text(slides: tuple[Slide, ...]) -> None:
    assert all(slide.title and slide.text.split("\n")[0] == slide.title for slide in slides)
    assert all(line.strip() == line != "" for slide in slides for line in slide.text.split("\n"))


def test_images_are_webp_and_thumbnails_are_smaller(slides: tuple[Slide, ...]) -> None:
    for slide in slides:
        image, thumbnail = (Image.open(io.BytesIO(data)) for data in (slide.image, slide.thumbnail))
        assert image.format == thumbnail.format == "WEBP"
        assert thumbnail.width == 320
        assert max(image.size) <= 1280


def test_confidence_is_a_share(slides: tuple[Slide, ...]) -> None:
    assert all(0 < slide.confidence <= 1 for slide in slides)


def test_the_same_recording_gives_the_same_slides(
    new_reader: Callable[[], SlideReader], slides: tuple[Slide, ...], slide_film: Path
) -> None:
    assert new_reader().read_slides(slide_film, report=silent, partial=NothingKept()) == slides


def test_the_fingerprint_names_the_engine_and_does_not_change(new_reader: Callable[[], SlideReader]) -> None:
    assert re.fullmatch(r"slides\.[\w:.-]+@[0-9a-f]{12}", new_reader().fingerprint)
    assert new_reader().fingerprint == new_reader().fingerprint


def test_progress_rises_to_one(first_run: FirstRun) -> None:
    assert first_run.reported == sorted(first_run.reported)
    assert first_run.reported[-1] == 1


def test_a_report_that_raises_stops_the_reader(new_reader: Callable[[], SlideReader], slide_film: Path) -> None:
    def lost(fraction: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        new_reader().read_slides(slide_film, report=lost, partial=NothingKept())
