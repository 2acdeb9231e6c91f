"""`python -m inference.learning.datatune plan | run | report | export`."""

import json
from pathlib import Path

import pytest

from inference.learning.datatune import cards, lift
from inference.learning.datatune.__main__ import main
from inference.learning.datatune.rows import TrainingRow

ROW = {
    "question_id": "q1",
    "question": "Why does <b>ice</b> float?",
    "reference_answers": ["Because ice is less dense than water."],
    "student_answer": "it is lighter <script>alert(1)</script>",
    "label_5way": "correct",
    "domain": "X",
    "dataset": "scientsbank",
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    path = folder / "grading" / "scientsbank" / "train.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(ROW) + "\n")
    return folder


@pytest.fixture
def run(tmp_path: Path, data: Path) -> Path:
    folder = tmp_path / "run"
    assert main(["plan", "--task", "grading", "--out", str(folder / "plan.json"), "--data", str(data)]) == 0
    assert main(["run", str(folder / "plan.json"), "--data", str(data)]) == 0
    return folder


def test_a_plan_names_the_sets_that_are_there(run: Path) -> None:
    plan = json.loads((run / "plan.json").read_text())

    assert [source["dataset"] for source in plan["sources"]] == ["scientsbank"]
    assert plan["backend"] == "rules"


def test_a_report_tells_of_diversity_and_writes_no_html_of_a_row(run: Path, data: Path) -> None:
    assert main(["report", str(run), "--data", str(data)]) == 0

    found = json.loads((run / "report.json").read_text())
    page = (run / "report.html").read_text()
    assert found["rows"] == found["diversity"]["all"]["rows"] > 3
    assert 0 <= found["difficulty"]["all"] <= 1
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_rows_of_another_run_have_lift_beside_these_and_nothing_else(
    run: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[str] = []
    monkeypatch.setattr(lift, "measure", lambda rows, *_, **__: given.extend(row.made_by for row in rows) or {})
    fields = {"question": "Why?", "reference": "So.", "answer": "Thus."}
    other = TrainingRow(fields, "correct", "fairytale_qa", "Apache-2.0", "fairytale_qa/1", "llm")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "rows.jsonl").write_text(json.dumps(other.as_json()) + "\n")

    assert main(["report", str(run), "--data", str(data), "--lift", "--beside", str(tmp_path / "other")]) == 0

    found = json.loads((run / "report.json").read_text())
    assert given[-1] == "llm"
    assert len(given) == found["rows"] + 1
    assert "llm" not in found["by_transform"]


@pytest.mark.parametrize(
    ("form", "key"), [("exemplars", "input"), ("sft-jsonl", "messages"), ("grader", "student_answer")]
)
def test_rows_are_exported_in_each_form(run: Path, form: str, key: str) -> None:
    assert main(["export", str(run), "--as", form]) == 0

    lines = [json.loads(line) for part in ("train", "held-out") for line in (run / f"{form}.{part}.jsonl").open()]
    assert len(lines) == len((run / "rows.jsonl").read_text().splitlines())
    assert all(key in line for line in lines)


def test_an_empty_folder_is_told_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["plan", "--task", "grading", "--out", str(tmp_path / "p.json"), "--data", str(tmp_path)])

    assert code == 2
    assert "No data set below" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["run", "nowhere.json"], ["plan", "--task", "juggling", "--out", "x.json"]])
def test_what_cannot_be_read_is_told_in_a_sentence(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_every_card_has_a_licence_and_columns_for_its_roles() -> None:
    for card in cards.load_cards():
        assert card.licence
        for roles in card.roles.values():
            assert set(roles.values()) <= set(card.columns)
