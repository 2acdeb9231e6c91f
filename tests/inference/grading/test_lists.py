"""The parts of a list may be named in any order."""

from itertools import permutations

import pytest

from inference.grading.embedded import EmbeddedGrader
from inference.grading.verdict import GradingTask

PARTS = ("sunlight", "water", "carbon dioxide")


@pytest.mark.parametrize("order", list(permutations(PARTS)), ids=" ".join)
def test_a_list_in_another_order_is_right(order: tuple[str, ...]) -> None:
    task = GradingTask(
        question="What does a plant need for photosynthesis?",
        reference_answers=("Sunlight, water and carbon dioxide.",),
        key_points=(),
        response=f"{order[0]}, {order[1]} and {order[2]}",
    )

    (verdict,) = EmbeddedGrader().grade([task])

    assert (verdict.label, verdict.conflict) == ("correct", "")


def test_who_does_what_to_whom_still_matters() -> None:
    task = GradingTask(
        question="What do foxes do?",
        reference_answers=("Foxes eat rabbits.",),
        key_points=(),
        response="Rabbits eat foxes.",
    )

    (verdict,) = EmbeddedGrader().grade([task])

    assert verdict.label == "contradictory"
