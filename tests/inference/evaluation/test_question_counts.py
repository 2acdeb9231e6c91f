"""The command that counts the questions of lectures."""

import json
from pathlib import Path

import pytest

from inference.evaluation.__main__ import main

OPEN_LICENSE = Path(__file__).parents[2] / "material/questions/open-license.json"


def test_each_lecture_gives_a_line_with_its_questions_by_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["questions", str(OPEN_LICENSE)]) == 0

    line = json.loads(capsys.readouterr().out)
    assert line["file"] == "open-license.json"
    assert line["questions"] == sum(line["by_rule"].values()) > 0


def test_a_folder_without_transcripts_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["questions", str(tmp_path)]) == 2

    assert "There is no transcript" in capsys.readouterr().err
