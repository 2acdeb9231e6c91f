"""A drawn lecture of a quarter of a minute with real text."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from inference.engines import build_engine
from inference.evaluation.films_canvas import Canvas, sans
from inference.slides.ocr import OcrSlideReader
from inference.slides.slide import Slide
from tests.inference.slides.drawing import film

TEXT = {
    "Kinetic energy": ("Kinetic energy is the energy of motion.", "It grows with the square of the speed."),
    "Potential energy": ("Potential energy is stored energy.", "A lifted weight of 15 kg stores 150 joules."),
}


def drawn(title: str, lines: tuple[str, ...]) -> np.ndarray:
    canvas = Canvas()
    canvas.text((80, 80), title, sans(46, 700))
    for number, line in enumerate(lines):
        canvas.text((80, 200 + 90 * number), line, sans(30))
    return np.asarray(canvas.image())


@pytest.fixture(scope="session")
def slide_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two slides, 1280x720; the bullets of the second come one by one."""
    (first, first_lines), (second, second_lines) = TEXT.items()
    parts = [
        (4, [drawn(first, first_lines)]),
        (4, [drawn(second, second_lines[:1])]),
        (4, [drawn(second, second_lines)]),
    ]
    return film(tmp_path_factory.mktemp("slides") / "lecture.mp4", parts, fps=2)


class Kept(dict[str, bytes]):
    """Partial work in memory."""

    def load(self, name: str) -> bytes | None:
        return self.get(name)

    def save(self, name: str, data: bytes) -> None:
        self[name] = data


@dataclass(frozen=True, slots=True)
class FirstRun:
    """One reading of `slide_film` that many tests look at: reading takes seconds."""

    reader: OcrSlideReader
    slides: tuple[Slide, ...]
    reported: list[float] = field(default_factory=list)
    kept: Kept = field(default_factory=Kept)


@pytest.fixture(scope="session")
def new_reader_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], OcrSlideReader]:
    """A reader by its word, its model not yet loaded; all share a directory of prepared weights."""
    model_dir = tmp_path_factory.mktemp("models")
    return lambda word: build_engine("slides", word, model_dir=model_dir, device="auto")


@pytest.fixture(scope="session")
def first_run_of(slide_film: Path, new_reader_of: Callable[[str], OcrSlideReader]) -> Callable[[str], FirstRun]:
    @cache
    def first_run(word: str) -> FirstRun:
        reader, reported, kept = new_reader_of(word), list[float](), Kept()
        return FirstRun(reader, reader.read_slides(slide_film, report=reported.append, partial=kept), reported, kept)

    return first_run
