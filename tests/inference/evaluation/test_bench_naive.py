"""The plain ways that the pipeline is compared with."""

from pathlib import Path

import numpy as np

from inference.evaluation.naive import changed_shares, plainly_found
from inference.evaluation.slides import TrueSlide
from tests.inference.slides.drawing import HEIGHT, WIDTH, film


def test_a_change_shows_in_the_second_in_which_it_falls(tmp_path: Path) -> None:
    dark, light = (np.full((HEIGHT, WIDTH, 3), shade, np.uint8) for shade in (20, 220))
    path = film(tmp_path / "film.mp4", [(3, [dark]), (3, [light])])

    shares = dict(changed_shares(path))

    assert sorted(shares) == [1, 2, 3, 4, 5]
    assert shares[3] > 0.9
    assert max(share for at, share in shares.items() if at != 3) < 0.01


def test_the_threshold_is_the_one_that_suits_the_film(tmp_path: Path) -> None:
    """A corner moves in every second; a low threshold would take that for slides."""
    dark, light = (np.full((HEIGHT, WIDTH, 3), shade, np.uint8) for shade in (20, 220))
    moved = light.copy()
    moved[:36, :48] = 20
    path = film(tmp_path / "film.mp4", [(8, [dark]), (1, [light]), (1, [moved]), (1, [light])])

    found = plainly_found(path, [TrueSlide(0, 8, ""), TrueSlide(8, 11, "")])

    assert found.pairs == ((0, 0), (8, 8))
    assert found.found == 2
