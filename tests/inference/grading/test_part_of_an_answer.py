"""A part of an answer earns a part of the points: full credit needs what is distinct about a key point."""

import pytest

from inference.grading.verdict import GradingTask
from inference.questions.question import KeyPoint
from tests.inference.grading.cases import share

BALL = ("What is a wrecking ball?", "a heavy steel ball that demolishes buildings")
BOB = ("Why is the bob dangerous?", "because 150 joules are enough to kill a person")
ENERGY = ("What is mechanical energy?", "Mechanical energy is the sum of kinetic energy and potential energy.")
PENDULUM = ("What is a pendulum?", "a weight that swings from a fixed point")
CELL = ("What does the cell membrane do?", "It controls which substances enter and leave the cell.")
INFLATION = ("What is inflation?", "a general rise of prices over time")
STACK = ("What is a stack?", "a data structure that returns the last element first")
EROSION = ("What is erosion?", "the removal of soil by wind and water")
TREATY = ("What did the treaty do?", "It ended the war and founded a parliament.")
HEART = ("What does the heart do?", "It pumps blood through the body.")
PHOTOSYNTHESIS = ("What does photosynthesis need?", "sunlight, water and carbon dioxide")

PARTS = [
    (*ENERGY, "The kinetic energy."),
    (*BOB, "Because it has 150 joules."),
    (*BOB, "It can kill a person."),
    (*BALL, "It demolishes buildings."),
    (*BALL, "A heavy ball."),
    (*PENDULUM, "A weight that swings."),
    (*INFLATION, "A rise."),
    (*STACK, "A data structure."),
    (*EROSION, "The removal of soil."),
    (*TREATY, "It ended the war."),
    (*TREATY, "It founded a parliament."),
    (*PHOTOSYNTHESIS, "Sunlight."),
]
WHOLES = [
    (*ENERGY, "Kinetic plus potential energy, the sum of both."),
    (*BOB, "150 joules is enough to kill someone."),
    (*BALL, "A heavy ball of steel used to demolish buildings."),
    (*PENDULUM, "A weight swinging from a point that is fixed."),
    (*CELL, "It controls what substances can enter or leave."),
    (*INFLATION, "A rise in prices in general, over time."),
    (*HEART, "It pumps the blood around the body."),
    (*PHOTOSYNTHESIS, "It needs sunlight, water and also carbon dioxide."),
]
SHARED = [
    (("potential energy", "kinetic energy"), "What are the forms of mechanical power?", "Kinetic energy."),
    (("potential energy", "kinetic energy"), "What are the forms of mechanical power?", "Potential energy."),
    (("plant cells", "animal cells"), "What did he look at?", "Plant cells."),
    (("fiscal policy", "monetary policy"), "How does the state steer demand?", "By fiscal policy."),
    (("igneous rock", "sedimentary rock"), "What lies below the valley?", "Igneous rock."),
]

both_ways = pytest.mark.parametrize("with_rubric", [True, False], ids=["rubric", "reference alone"])


def _task(question: str, reference: str, response: str, *, with_rubric: bool) -> GradingTask:
    return GradingTask(question, (reference,), (KeyPoint(reference),) if with_rubric else (), response)


@both_ways
@pytest.mark.parametrize(("question", "reference", "response"), PARTS)
def test_a_part_earns_some_but_not_all(question: str, reference: str, response: str, with_rubric: bool) -> None:
    assert 0.25 <= share(_task(question, reference, response, with_rubric=with_rubric)) <= 0.75


@both_ways
@pytest.mark.parametrize(("question", "reference", "response"), WHOLES)
def test_the_whole_in_other_words_earns_all(question: str, reference: str, response: str, with_rubric: bool) -> None:
    assert share(_task(question, reference, response, with_rubric=with_rubric)) == 1


@both_ways
@pytest.mark.parametrize(("question", "reference"), sorted({case[:2] for case in PARTS + WHOLES}))
def test_the_reference_itself_earns_all(question: str, reference: str, with_rubric: bool) -> None:
    said = f"{reference.rstrip('.')}, as we heard."

    assert share(_task(question, reference, said, with_rubric=with_rubric)) == 1


@pytest.mark.parametrize(("points", "question", "response"), SHARED)
def test_a_word_that_key_points_share_earns_only_the_one_meant(
    points: tuple[str, ...], question: str, response: str
) -> None:
    task = GradingTask(question, (" and ".join(points),), tuple(map(KeyPoint, points)), response)

    assert share(task) == 0.5
