"""The other decision head: a Forward-Forward network over the features and cues of the regression."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from inference.engines import WORDS, build_engine
from inference.errors import BadInput
from inference.grading import train_forward_forward
from inference.grading.embedded import EmbeddedGrader
from inference.grading.features import NAMES
from inference.grading.forward_forward import ForwardForwardGrader
from inference.grading.forward_forward_head import FARTHEST, read_head, shipped_forward_forward_head, shown
from inference.grading.head import CORRECT, LABELS, shipped_head
from inference.grading.verdict import GradingTask
from inference.learning.forward_forward.training import Schedule
from tests.inference.grading.cases import CASES

QUESTIONS = {
    "q1": ("Why does ice float?", "Because ice is less dense than water."),
    "q2": ("What does the turbine turn?", "The turbine turns the generator."),
    "q3": ("What do roots take in?", "Roots take in water from the soil."),
    "q4": ("What closes the circuit?", "The switch closes the circuit."),
    "q5": ("What does a battery store?", "A battery stores chemical energy."),
    "q6": ("What moves the needle?", "The magnetic field moves the needle."),
}
ANSWERS = (
    ("{reference}", "correct"),
    ("I think: {reference}", "correct"),
    ("no idea about this one", "non_domain"),
    ("it is green and heavy", "irrelevant"),
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, half in (("scientsbank", list(QUESTIONS)[:3]), ("beetle", list(QUESTIONS)[3:])):
        rows = [_row(name, question, answer, label) for question in half for answer, label in ANSWERS * 3]
        path = tmp_path / "data" / name / "train.jsonl"
        path.parent.mkdir(parents=True)
        path.write_text("\n".join(map(json.dumps, rows)))
    return tmp_path / "data"


def _row(name: str, question: str, answer: str, label: str) -> dict[str, Any]:
    text, reference = QUESTIONS[question]
    return {
        "dataset": name,
        "domain": question,
        "question_id": question,
        "question": text,
        "reference_answers": [reference],
        "student_answer": answer.format(reference=reference),
        "label_5way": label,
    }


@pytest.fixture
def trained(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the command, with a longer schedule for so few rows, has left its files."""
    monkeypatch.setattr(train_forward_forward, "SCHEDULE", Schedule(60, batch=8))
    monkeypatch.setattr(train_forward_forward.train, "LEAST_ROWS", 3)
    # So plain answers leave it nothing to calibrate by.
    monkeypatch.setattr(train_forward_forward.train, "calibrate_rubric", lambda *_: (1.0, 0.0))
    places = {"data": data, "out": tmp_path / "h.json", "results": tmp_path / "r.json", "picture": tmp_path / "p.png"}

    assert train_forward_forward.main([f"--{name}={path}" for name, path in places.items()]) == 0

    return tmp_path


def test_the_command_trains_both_heads_and_says_which_is_right_more_often(trained: Path) -> None:
    found = json.loads((trained / "r.json").read_text())

    grades = {
        name: np.mean([one["2way_accuracy"] for way in figures.values() for one in way.values()])
        for name, figures in found["figures"].items()
    }
    assert grades.keys() == {"regression", "forward_forward"}
    assert grades[found["chosen"]] == max(grades.values())
    assert found["figures"]["forward_forward"].keys() == {"questions", "modules"}
    assert found["figures"]["forward_forward"]["questions"]["beetle"]["2way_accuracy"] > 0.8
    for bins in found["reliability_by_question"].values():
        assert sum(one["n"] for one in bins) == 72
        assert all(0.5 <= one["confidence"] <= 1 for one in bins)
    Image.open(trained / "p.png").verify()


def test_a_grader_of_the_trained_head_tells_right_from_wrong(trained: Path) -> None:
    grader = ForwardForwardGrader(head_file=str(trained / "h.json"))
    text, reference = QUESTIONS["q3"]

    right, wrong = grader.grade(
        [GradingTask(text, (reference,), (), answer) for answer in (f"Well: {reference}", "it is green and heavy")]
    )

    assert (right.label, right.score) == ("correct", right.max_score)
    assert wrong.label != "correct"
    assert grader.fingerprint != ForwardForwardGrader().fingerprint


def test_what_was_written_is_read_as_the_same_head(trained: Path) -> None:
    first, again = (read_head(trained / "h.json") for _ in range(2))
    values = tuple(mean for mean, _, _ in first.features.values())

    assert first.probabilities(values, first.cues) == again.probabilities(values, again.cues)
    assert first.cues
    assert len(first.version) == 12
    with np.load(trained / "h.npz") as kept:
        assert not [name for name in kept.files if "velocity" in name]


def test_a_head_without_its_network_is_missing_and_a_broken_one_is_refused(trained: Path) -> None:
    (trained / "h.npz").write_bytes(b"broken")
    with pytest.raises(BadInput, match="not a saved Forward-Forward network"):
        read_head(trained / "h.json")

    (trained / "h.npz").unlink()
    with pytest.raises(FileNotFoundError):
        read_head(trained / "h.json")


def test_the_shipped_head_reads_the_same_features_as_the_regression() -> None:
    ours = shipped_forward_forward_head()

    assert tuple(ours.features) == NAMES == tuple(shipped_head().features)
    assert len(ours.cues) > 100


@pytest.mark.parametrize("far", [0.0, 50.0, -50.0])
def test_probabilities_are_shares_however_far_a_value_lies(far: float) -> None:
    head = shipped_forward_forward_head()
    values = [mean + far * scale for mean, scale, _ in head.features.values()]

    found = head.probabilities(values, ["said gap"])

    assert len(found) == len(LABELS)
    assert sum(found) == pytest.approx(1)
    assert np.abs(shown(np.array([values]), [frozenset()], head)).max() <= FARTHEST + 1e-6


def test_it_is_chosen_by_a_word_and_has_a_name_of_its_own() -> None:
    grader = build_engine("grading", "forward_forward")

    assert WORDS["grading"]["forward_forward"].endswith("ForwardForwardGrader")
    assert isinstance(grader, ForwardForwardGrader)
    assert grader.fingerprint.startswith("grading.forward_forward")
    assert grader.fingerprint != EmbeddedGrader().fingerprint


def test_a_reference_said_whole_is_likelier_correct_than_a_contradiction_of_it() -> None:
    grader = ForwardForwardGrader()
    cases = [case for case in CASES if case.contradiction]

    right = grader.grade([case.task(case.reference, with_rubric=False) for case in cases])
    wrong = grader.grade([case.task(case.contradiction or "", with_rubric=False) for case in cases])

    assert all(verdict.label == "correct" for verdict in right)
    assert sum(verdict.label != "correct" for verdict in wrong) > 0.7 * len(cases)


def test_the_network_decides_what_the_regression_decides_otherwise() -> None:
    head, values = shipped_forward_forward_head(), [mean for mean, _, _ in shipped_head().features.values()]

    assert head.probabilities(values, ())[CORRECT] != shipped_head().probabilities(values, ())[CORRECT]
    assert head.size > 1000
