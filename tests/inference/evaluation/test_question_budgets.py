"""The table of a model's questions at several budgets of thinking beside the embedded writer's."""

from pathlib import Path

import pytest

from inference.evaluation.__main__ import main
from tests.inference.evaluation import question_script

pytestmark = pytest.mark.slow

OPEN_LICENSE = Path(__file__).parents[2] / "material/questions/open-license.json"
WRITER = "tests.inference.evaluation.question_script.BudgetedWriter"


def table(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[list[str]]:
    command = ["question_budgets", "--path", str(OPEN_LICENSE), "--engine", WRITER, "--least-words", "100", *arguments]
    assert main(command) == 0
    return [[cell.strip() for cell in line.strip("|\n ").split("|")] for line in capsys.readouterr().out.splitlines()]


def test_the_embedded_writer_comes_first_and_then_a_row_for_each_budget(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(question_script, "BUDGETS", [])

    rows = table(capsys, "--budgets", "0,512")

    assert [row[:2] for row in rows[2:]] == [["embedded", "-"], [WRITER, "0"], [WRITER, "512"]]
    assert question_script.BUDGETS == [0, 512]


def test_what_was_used_and_dropped_stands_in_the_row(capsys: pytest.CaptureFixture[str]) -> None:
    headings, _, embedded, model = table(capsys, "--budgets", "128")

    row = dict(zip(headings, model, strict=True))
    assert (row["read"], row["cached"], row["thought"], row["wrote"]) == ("1,000", "400", "128", "50")
    assert row["dropped most for"] == "stem: vague (3)"
    assert dict(zip(headings, embedded, strict=True))["read"] == "-"


def test_a_folder_that_is_not_there_is_skipped_with_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["question_budgets", "--path", "/no/such/folder"]) == 0

    assert "Set DATA_DIR" in capsys.readouterr().err


def test_budgets_are_numbers() -> None:
    with pytest.raises(SystemExit):
        main(["question_budgets", "--budgets", "much"])
