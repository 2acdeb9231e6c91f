"""Small plain pictures: curves, bars and sheets of tiles, drawn with Pillow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 960, 520
LEFT, RIGHT, TOP, BOTTOM = 96, 24, 56, 88
INK, PAPER, GRID = (34, 40, 49), (255, 255, 255), (222, 226, 230)
COLOURS = ((0, 92, 175), (204, 85, 0), (0, 125, 85), (150, 50, 120), (110, 110, 110), (170, 130, 0))
"""Told apart by people who are blind to some colours; every second curve is dashed besides."""
FONT = ImageFont.load_default(18)
SMALL = ImageFont.load_default(15)
BAR = 34


@dataclass(frozen=True, slots=True)
class Frame:
    """Where values lie on the picture."""

    lows: tuple[float, float]
    highs: tuple[float, float]

    def at(self, x: float, y: float) -> tuple[float, float]:
        across = (x - self.lows[0]) / ((self.highs[0] - self.lows[0]) or 1)
        up = (y - self.lows[1]) / ((self.highs[1] - self.lows[1]) or 1)
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)


def curves(title: str, x_name: str, series: Mapping[str, Sequence[tuple[float, float]]]) -> Image.Image:
    """Named curves of (x, y) points over axes that begin at the least x and at 0 or the least y."""
    points = [point for curve in series.values() for point in curve]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    frame = Frame((min(xs), min(0.0, *ys)), (max(xs), max(ys) * 1.05))
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.text((LEFT, 14), title, INK, FONT)
    _axes(draw, frame, x_name)
    for number, (name, curve) in enumerate(series.items()):
        colour = COLOURS[number % len(COLOURS)]
        _line(draw, [frame.at(x, y) for x, y in curve], colour, dashed=number % 2 == 1)
        _legend(draw, number, name, colour)
    return picture


def bars(title: str, values: Sequence[tuple[str, float]], unit: str) -> Image.Image:
    """One bar below the other, its name before it and its value after it."""
    picture = Image.new("RGB", (WIDTH, TOP + BAR * len(values) + 16), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.text((16, 14), title, INK, FONT)
    most = max(value for _, value in values)
    for number, (name, value) in enumerate(values):
        top = TOP + number * BAR
        draw.text((16, top + 6), name, INK, SMALL)
        end = 400 + (WIDTH - 520) * value / (most or 1)
        draw.rectangle((400, top + 4, end, top + BAR - 6), COLOURS[0])
        draw.text((end + 8, top + 6), f"{value:.2f} {unit}", INK, SMALL)
    return picture


def sheet(title: str, tiles: Sequence[NDArray[np.floating]], columns: int, *, zoom: int = 2) -> Image.Image:
    """Tiles of values from -1 (blue) over 0 (white) to 1 (ink), as many in a row as there are columns."""
    height, width = (side * zoom + 4 for side in tiles[0].shape)
    rows = -(-len(tiles) // columns)
    picture = Image.new("RGB", (columns * width + 28, TOP + rows * height + 12), PAPER)
    ImageDraw.Draw(picture).text((14, 14), title, INK, FONT)
    for number, tile in enumerate(tiles):
        drawn = Image.fromarray(_coloured(tile)).resize((width - 4, height - 4), Image.Resampling.NEAREST)
        picture.paste(drawn, (14 + number % columns * width, TOP + number // columns * height))
    return picture


def stacked(pictures: Sequence[Image.Image]) -> Image.Image:
    """One below the other."""
    whole = Image.new("RGB", (max(one.width for one in pictures), sum(one.height for one in pictures)), PAPER)
    top = 0
    for one in pictures:
        whole.paste(one, (0, top))
        top += one.height
    return whole


def _coloured(tile: NDArray[np.floating]) -> NDArray[np.uint8]:
    strength = np.clip(tile, -1, 1)[..., None]
    paper = np.array(PAPER, float)
    towards = np.where(strength > 0, np.array(INK, float), np.array(COLOURS[0], float))
    return (paper + (towards - paper) * np.abs(strength)).astype(np.uint8)


def _axes(draw: ImageDraw.ImageDraw, frame: Frame, x_name: str) -> None:
    for y in ticks(frame.lows[1], frame.highs[1]):
        start, end = frame.at(frame.lows[0], y), frame.at(frame.highs[0], y)
        draw.line((*start, *end), GRID, 1)
        draw.text((LEFT - 12, start[1]), f"{y:.4g}", INK, SMALL, anchor="rm")
    for x in ticks(frame.lows[0], frame.highs[0]):
        across, foot = frame.at(x, frame.lows[1])
        draw.line((across, foot, across, foot + 5), INK, 1)
        draw.text((across, foot + 8), f"{x:.3g}", INK, SMALL, anchor="ma")
    draw.text((WIDTH - RIGHT - draw.textlength(x_name, SMALL), HEIGHT - BOTTOM + 28), x_name, INK, SMALL)


def ticks(low: float, high: float) -> list[float]:
    """Four to nine round numbers from low to high: multiples of 1, 2 or 5 times a power of ten."""
    if high <= low:
        return [low]
    power = 10.0 ** np.floor(np.log10((high - low) / 4))
    step = max(times * power for times in (1, 2, 5) if (high - low) / (times * power) >= 4)
    first, last = int(np.ceil(low / step - 1e-9)), int(np.floor(high / step + 1e-9))
    return [number * step for number in range(first, last + 1)]


def _line(
    draw: ImageDraw.ImageDraw, points: list[tuple[float, float]], colour: tuple[int, ...], *, dashed: bool
) -> None:
    if not dashed:
        draw.line(points, colour, 3)
        return
    for (x0, y0), (x1, y1) in pairwise(points):
        pieces = max(1, round(np.hypot(x1 - x0, y1 - y0) / 12))
        for piece in range(pieces):
            a, b = piece / pieces, (piece + 0.6) / pieces
            draw.line((x0 + a * (x1 - x0), y0 + a * (y1 - y0), x0 + b * (x1 - x0), y0 + b * (y1 - y0)), colour, 3)


def _legend(draw: ImageDraw.ImageDraw, number: int, name: str, colour: tuple[int, ...]) -> None:
    x, y = LEFT + number % 3 * 270, HEIGHT - 44 + number // 3 * 22
    _line(draw, [(x, y + 9), (x + 34, y + 9)], colour, dashed=number % 2 == 1)
    draw.text((x + 44, y), name, INK, SMALL)
