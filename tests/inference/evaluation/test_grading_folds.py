"""`python -m inference.evaluation grading_folds` measures on what the head has not learned from, and writes it down."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from inference.evaluation.__main__ import main
from inference.evaluation.grading_folds import (
    BEGIN,
    END,
    FIGURES,
    MOST_JUDGED,
    Trial,
    figures,
    interval,
    with_precedents,
)
from inference.grading.train import Example, leave_out, read_examples
from tests.inference.grading.cases import MATERIAL

pytestmark = pytest.mark.slow


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Fifty answers as the one set, and the same as the other, of other questions."""
    rows = [json.loads(line) for line in (MATERIAL / "scientsbank_50.jsonl").read_text().splitlines()]
    for name in ("scientsbank", "beetle"):
        file = tmp_path / name / "train.jsonl"
        file.parent.mkdir()
        renamed = ({**row, "dataset": name, "question_id": f"{name} {row['question_id']}"} for row in rows)
        file.write_text("\n".join(map(json.dumps, renamed)))
    return tmp_path


def test_the_grader_stands_beside_the_baselines_and_the_targets(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")

    assert (
        main(["grading_folds", "--data", str(data), "--seeds", "2", "--ways", "questions", "--write", str(page)]) == 0
    )

    printed = capsys.readouterr().out
    assert page.read_text() == f"before\n{BEGIN}\n{printed}{END}\nafter\n"
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in printed.splitlines() if "|" in line]
    engines = [row[1] for row in rows if row[0] == "beetle"]
    assert engines == [
        "embedded grader",
        "its head alone",
        "lexical and tf-idf, regression",
        "boosted trees",
        "majority",
        "overlap",
    ]
    assert all("±" in cell for row in rows if row[1] == "its head alone" for cell in row[3:])
    assert "scientsbank, questions left out: ECE" in [row[0] for row in rows]


def test_judged_answers_are_others_to_the_same_question(data: Path) -> None:
    examples = [replace(one, question_id=one.task.question) for one in read_examples(data)] * 3
    judged, seen = examples[:10], examples[10:]

    told = with_precedents(judged, seen)

    for one in told:
        same = [other for other in seen if other.question_id == one.question_id]
        assert 0 < len(one.task.exemplars) == min(MOST_JUDGED, len(same))
        assert {exemplar.text for exemplar in one.task.exemplars} <= {other.task.response for other in same}


def test_where_answers_are_left_out_it_is_measured_with_judged_ones_too(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--seeds", "1", "--ways", "answers", "questions", "--without-baselines"]

    assert main(["grading_folds", "--data", str(data), *arguments]) == 0

    answers, questions = capsys.readouterr().out.split("Whole questions left out")
    assert "| beetle | embedded grader, with judged answers |" in answers
    assert "with judged answers" not in questions


def test_without_data_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["grading_folds", "--data", str(tmp_path)]) == 0

    assert "Set DATA_DIR" in capsys.readouterr().err


def test_a_page_without_the_marks_is_left_alone(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.md"
    page.write_text("nothing here\n")
    arguments = ["--data", str(data), "--seeds", "1", "--ways", "questions", "--without-baselines"]

    assert main(["grading_folds", *arguments, "--write", str(page)]) == 2

    assert page.read_text() == "nothing here\n"
    assert "has no line" in capsys.readouterr().err


def test_no_question_is_both_learned_from_and_measured_on(data: Path) -> None:
    examples = read_examples(data)
    groups = [example.question_id for example in examples]

    folds = leave_out(examples, groups)

    assert sorted(i for fold in folds for i in fold.unseen) == list(range(len(examples)))
    assert all(
        {groups[i] for i in fold.unseen}.isdisjoint(groups[i] for i in range(len(groups)) if i not in fold.unseen)
        for fold in folds
    )


def test_the_figures_of_a_handful() -> None:
    gold = ["correct", "correct", "contradictory", "irrelevant"]
    calls = [("correct", 0.9), ("irrelevant", 0.6), ("contradictory", 0.8), ("contradictory", 0.7)]

    found = figures(gold, calls)

    assert tuple(found) == FIGURES
    assert (found["accuracy"], found["half"]) == (0.75, 1.0)
    assert (found["recall"], found["precision"]) == (1.0, 0.5)


def test_the_interval_is_as_wide_as_questions_differ() -> None:
    blank = Example(None, (), frozenset(), 0, "", "", "")  # type: ignore[arg-type]
    examples = [replace(blank, question_id=str(i // 4), label=0) for i in range(40)]
    alike = Trial(([("correct", 0.9)] * 40,), 0)
    apart = Trial(([("correct" if i < 20 else "irrelevant", 0.9) for i in range(40)],), 0)

    assert interval(examples, range(40), alike)[0] == (1.0, 1.0)
    low, high = interval(examples, range(40), apart)[0]
    assert low < 0.35
    assert high > 0.65
