"""Says which layers have stopped telling positives from negatives."""

from collections.abc import Sequence

from inference.learning.forward_forward.layer import Step

NOTHING_TOLD = 0.51
"""Accuracy up to here is chance."""
EPOCHS = 2


def dead_layers(history: Sequence[Sequence[Step]]) -> tuple[int, ...]:
    """Numbers (from 1) of the layers whose accuracy was at chance in each of the last two epochs: mostly the threshold
    is too high for them, and every row lies under it."""
    if len(history) < EPOCHS:
        return ()
    last = history[-EPOCHS:]
    return tuple(
        number + 1 for number in range(len(last[0])) if all(epoch[number].accuracy <= NOTHING_TOLD for epoch in last)
    )
