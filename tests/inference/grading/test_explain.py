"""`python -m inference.grading --explain` says what a grade rests on."""

import json
from typing import Any

import pytest

from inference.grading.__main__ import main
from inference.grading.features import NAMES

ASKED = ["--question", "What do mitochondria do?", "--reference", "Mitochondria produce ATP, the fuel of the cell."]
POINTS = ["--key-point", "they produce ATP", "--key-point", "ATP is the fuel of the cell"]


@pytest.fixture
def explained(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert main(["--explain", *ASKED, *POINTS, "--response", "They produce ATP."]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer["explanation"]


def test_key_points_are_shown_with_what_matched_and_what_is_missing(explained: dict[str, Any]) -> None:
    first, second = explained["key_points"]

    assert [match["found"] for match in first["matches"]] == ["produce", "atp"]
    assert (first["missing"], first["coverage"]) == ([], 1.0)
    assert second["missing"] == ["fuel", "cell"]


def test_every_feature_is_shown_with_its_weight_strongest_pull_first(explained: dict[str, Any]) -> None:
    features = explained["features"]
    pulls = [abs(feature["pull"]) for feature in features.values()]

    assert set(features) == set(NAMES)
    assert pulls == sorted(pulls, reverse=True)
    assert all(set(feature) == {"value", "weight", "pull"} for feature in features.values())
    assert features["coverage"]["weight"] >= 0


def test_probabilities_are_shown_and_sum_to_one(explained: dict[str, Any]) -> None:
    assert sum(explained["probabilities"].values()) == pytest.approx(1.0, abs=0.01)


def test_a_task_that_cannot_be_read_is_refused_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ASKED, "--response", ""]) == 0
    assert main(["--question", "Why?", "--response", "Because."]) == 2
    assert capsys.readouterr().err.endswith(".\n")
