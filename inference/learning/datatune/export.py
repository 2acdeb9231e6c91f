"""Rows in the forms that others take: exemplars for prompts, chats for fine-tuning, graded answers for the grader."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from inference.learning.datatune.rows import TrainingRow
from inference.learning.datatune.task import TaskSpec

SCORES = {"correct": 1.0, "partially_correct_incomplete": 0.5}


def as_exemplars(rows: Sequence[TrainingRow], task: TaskSpec) -> Iterator[dict[str, Any]]:
    """With licence and source, so that whoever shows one can name where it comes from."""
    for row in rows:
        source = {"dataset": row.dataset, "group": row.group, "licence": row.licence}
        yield {"input": dict(row.input), "output": row.output, "source": source}


def as_chats(rows: Sequence[TrainingRow], task: TaskSpec) -> Iterator[dict[str, Any]]:
    """Chats for supervised fine-tuning; `reasoning_content` is empty, for a model that answers without thinking."""
    for row in rows:
        asked = "\n".join(f"{name}: {row.input[name]}" for name in task.inputs)
        yield {
            "messages": [
                {"role": "system", "content": task.instruction},
                {"role": "user", "content": asked},
                {"role": "assistant", "content": row.output, "reasoning_content": ""},
            ],
            "licence": row.licence,
        }


def as_graded_answers(rows: Sequence[TrainingRow], task: TaskSpec) -> Iterator[dict[str, Any]]:
    """What `python -m inference.evaluation grading` and the grader's training read."""
    for number, row in enumerate(rows):
        correct = row.output == "correct"
        yield {
            "id": f"datatune/{number}",
            "dataset": row.dataset,
            "question_id": row.group,
            "question": row.input["question"],
            "reference_answers": [row.input["reference"]],
            "student_answer": row.input["answer"],
            "label_5way": row.output,
            "label_3way": row.output if row.output in ("correct", "contradictory") else "incorrect",
            "label_2way": "correct" if correct else "incorrect",
            "score": SCORES.get(row.output, 0.0),
            "made_by": row.made_by,
            "licence": row.licence,
        }


Form = Callable[[Sequence[TrainingRow], TaskSpec], Iterator[dict[str, Any]]]
FORMS: Mapping[str, Form] = {"exemplars": as_exemplars, "sft-jsonl": as_chats, "grader": as_graded_answers}


def write(form: str, rows: Sequence[TrainingRow], task: TaskSpec, path: Path) -> int:
    """The number of rows written."""
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in FORMS[form](rows, task)]
    path.write_text("".join(lines), encoding="utf-8")
    return len(lines)
