"""`python -m inference.evaluation grading` prints one JSON object per file."""

import json
from pathlib import Path

import pytest

from inference.evaluation.__main__ import main
from tests.inference.grading.cases import MATERIAL

FIFTY = MATERIAL / "scientsbank_50.jsonl"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    assert main(["grading", *arguments]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_labelled_answers_give_every_figure(capsys: pytest.CaptureFixture[str]) -> None:
    (figures,) = run(capsys, str(FIFTY))

    assert figures["n"] == 50
    assert str(figures["engine"]).startswith("grading.embedded@")
    assert set(figures) == {"file", "n", "engine", "2way", "3way", "5way", "score", "ece", "answers_per_second"}
    assert set(figures["2way"]) == {"accuracy", "macro_f1", "weighted_f1", "qwk"}
    assert set(figures["3way"]) == {"accuracy", "macro_f1", "weighted_f1", "qwk", "recall"}
    assert set(figures["score"]) == {"pearson_r", "rmse"}


def test_the_embedded_grader_beats_both_baselines_and_keeps_pace(capsys: pytest.CaptureFixture[str]) -> None:
    (ours,) = run(capsys, str(FIFTY))
    baselines = [run(capsys, str(FIFTY), "--engine", name)[0] for name in ("overlap", "majority")]

    assert all(ours["2way"]["accuracy"] > other["2way"]["accuracy"] for other in baselines)
    assert ours["answers_per_second"] >= 50


def test_unlabelled_rows_give_only_the_score(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = {"question": "Why?", "reference_answers": ["Energy is conserved."], "score": 1.0}
    rows = [
        {**row, "student_answer": "energy is conserved", "empty": False},
        {**row, "student_answer": "", "empty": True},
    ]
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)))

    (figures,) = run(capsys, str(file))

    assert "2way" not in figures
    assert "ece" not in figures
    assert figures["score_without_empty"]["n"] == 1


def test_limit_and_predictions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.jsonl"

    (figures,) = run(capsys, str(FIFTY), "--limit", "5", "--predictions", str(out), "--engine", "fake")

    verdicts = [json.loads(line) for line in out.read_text().splitlines()]
    assert figures["n"] == len(verdicts) == 5
    assert {"id", "label", "score", "credits", "feedback", "confidence"} <= set(verdicts[0])


@pytest.mark.parametrize("content", ["", "not json", '{"question": "Why?"}', "[1, 2]"])
def test_a_file_that_is_none_is_refused_in_a_sentence(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(content)

    assert main(["grading", str(file)]) == 2
    assert capsys.readouterr().err.endswith(".\n")


def test_an_engine_that_is_none_is_refused_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grading", str(FIFTY), "--engine", "oracle"]) == 2
    assert "oracle" in capsys.readouterr().err
