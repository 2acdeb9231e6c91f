"""Readers with their real models."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from inference import weights
from inference.engine import NothingKept, silent
from inference.engines import build_engine
from inference.errors import BadInput, EngineUnavailable
from inference.slides.ocr import OcrSlideReader
from tests.inference.slides.conftest import TEXT, FirstRun, Kept
from tests.inference.slides.drawing import film
from tests.inference.slides.readers import REAL_READERS
from tests.recordings import make_recording


@pytest.fixture(scope="module", params=REAL_READERS)
def word(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def first_run(word: str, first_run_of: Callable[[str], FirstRun]) -> FirstRun:
    return first_run_of(word)


@pytest.fixture(scope="module")
def reader(first_run: FirstRun) -> OcrSlideReader:
    return first_run.reader


def test_it_reads_what_is_written_and_joins_builds(first_run: FirstRun) -> None:
    slides = first_run.slides

    assert [slide.text for slide in slides] == ["\n".join((title, *lines)) for title, lines in TEXT.items()]
    assert [slide.start for slide in slides] == pytest.approx([0, 4], abs=0.01)


def test_a_resumed_run_reads_no_slide_twice(
    word: str, first_run: FirstRun, new_reader_of: Callable[[str], OcrSlideReader], slide_film: Path
) -> None:
    unable = new_reader_of(word)
    unable.read_picture = _never

    assert unable.read_slides(slide_film, report=silent, partial=first_run.kept) == first_run.slides
    assert len(first_run.kept) == len(TEXT)
    assert all(name.isascii() and len(name) < 40 for name in first_run.kept)


def test_a_run_that_stopped_has_kept_what_it_had_read(reader: OcrSlideReader, slide_film: Path) -> None:
    kept = Kept()

    def lost_after_the_first(fraction: float) -> None:
        if fraction > 0.5:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        reader.read_slides(slide_film, report=lost_after_the_first, partial=kept)

    assert len(kept) == 1


def test_a_film_without_writing_has_no_slides(reader: OcrSlideReader, tmp_path: Path) -> None:
    blank = np.full((180, 320, 3), 200, np.uint8)

    assert reader.read_slides(film(tmp_path / "a.mp4", [(3, [blank])]), report=silent, partial=NothingKept()) == ()


@pytest.mark.parametrize("shape", [(1, 1, 3), (2, 900, 3), (40, 3000, 3), (30, 30, 3)])
def test_pictures_of_any_shape_survive(reader: OcrSlideReader, shape: tuple[int, int, int]) -> None:
    assert reader.read_picture(np.full(shape, 255, np.uint8)).text == ""


def test_without_a_picture_it_refuses_in_a_sentence(reader: OcrSlideReader, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no picture"):
        reader.read_slides(make_recording(tmp_path / "a.m4a", picture=False), report=silent, partial=NothingKept())


def test_weights_of_other_bytes_are_refused(word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = weights.PackagedModel(weights.OCR.source, weights.OCR.pattern, "0" * 64)
    monkeypatch.setattr(weights, "OCR", other)

    with pytest.raises(EngineUnavailable, match="not the expected"):
        build_engine("slides", word, model_dir=tmp_path / "models").load()


def _never(pixels: np.ndarray) -> None:
    raise AssertionError("read again")
