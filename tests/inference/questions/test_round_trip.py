"""Whether a question, asked back, is answered by its own answer and by nothing else."""

import pytest

from inference.questions.question import Evidence, KeyPoint, WrittenQuestion
from inference.questions.round_trip import ANOTHER_FITS, NOT_RECOGNISED, RoundTrip, embedded_round_trip, survivors


def question(stem: str, answer: str, *points: str) -> WrittenQuestion:
    return WrittenQuestion(
        stem=stem,
        wh="what",
        bloom="remember",
        reference_answers=(answer,),
        key_points=tuple(KeyPoint(point) for point in points or (answer,)),
        evidence=Evidence(0.0, 5.0, answer),
        score=0.5,
        source="speech",
        rule="is a",
    )


ENTROPY = question(
    "What is entropy?", "Entropy is a measure of the disorder of a system.", "a measure of the disorder of a system"
)
ENZYMES = question(
    "How do enzymes speed up reactions?",
    "Enzymes speed up reactions by lowering the barrier.",
    "lowering the barrier",
)


@pytest.fixture(scope="module")
def trip() -> RoundTrip:
    return embedded_round_trip()


def test_a_fair_question_passes_beside_another(trip: RoundTrip) -> None:
    assert trip.flaw(ENTROPY, [ENZYMES]) == ""


def test_key_points_that_the_reference_answer_misses_are_a_flaw(trip: RoundTrip) -> None:
    odd = question("What is entropy?", "Entropy is a measure of disorder.", "the transfer of heat between reservoirs")

    assert trip.flaw(odd) == NOT_RECOGNISED


def test_neither_silence_nor_the_stem_earns_anything(trip: RoundTrip) -> None:
    assert trip.share(ENTROPY, "") == 0
    assert trip.share(ENTROPY, ENTROPY.stem) == 0


def test_two_questions_with_one_answer_do_not_stand_side_by_side(trip: RoundTrip) -> None:
    same = question("What does entropy measure?", "Entropy measures the disorder of a system.", "disorder of a system")

    kept, flaws = survivors([ENTROPY, same, ENZYMES], trip, count=5)

    assert kept == [ENTROPY, ENZYMES]
    assert flaws == {ANOTHER_FITS: 1}


def test_no_more_are_kept_than_are_wanted(trip: RoundTrip) -> None:
    kept, _ = survivors([ENTROPY, ENZYMES], trip, count=1)

    assert kept == [ENTROPY]
