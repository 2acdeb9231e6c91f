"""The plain ways that the pipeline is compared with."""

from pathlib import Path

import numpy as np

from inference.evaluation.naive import changed_shares, starts_by_threshold
from tests.inference.slides.drawing import HEIGHT, WIDTH, film


def test_a_change_shows_in_the_second_in_which_it_falls(tmp_path: Path) -> None:
    dark, light = (np.full((HEIGHT, WIDTH, 3), shade, np.uint8) for shade in (20, 220))
    path = film(tmp_path / "film.mp4", [(3, [dark]), (3, [light])])

    shares = dict(changed_shares(path))

    assert sorted(shares) == [1, 2, 3, 4, 5]
    assert shares[3] > 0.9
    assert max(share for at, share in shares.items() if at != 3) < 0.01


def test_a_lower_threshold_sees_more_changes() -> None:
    starts = starts_by_threshold([(1, 0.03), (2, 0.0), (3, 0.5)])

    assert starts[0.02] == [0, 1, 3]
    assert starts[0.05] == [0, 3]
