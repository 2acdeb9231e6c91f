"""Two samples side by side: which parts of the picture changed, which only move, and whether something was added."""

from collections.abc import Iterable
from functools import reduce

import numpy as np

from inference.slides.frames import SAMPLE_HEIGHT, SAMPLE_WIDTH, Grey

BLOCK = 20
ROWS, COLUMNS = SAMPLE_HEIGHT // BLOCK, SAMPLE_WIDTH // BLOCK
CHANGED_BY = 7.0
MOVING_SHARE = 0.35
CHANGED_BLOCKS = 4

Blocks = np.ndarray
"""bool (9, 16): one flag for each block of 20x20 pixels."""


def changed_blocks(before: Grey, after: Grey) -> Blocks:
    """Blocks whose mean absolute difference is more than 7 of 255."""
    difference = np.abs(before.astype(np.int16) - after)
    means = difference.reshape(ROWS, BLOCK, COLUMNS, BLOCK).mean(axis=(1, 3))
    return means > CHANGED_BY


def moving_blocks(changes: Iterable[Blocks], least: int) -> Blocks:
    """Blocks that change in more than 35 % of `changes`, and their neighbours: a talking head, a clip that plays.

    None are where there are fewer than `least` changes to judge by.
    """
    stack = list(changes)
    if len(stack) < least:
        return np.zeros((ROWS, COLUMNS), dtype=bool)
    return _dilated(np.mean(stack, axis=0) > MOVING_SHARE)


def is_change(changed: Blocks, moving: Blocks) -> bool:
    """Whether enough changed outside of what moves anyway. A pointer touches fewer than four blocks."""
    return int((changed & ~moving).sum()) >= CHANGED_BLOCKS


def is_addition(before: Grey, after: Grey, moving: Blocks) -> bool:
    """Whether `after` is `before` with something put on its empty ground: the next bullet, a pen stroke.

    Empty is what has no contrast within two pixels; a change of what was already drawn is no addition.
    """
    still = ~np.kron(moving, np.ones((BLOCK, BLOCK), dtype=bool))
    changed = (np.abs(before.astype(np.int16) - after) > 24) & still
    if not changed.any():
        return True
    was_drawn = _contrast(before) > 24
    return float((changed & was_drawn).sum()) <= 0.06 * float(changed.sum()) + 12


def _contrast(grey: Grey) -> np.ndarray:
    """Brightest minus darkest within two pixels of each pixel."""
    brightest, darkest = _windowed(np.maximum, grey), _windowed(np.minimum, grey)
    return brightest.astype(np.int16) - darkest


def _windowed(pick: np.ufunc, grey: Grey) -> Grey:
    """`pick` over 5x5 pixels, first along the rows, then along the columns."""
    padded = np.pad(grey, 2, mode="edge")
    along = reduce(pick, [padded[:, offset : offset + SAMPLE_WIDTH] for offset in range(5)])
    return reduce(pick, [along[offset : offset + SAMPLE_HEIGHT] for offset in range(5)])


def _dilated(blocks: Blocks) -> Blocks:
    padded = np.pad(blocks, 1)
    return np.logical_or.reduce(
        [padded[row : row + ROWS, column : column + COLUMNS] for row in range(3) for column in range(3)]
    )
