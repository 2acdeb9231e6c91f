"""Weights learned from what instructors kept."""

import json
from pathlib import Path

import pytest

from inference.questions.ranking import WEIGHTS_FILE
from inference.questions.refit import Decision, loss, main, read_decisions, refit
from inference.questions.weights import load_weights, text_features


def decision(worth: float, rule: str, score: float = 0.5) -> Decision:
    features = text_features("What is entropy?", "Entropy is disorder.", rule=rule, source="speech")
    return Decision(worth, score, features)


def row(**changed: object) -> dict[str, object]:
    given = {"stem": "What is entropy?", "answer": "Entropy is disorder.", "rule": "is a", "source": "speech"}
    return {"decision": "approved", "score": 0.5, **given, **changed}


def test_a_rule_whose_questions_are_kept_gains_and_one_whose_are_rejected_loses() -> None:
    changes = refit([decision(1.0, "is a")] * 20 + [decision(0.0, "where")] * 20)

    assert changes["rule: is a"] > 0.5
    assert changes["rule: where"] < -0.5


def test_few_decisions_move_the_hand_set_weights_little_and_many_more() -> None:
    few, many = (refit([decision(1.0, "is a")] * count)["rule: is a"] for count in (2, 60))

    assert 0 < few < 0.2 < many


def test_what_was_rightly_foreseen_changes_nothing() -> None:
    changes = refit([decision(1.0, "is a"), decision(0.0, "is a")] * 10)

    assert "rule: is a" not in changes


def test_the_new_weights_fit_the_decisions_better() -> None:
    decisions = [decision(1.0, "is a", 0.2)] * 10 + [decision(0.0, "where", 0.8)] * 10

    assert loss(decisions, refit(decisions)) < loss(decisions, {})


@pytest.mark.parametrize("as_lines", [True, False], ids=["JSON lines", "a JSON array"])
def test_the_command_writes_weights_that_the_writer_reads(tmp_path: Path, as_lines: bool) -> None:
    rows = [row(decision="rejected", rule="where", score=0.9)] * 12
    decisions, out = tmp_path / "decisions.jsonl", tmp_path / "weights.json"
    decisions.write_text("\n".join(map(json.dumps, rows)) if as_lines else json.dumps(rows))

    assert main([str(decisions), "--out", str(out)]) == 0

    before, after = load_weights(WEIGHTS_FILE), load_weights(out)
    assert after["rule: where"] < before["rule: where"]
    assert after["salience"] == before["salience"]


def test_an_edited_question_lies_between_the_two(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text("\n".join(json.dumps(row(decision=name)) for name in ("rejected", "edited", "approved")))

    assert [each.worth for each in read_decisions(path)] == [0.0, 0.5, 1.0]


@pytest.mark.parametrize("content", ["", "nonsense", "[1]", '{"decision": "liked"}'])
def test_an_unusable_file_is_refused_with_a_sentence(
    tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text(content)

    assert main([str(path)]) == 2
    assert capsys.readouterr().err.strip().endswith(".")
