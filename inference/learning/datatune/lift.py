"""What the rows are worth: the grader's head trained with none, raw, transformed, and also synthetic data.

As in the paper's comparison, in our domain. *Raw* is the target set as people judged it; *transformed* adds other sets
brought into its form, *synthetic* what rules or a model made of reference answers. Judged on questions, and on modules,
that the training has not seen; rows made from a question that is judged are left out of the training too. scikit-learn
is needed (the development set-up).
"""

import json
import random
import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inference.errors import BadInput
from inference.evaluation.figures import macro_f1
from inference.grading.head import CORRECT
from inference.grading.reading import read
from inference.grading.train import Example, example_of, fit
from inference.learning.datatune.checks import AS_IT_IS
from inference.learning.datatune.rows import TrainingRow

TARGET_SET = "scientsbank"
TARGET = f"grading/{TARGET_SET}/train.jsonl"
"""Only train data is read: questions and modules of it are left out in turn."""
FOLDS = 5
MODEL = "llm"
RULES, OTHER_SETS = "rules", "other sets"
"""Who made a row, beside MODEL: transforms of reference answers; people, for another set than the target."""
OVERLAP = 0.5
"""Share of the reference's words that the untrained rule asks for."""


@dataclass(frozen=True, slots=True)
class Judged:
    example: Example
    question: str
    module: str
    overlap: float


def measure(
    rows: Sequence[TrainingRow], data: Path, *, seeds: int = 5, tell: Callable[[str], None] = lambda _: None
) -> dict[str, Any]:
    """`lines`: trained on; mean 2-way macro-F1 and its spread over seeds with questions left out; with modules. Each is
    told as soon as it is known, for all of them take minutes."""
    judged = _read_target(data / TARGET)
    made = [(row, _example(row)) for row in rows if _maker(row)]
    count = Counter(_maker(row) for row, _ in made)
    parts: dict[str, tuple[bool, Sequence[str]] | None] = {
        "none (half of the reference's words)": None,
        "raw": (True, ()),
        "transformed": (True, (OTHER_SETS,)),
        "transformed + synthetic (rules)": (True, (OTHER_SETS, RULES)),
    }
    if count[MODEL]:
        parts["transformed + synthetic (rules, model)"] = (True, (OTHER_SETS, RULES, MODEL))
        parts["raw + synthetic (model)"] = (True, (MODEL,))
    if count[OTHER_SETS]:
        parts["transformed without raw"] = (False, (OTHER_SETS,))
    if count[RULES]:
        parts["synthetic alone (rules)"] = (False, (RULES,))
    if count[MODEL]:
        parts["synthetic alone (model)"] = (False, (MODEL,))
    lines = []
    for name, part in parts.items():
        scores = ([_score(judged, made, part, way, seed) for seed in range(seeds)] for way in ("question", "module"))
        lines.append([name, *map(_spread, scores)])
        tell(": ".join((name, ", ".join(lines[-1][1:]))))
    return {"lines": lines, "seeds": seeds, "judged": len(judged), "made": dict(count)}


def _maker(row: TrainingRow) -> str:
    """ "" for the target's own rows, which are read from its file."""
    if row.made_by == AS_IT_IS:
        return "" if row.dataset == TARGET_SET else OTHER_SETS
    return MODEL if row.made_by == MODEL else RULES


def _score(
    judged: Sequence[Judged],
    made: Sequence[tuple[TrainingRow, Example]],
    part: tuple[bool, Sequence[str]] | None,
    way: str,
    seed: int,
) -> float:
    gold: list[str] = []
    guessed: list[str] = []
    for left_out in _folds(judged, way, seed):
        tested = [one for one in judged if getattr(one, way) in left_out]
        gold += [_two(one.example.label == CORRECT) for one in tested]
        guessed += _guesses(judged, tested, made, part)
    return macro_f1(gold, guessed)


def _guesses(
    judged: Sequence[Judged],
    tested: Sequence[Judged],
    made: Sequence[tuple[TrainingRow, Example]],
    part: tuple[bool, Sequence[str]] | None,
) -> list[str]:
    if part is None:
        return [_two(one.overlap >= OVERLAP) for one in tested]
    with_people, makers = part
    closed = {one.question for one in tested}
    people = [one.example for one in judged if one.question not in closed] if with_people else []
    ours = [example for row, example in made if row.group.partition("/")[2] not in closed and _maker(row) in makers]
    head = fit([*people, *ours])
    return [_two(head.probabilities(one.example.values, one.example.cues)[CORRECT] >= 0.5) for one in tested]


def _folds(judged: Sequence[Judged], way: str, seed: int) -> Iterator[set[str]]:
    """Groups in five parts of about the same size; modules, of which there are few, each once."""
    groups = sorted({getattr(one, way) for one in judged})
    random.Random(seed).shuffle(groups)
    count = min(FOLDS, len(groups))
    for fold in range(count):
        yield set(groups[fold::count])


def _read_target(path: Path) -> list[Judged]:
    if not path.is_file():
        raise BadInput("datatune.data", f"The lift is judged on {path}, which is not there.")
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [_judged(row) for row in rows]


def _judged(row: Mapping[str, Any]) -> Judged:
    made = TrainingRow(
        {"question": row["question"], "reference": row["reference_answers"][0], "answer": row["student_answer"]},
        row["label_5way"],
        row["dataset"],
        "",
        row["question_id"],
        AS_IT_IS,
    )
    reference, answer = read(made.input["reference"]).words, read(made.input["answer"]).words
    wanted, said = {word.base for word in reference}, {word.base for word in answer}
    return Judged(_example(made), row["question_id"], row["domain"], len(wanted & said) / max(1, len(wanted)))


def _example(row: TrainingRow) -> Example:
    return example_of(
        {
            "question": row.input["question"],
            "reference_answers": [row.input["reference"]],
            "student_answer": row.input["answer"],
            "label_5way": row.output,
            "question_id": row.group,
            "domain": row.dataset,
            "dataset": row.dataset,
        }
    )


def _two(is_correct: bool) -> str:
    return "correct" if is_correct else "incorrect"


def _spread(scores: Sequence[float]) -> str:
    deviation = statistics.stdev(scores) if len(scores) > 1 else 0.0
    return f"{statistics.mean(scores):.3f} ± {deviation:.3f}"
