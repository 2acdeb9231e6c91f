"""`python -m inference.evaluation overrides`: what a question's judged answers teach the embedded grader, as a table.

Simulated on train data alone. Of each question twenty answers may be judged, by the labels that people gave them; the
other answers are graded after 0, 5, 10 and 20 of them. The grader's head has not seen the question (five folds). SAF,
which no head is trained on, is graded by the head that is shipped. scikit-learn is needed (the development set-up).
"""

import argparse
import json
import os
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

from inference.evaluation.figures import qwk
from inference.evaluation.grading import task_of
from inference.evaluation.table import Figure, write_table
from inference.grading.embedded import EmbeddedGrader
from inference.grading.head import LABELS, Head, shipped_head
from inference.grading.train import SETS, Example, leave_out, read_examples
from inference.grading.verdict import Exemplar, GradingTask

COUNTS = (0, 5, 10, 20)
JUDGED = max(COUNTS)
LEAST_LEFT = 6
"""Answers of a question that are left to be graded."""
CREDITS = {"correct": 1.0, "partially_correct_incomplete": 0.5}
WHOLE = 0.99
LEAST_GAIN = 4.0
"""Points of accuracy after ten judged answers."""
SAF = "saf_en"
QUARTERS = ("0", "1", "2", "3", "4")


@dataclass(frozen=True, slots=True)
class Answer:
    """`credit` is the share of the points that people gave it."""

    task: GradingTask
    credit: float
    question: str
    dataset: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One answer graded after `count` others had been judged: shares of the points, by people and by the grader."""

    dataset: str
    question: str
    count: int
    gold: float
    given: float

    @property
    def is_right(self) -> bool:
        return (self.gold >= WHOLE) == (self.given >= WHOLE)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("DATA_DIR") or "../shared/data"))
    parser.add_argument("--seeds", type=int, default=1, help="how often it is drawn which answers are judged")


def run(args: argparse.Namespace) -> int:
    """0, also where there is no data to measure with: then a sentence says so."""
    folder = args.data / "grading"
    missing = [name for name in SETS if not (folder / name / "train.jsonl").is_file()]
    if missing:
        sys.stderr.write(f"Skipped overrides: there is no train.jsonl of {' and '.join(missing)} in {folder}.\n")
        return 0
    write_table(list(figures(folder, seeds=args.seeds)))
    return 0


def figures(folder: Path, *, seeds: int = 1) -> Iterator[Figure]:
    """Accuracy of correct-or-not, every question counting the same."""
    answers, graders = unseen(read_examples(folder))
    saf = read_saf(folder / SAF / "train.jsonl")
    graders |= dict.fromkeys((one.question for one in saf), EmbeddedGrader())
    outcomes = list(simulate([*answers, *saf], graders, seeds=seeds))
    trained = [one for one in outcomes if one.dataset in SETS]
    yield from _accuracies(f"{' and '.join(SETS)}, unseen questions", trained, least_gain=LEAST_GAIN)
    for name in (*SETS, SAF):
        of_set = [one for one in outcomes if one.dataset == name]
        if of_set:
            yield from _accuracies(name, of_set)
    lasting = list(simulate(answers, graders, seeds=seeds, unsure_first=True, counts=(0, 10)))
    yield from _gain(f"{' and '.join(SETS)}, the least sure judged first", lasting)


def unseen(examples: Sequence[Example]) -> tuple[list[Answer], dict[str, EmbeddedGrader]]:
    """The answers, and for each question a grader whose head was trained on other questions."""
    graders: dict[str, EmbeddedGrader] = {}
    for fold in leave_out(examples, [example.question_id for example in examples]):
        grader = EmbeddedGrader(head=_calibrated(fold.head))
        graders |= {examples[i].question_id: grader for i in fold.unseen}
    answers = [Answer(one.task, CREDITS.get(LABELS[one.label], 0.0), one.question_id, one.dataset) for one in examples]
    return answers, graders


def read_saf(path: Path) -> list[Answer]:
    """Answers with a score; none where the file is missing. Those that say nothing are left out."""
    if not path.is_file():
        return []
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Answer(task_of(row), row["score"], row["question_id"], SAF) for row in rows if not row.get("empty")]


def simulate(
    answers: Sequence[Answer],
    graders: Mapping[str, EmbeddedGrader],
    *,
    seeds: int = 1,
    unsure_first: bool = False,
    counts: Sequence[int] = COUNTS,
) -> Iterator[Outcome]:
    """`graders` by question. With `unsure_first` those answers are judged that the grader alone is least sure of, as
    they stand in the instructor's queue; else any."""
    of_question: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        of_question[answer.question].append(answer)
    for question, given in sorted(of_question.items()):
        for seed in range(seeds if len(given) >= JUDGED + LEAST_LEFT else 0):
            drawn = random.Random(f"{question} {seed}").sample(given, len(given))
            judged, left = drawn[:JUDGED], drawn[JUDGED:]
            if unsure_first:
                judged = _least_sure_first(judged, graders[question])
            for count in counts:
                yield from _graded(left, judged[:count], graders[question])


def _graded(left: Sequence[Answer], judged: Sequence[Answer], grader: EmbeddedGrader) -> Iterator[Outcome]:
    exemplars = tuple(Exemplar(one.task.response, one.credit) for one in judged)
    verdicts = grader.grade([replace(one.task, exemplars=exemplars) for one in left])
    for one, verdict in zip(left, verdicts, strict=True):
        yield Outcome(one.dataset, one.question, len(judged), one.credit, verdict.score / verdict.max_score)


def _least_sure_first(judged: Sequence[Answer], grader: EmbeddedGrader) -> list[Answer]:
    verdicts = grader.grade([one.task for one in judged])
    by_confidence = sorted(zip(verdicts, judged, strict=True), key=lambda pair: pair[0].confidence)
    return [answer for _, answer in by_confidence]


def _calibrated(head: Head) -> Head:
    """Calibration, three numbers, is that of the head that is shipped."""
    shipped = shipped_head()
    return replace(head, temperature=shipped.temperature, preferences=shipped.preferences, rubric=shipped.rubric)


def _accuracies(name: str, outcomes: Sequence[Outcome], least_gain: float | None = None) -> Iterator[Figure]:
    questions = len({one.question for one in outcomes})
    for count in COUNTS:
        some = [one for one in outcomes if one.count == count]
        beside = f"kappa {agreement(some):.3f}; {questions} questions, {len(some)} answers"
        yield Figure(f"overrides, {name}: accuracy after {count}", 100 * accuracy(some), " %", baseline=beside)
    yield from _gain(name, outcomes, least_gain)


def _gain(name: str, outcomes: Sequence[Outcome], least: float | None = None) -> Iterator[Figure]:
    before, after = (accuracy([one for one in outcomes if one.count == count]) for count in (0, 10))
    yield Figure(f"overrides, {name}: gain after 10", 100 * (after - before), " points", least=least)


def accuracy(outcomes: Iterable[Outcome]) -> float:
    """The mean over questions of the share that is right, 0..1."""
    right: dict[str, list[bool]] = defaultdict(list)
    for one in outcomes:
        right[one.question].append(one.is_right)
    return mean(mean(some) for some in right.values())


def agreement(outcomes: Sequence[Outcome]) -> float:
    """Quadratic weighted kappa of the shares of the points, in quarters."""
    gold, given = ([QUARTERS[int(4 * share + 0.5)] for share in some] for some in _shares(outcomes))
    return qwk(gold, given, QUARTERS)


def _shares(outcomes: Sequence[Outcome]) -> tuple[list[float], list[float]]:
    return [one.gold for one in outcomes], [one.given for one in outcomes]
