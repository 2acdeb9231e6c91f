"""What rows are worth: every training is judged on questions, and on modules, that it has not seen."""

import json
from pathlib import Path

import pytest

from inference.errors import BadInput
from inference.learning.datatune.lift import TARGET, measure
from inference.learning.datatune.rows import TrainingRow

pytestmark = pytest.mark.slow

THINGS = ("rock", "leaf", "wire", "magnet", "cloud", "bulb", "seed", "river", "shadow", "lever", "fossil", "spring")
ANSWERS = (
    ("The {} moves because the heat makes the air rise.", "correct"),
    ("The heat makes the air rise and so the {} moves.", "correct"),
    ("The air is in the way of the heat.", "partially_correct_incomplete"),
    ("The {} does not move because the heat makes the air sink.", "contradictory"),
    ("The {} is made of the green stuff in the box.", "irrelevant"),
    ("I do not know the answer to the question.", "non_domain"),
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Twelve questions in four modules, six answers each."""
    rows = [
        {
            "question": f"Why does the {thing} move?",
            "reference_answers": [f"The {thing} moves because the heat makes the air rise."],
            "student_answer": answer.format(thing),
            "label_5way": label,
            "question_id": thing,
            "domain": f"module {number % 4}",
            "dataset": "scientsbank",
        }
        for number, thing in enumerate(THINGS)
        for answer, label in ANSWERS
    ]
    path = tmp_path / TARGET
    path.parent.mkdir(parents=True)
    path.write_text("\n".join(map(json.dumps, rows)))
    return tmp_path


def made(thing: str, made_by: str, dataset: str = "scientsbank") -> TrainingRow:
    fields = {
        "question": f"Why does the {thing} move?",
        "reference": f"The {thing} moves because the heat makes the air rise.",
        "answer": f"The {thing} does not move because the heat makes the air rise.",
    }
    return TrainingRow(fields, "contradictory", dataset, "CC0", f"{dataset}/{thing}", made_by)


def test_raw_transformed_and_synthetic_are_told_apart(data: Path) -> None:
    rows = [
        *(made(thing, "as_it_is") for thing in THINGS),
        *(made(thing, "as_it_is", "beetle") for thing in THINGS * 8),
        *(made(thing, "negate") for thing in THINGS * 8),
    ]
    told: list[str] = []

    found = measure(rows, data, seeds=1, tell=told.append)

    assert found["made"] == {"other sets": 96, "rules": 96}
    assert [name for name, *_ in found["lines"]] == [
        "none (half of the reference's words)",
        "raw",
        "transformed",
        "transformed + synthetic (rules)",
        "transformed without raw",
        "synthetic alone (rules)",
    ]
    assert len(told) == 6
    by_name = {name: float(questions.split(" ")[0]) for name, questions, _ in found["lines"]}
    assert by_name["raw"] > by_name["synthetic alone (rules)"]


def test_a_models_rows_are_a_line_of_their_own(data: Path) -> None:
    rows = [*(made(thing, "negate") for thing in THINGS * 8), *(made(thing, "llm") for thing in THINGS * 8)]

    found = measure(rows, data, seeds=1)

    names = [name for name, *_ in found["lines"]]
    assert {"transformed + synthetic (rules, model)", "raw + synthetic (model)"} < set(names)
    assert names[-2:] == ["synthetic alone (rules)", "synthetic alone (model)"]
    assert "transformed without raw" not in names


def test_without_the_target_a_sentence_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not there"):
        measure([], tmp_path)
