"""The plain pictures: what is drawn where."""

import numpy as np
import pytest
from PIL import Image

from inference.learning.forward_forward.charts import COLOURS, HEIGHT, WIDTH, bars, curves, sheet, stacked, ticks


def colours_of(picture: Image.Image) -> set[object]:
    return {colour for _, colour in picture.getcolors(maxcolors=1 << 20)}


def test_every_curve_has_its_colour() -> None:
    picture = curves("t", "epoch", {"a": [(1, 2), (2, 3)], "b": [(1, 1), (2, 0)], "c": [(1, 1), (2, 1)]})

    assert picture.size == (WIDTH, HEIGHT)
    assert {*COLOURS[:3]} <= colours_of(picture)
    assert COLOURS[3] not in colours_of(picture)


def test_one_point_and_equal_values_are_no_division_by_nought() -> None:
    assert curves("t", "epoch", {"a": [(1, 0)]}).size == (WIDTH, HEIGHT)
    assert bars("t", [("a", 0.0)], "%").width == WIDTH


def test_a_longer_bar_is_of_a_larger_value() -> None:
    picture = np.asarray(bars("t", [("small", 1.0), ("large", 3.0)], "%"))

    lengths = [(picture[y] == COLOURS[0]).all(axis=1).sum() for y in (56 + 15, 56 + 34 + 15)]
    assert lengths[1] > 2.5 * lengths[0] > 0


def test_a_sheet_shows_signs_by_colour_and_wraps_its_rows() -> None:
    tiles = [np.full((3, 3), value) for value in (1.0, -1.0, 0.0)]

    picture = sheet("", tiles, 2, zoom=1)

    assert picture.getpixel((15, 57)) == (34, 40, 49)
    assert picture.getpixel((15 + 7, 57)) == COLOURS[0]
    assert picture.getpixel((15, 57 + 7)) == (255, 255, 255)
    assert stacked([picture, picture]).height == 2 * picture.height


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 14.2, [0, 2, 4, 6, 8, 10, 12, 14]),
        (1, 46, [10, 20, 30, 40]),
        (1, 8, [1, 2, 3, 4, 5, 6, 7, 8]),
        (-0.04, 0.04, [-0.04, -0.02, 0, 0.02, 0.04]),
        (3, 3, [3]),
    ],
)
def test_axes_are_marked_at_round_numbers(low: float, high: float, expected: list[float]) -> None:
    assert ticks(low, high) == pytest.approx(expected)
