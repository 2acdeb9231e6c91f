"""A drawn lecture of a quarter of a minute with real text."""

from pathlib import Path

import numpy as np
import pytest

from inference.evaluation.films_canvas import Canvas, sans
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
