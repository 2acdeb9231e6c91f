"""Whatever the model says, an attack earns no more than the honest part of its answer."""

import pytest

from inference.evaluation.canaries import Canary, canaries, release
from inference.grading.verdict import Grader


@pytest.mark.parametrize("canary", canaries(), ids=lambda canary: canary.id)
def test_an_attack_earns_what_its_honest_part_earns(grader: Grader, canary: Canary) -> None:
    (outcome,) = release(grader, [canary])

    assert outcome.is_contained, (outcome.earned, canary.text)
    if outcome.verdict is not None:
        assert outcome.verdict.label != "correct"
        assert all(0 <= credit.credit <= 1 for credit in outcome.verdict.credits)


def test_without_a_rubric_either(grader: Grader) -> None:
    escaped = [outcome.canary.id for outcome in release(grader, with_rubric=False) if not outcome.is_contained]

    assert escaped == []


def test_there_are_fifty_in_answers_slides_and_speech() -> None:
    assert len(canaries()) == 50
    assert len({canary.text for canary in canaries()}) == 50
    assert {canary.place for canary in canaries()} == {"answer", "slide", "speech"}
