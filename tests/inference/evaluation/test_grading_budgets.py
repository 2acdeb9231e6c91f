"""The grading table of `make eval ENGINE=llm`, against whatever server is set."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from inference.evaluation.__main__ import main
from inference.evaluation.llm_grading import HEADINGS, evenly
from tests.inference.grading.cases import MATERIAL
from tests.inference.grading.models import obedient, over_http
from tests.scripted_llm import ScriptedServer

pytestmark = pytest.mark.slow

Table = list[list[str]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "scientsbank").mkdir()
    shutil.copy(MATERIAL / "scientsbank_50.jsonl", tmp_path / "scientsbank" / "test-unseen-answers.jsonl")
    return tmp_path


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedServer]:
    with ScriptedServer(context=16_384) as server:
        server.answer_with(over_http())
        monkeypatch.setenv("LLM_URL", server.url)
        monkeypatch.setenv("LLM_LANGUAGES", "en,de,es,fr,it,ja")
        yield server


def table(capsys: pytest.CaptureFixture[str], data: Path, *more: str) -> tuple[Table, Table]:
    """The rows of the attacks and of the answers."""
    assert main(["grading_budgets", "--path", str(data), "--budgets", "0,64", "--answers", "6", *more]) == 0
    lines = [line.strip("| ").split(" | ") for line in capsys.readouterr().out.splitlines() if line]
    return [line for line in lines if line[0] == "canaries"], [line for line in lines if line[0] == "scientsbank"]


def test_each_grader_and_budget_has_its_row(
    server: ScriptedServer, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    attacks, answers = table(capsys, data)

    who = [(row[1], row[2]) for row in answers]
    assert who[2:] == [("embedded", "-"), ("llm", "0"), ("llm", "64"), ("cascade", "as set")]
    assert who[:2] == [("majority", "-"), ("overlap", "-")]
    assert all(len(row) == len(HEADINGS) and row[3] == "6" for row in answers)
    thought = HEADINGS.index("thought")
    assert answers[3][thought] == "0"
    assert int(answers[4][thought]) > 0
    assert [row[3:5] for row in attacks] == [["50", "50"]] * 4


def test_a_server_that_obeys_attacks_is_contained_too(
    server: ScriptedServer, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.answer_with(over_http(obedient(lambda asked: asked.answer)))

    attacks, _ = table(capsys, data)

    assert [row[3] for row in attacks] == ["50"] * 4


def test_without_a_server_a_sentence_says_what_is_missing(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("LLM_URL", raising=False)

    assert main(["grading_budgets", "--path", str(data)]) == 2
    assert "LLM_URL" in capsys.readouterr().err


def test_without_data_the_attacks_are_run_alone(
    server: ScriptedServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["grading_budgets", "--path", str(tmp_path / "none"), "--budgets", "0"]) == 0

    printed = capsys.readouterr()
    assert printed.out.count("| canaries |") == 3
    assert printed.err.startswith("Skipped")


def test_a_sample_comes_from_the_whole_file() -> None:
    rows = [{"id": i} for i in range(10)]

    assert [row["id"] for row in evenly(rows, 4)] == [0, 2, 5, 7]
    assert evenly(rows, 99) == rows
