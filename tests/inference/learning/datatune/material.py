"""A small data folder with one set of graded answers and one of questions, and rows for tests."""

import json
from collections.abc import Sequence
from pathlib import Path

from inference.learning.datatune.cards import DatasetCard
from inference.learning.datatune.rows import SourceRow, TrainingRow

REFERENCES = {
    "q1": ("What does the turbine turn?", "The turbine turns the generator and the generator makes electricity."),
    "q2": ("Why does ice float?", "Because ice is less dense than water."),
    "q3": ("How many legs has a spider?", "A spider has 8 legs."),
}
ANSWERS = (
    ("q1", "it turns the generator", "partially_correct_incomplete"),
    ("q1", "the generator makes current as the turbine spins", "correct"),
    ("q2", "ice is heavier than water", "contradictory"),
    ("q2", "I like ice cream", "irrelevant"),
    ("q3", "eight", "correct"),
    ("q3", "no clue", "non_domain"),
)
GRADED = DatasetCard(
    name="graded",
    description="Learners' short answers to questions, judged against a reference answer.",
    tags=("grading", "short answers"),
    licence="CC0",
    file="graded.jsonl",
    columns={"question": "the question", "references": "right answers", "answer": "an answer", "label": "the verdict"},
    group="qid",
    roles={"grading": {"question": "question", "reference": "references", "answer": "answer", "output": "label"}},
)
SENTENCES = DatasetCard(
    name="sentences",
    description="Sentences of an encyclopedia with a question about each.",
    tags=("questions", "reading"),
    licence="CC0",
    file="sentences.jsonl",
    columns={"sentence": "a sentence", "question": "a question"},
    group="sentence",
    roles={"questions": {"passage": "sentence", "output": "question"}},
)
CARDS = (GRADED, SENTENCES)


def write_data(folder: Path, copies: int = 1) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    rows = [
        {
            "qid": f"{qid}-{copy}",
            "question": REFERENCES[qid][0],
            "references": [REFERENCES[qid][1]],
            "answer": answer if not copy else f"{answer}, attempt {copy} of many",
            "label": label,
        }
        for copy in range(copies)
        for qid, answer, label in ANSWERS
    ]
    _write(folder / "graded.jsonl", rows)
    _write(
        folder / "sentences.jsonl", [{"sentence": "Water boils at 100 degrees.", "question": "When does water boil?"}]
    )
    return folder


def source_row(reference: str, *, question: str = "Why?", group: str = "graded/q", output: str = "") -> SourceRow:
    return SourceRow("graded", "CC0", group, {"question": question, "reference": reference}, output)


def training_row(answer: str, output: str = "correct", **changes: str) -> TrainingRow:
    fields = {"question": "Why?", "reference": "Because it is so.", "answer": answer}
    return TrainingRow(
        {**fields, **{k: v for k, v in changes.items() if k in fields}},
        output,
        "graded",
        "CC0",
        changes.get("group", "graded/q"),
        changes.get("made_by", "as_it_is"),
    )


def _write(path: Path, rows: Sequence[dict[str, object]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
