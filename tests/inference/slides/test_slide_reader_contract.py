"""What every slide reader keeps to."""

import io
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from inference.engine import NothingKept, silent
from inference.engines import build_engine
from inference.slides.slide import Slide, SlideReader
from tests.inference.slides.readers import REAL_READERS

ENGINES = [pytest.param("fake"), *REAL_READERS]


@pytest.fixture(params=ENGINES, scope="module")
def new_reader(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], SlideReader]:
    model_dir = tmp_path_factory.mktemp("models")
    return lambda: build_engine("slides", request.param, model_dir=model_dir, device="auto")


@pytest.fixture(scope="module")
def slides(new_reader: Callable[[], SlideReader], slide_film: Path) -> tuple[Slide, ...]:
    return new_reader().read_slides(slide_film, report=silent, partial=NothingKept())


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


def test_progress_rises_to_one(new_reader: Callable[[], SlideReader], slide_film: Path) -> None:
    reported: list[float] = []

    new_reader().read_slides(slide_film, report=reported.append, partial=NothingKept())

    assert reported == sorted(reported)
    assert reported[-1] == 1


def test_a_report_that_raises_stops_the_reader(new_reader: Callable[[], SlideReader], slide_film: Path) -> None:
    def lost(fraction: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        new_reader().read_slides(slide_film, report=lost, partial=NothingKept())
