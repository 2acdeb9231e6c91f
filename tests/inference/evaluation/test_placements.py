"""The command that places the questions of timed lectures."""

import json
from pathlib import Path

import pytest

from inference.evaluation.__main__ import main

OPEN_LICENSE = Path(__file__).parents[2] / "material/questions/open-license.json"


def test_no_probe_of_a_real_talk_cuts_a_sentence_or_comes_too_soon(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "placements.jsonl"

    assert main(["placements", "--path", str(OPEN_LICENSE), "--out", str(out)]) == 0

    found = json.loads(capsys.readouterr().out)
    assert found["probes"] >= 1
    assert (found["cut_a_sentence"], found["sooner_than_settled"]) == (0, 0)
    first = json.loads(out.read_text().splitlines()[0])
    assert first["before"]
    assert first["stem"].endswith("?")


def test_a_lecture_without_times_has_no_probe(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    untimed = tmp_path / "talk.json"
    untimed.write_text(json.dumps({"text": "Entropy is a measure of the disorder of a system. It rises."}))

    assert main(["placements", "--path", str(untimed), "--out", str(tmp_path / "out.jsonl")]) == 0

    assert json.loads(capsys.readouterr().out)["probes"] == 0
