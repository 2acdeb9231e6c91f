"""The embedded grader on answers that its head has not learned from, beside plain ways to grade; as Markdown.

Only train data is read. What is left out in five folds: answers, whole questions, whole modules (subjects). The head
and the baselines are trained anew in each fold; settings of the head that are one number (temperature) stay. Where
answers are left out, people have judged others to the same question: the baselines learn from them, and so does the
grader on a site, by its memory. It is measured with and without.
"""

import argparse
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean, stdev

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold

from inference.errors import BadInput
from inference.evaluation.figures import accuracy, ece, macro_f1
from inference.evaluation.grading import three_way, two_way
from inference.evaluation.grading_baselines import Lexical
from inference.evaluation.overrides import CREDITS
from inference.evaluation.table import Figure, table
from inference.grading.baselines import MajorityGrader, OverlapGrader
from inference.grading.embedded import EmbeddedGrader
from inference.grading.head import CORRECT, LABELS, Head, shipped_head
from inference.grading.train import FOLDS, SETS, Example, fit, read_examples
from inference.grading.verdict import Exemplar, Grader

WAYS: dict[str, Callable[[int, Example], str]] = {
    "answers": lambda number, _: str(number),
    "questions": lambda _, example: example.question_id,
    "modules": lambda _, example: example.module,
}
OURS, HEAD_ALONE, JUDGED = "embedded grader", "its head alone", "embedded grader, with judged answers"
BOTH = "both"
THREE = ("correct", "contradictory", "incorrect")
BESIDE_SEEDS = 1
"""How often the folds are drawn for a baseline: anew, they move it by a few thousandths."""
MOST_JUDGED = 50
"""As many as a site gives its grader."""
DRAWS = 1000
"""Bootstrap samples of questions."""
BEGIN, END = "<!-- grading folds -->", "<!-- end of grading folds -->"
FIGURES = ("accuracy", "macro_f1", "three", "recall", "precision", "ece", "half")
HEADINGS = (
    "2-way accuracy",
    "macro-F1",
    "3-way macro-F1",
    "recall of contradictory",
    "its precision",
    "ECE",
    "accuracy of the surer half",
)
LEAST = {
    ("answers", "scientsbank", "accuracy"): 0.74,
    ("answers", "scientsbank", "three"): 0.55,
    ("answers", "beetle", "accuracy"): 0.85,
    ("answers", "beetle", "three"): 0.68,
    ("modules", "scientsbank", "recall"): 0.25,
    ("modules", "scientsbank", "precision"): 0.40,
    ("modules", "beetle", "recall"): 0.25,
    ("modules", "beetle", "precision"): 0.40,
    ("questions", BOTH, "half"): 0.85,
}
MOST = {(way, name, "ece"): 0.06 for way in ("questions", "modules") for name in SETS}
Calls = list[tuple[str, float]]
"""Per example the label and the probability that correct-or-not is decided rightly."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One engine on one way of leaving out: the calls of each seed, and how many numbers it has learned."""

    calls: tuple[Calls, ...]
    parameters: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("DATA_DIR") or "../shared/data") / "grading")
    parser.add_argument("--seeds", type=int, default=5, help="how often the folds are drawn anew")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=list(WAYS), help="what is left out")
    parser.add_argument("--without-baselines", action="store_true")
    parser.add_argument("--write", type=Path, default=None, metavar="FILE.md", help="replace the table in FILE.md")


def run(args: argparse.Namespace) -> int:
    if not all((args.data / name / "train.jsonl").is_file() for name in SETS):
        sys.stderr.write(
            f"Skipped: there is no grading data in {args.data}. Set DATA_DIR to the folder that holds it.\n"
        )
        return 0
    examples = read_examples(args.data)
    trials = {way: measure(examples, way, seeds=args.seeds, beside=not args.without_baselines) for way in args.ways}
    text = report(examples, trials)
    sys.stdout.write(text)
    if args.write:
        insert(text, args.write)
    return 0


def measure(examples: Sequence[Example], way: str, *, seeds: int, beside: bool = True) -> dict[str, Trial]:
    """By engine."""
    groups = [WAYS[way](number, example) for number, example in enumerate(examples)]
    lexical = Lexical([one.task for one in examples], [one.label for one in examples]) if beside else None
    runs = [_one_seed(examples, groups, seed, lexical if seed < BESIDE_SEEDS else None) for seed in range(seeds)]
    trials = {name: _together([run[name] for run in runs if name in run]) for name in runs[0]}
    untrained: dict[str, Grader] = {"majority": MajorityGrader(), "overlap": OverlapGrader()} if beside else {}
    return trials | {name: Trial((_graded(engine, examples),), 0) for name, engine in untrained.items()}


def _together(trials: Sequence[Trial]) -> Trial:
    return Trial(tuple(trial.calls[0] for trial in trials), max(trial.parameters for trial in trials))


def _one_seed(
    examples: Sequence[Example], groups: Sequence[str], seed: int, lexical: Lexical | None
) -> dict[str, Trial]:
    calls: dict[str, Calls] = {}
    parameters: dict[str, int] = {}
    for seen, unseen in GroupKFold(FOLDS, shuffle=True, random_state=seed).split(groups, groups=groups):
        for name, (judged, size) in _one_fold(examples, seen.tolist(), unseen.tolist(), lexical):
            whole = calls.setdefault(name, [("", 0.0)] * len(examples))
            for place, call in zip(unseen, judged, strict=True):
                whole[place] = call
            parameters[name] = max(size, parameters.get(name, 0))
    return {name: Trial((one,), parameters[name]) for name, one in calls.items()}


def _one_fold(
    examples: Sequence[Example], seen: list[int], unseen: list[int], lexical: Lexical | None
) -> Iterator[tuple[str, tuple[Calls, int]]]:
    head = settled(fit([examples[i] for i in seen]))
    judged = [examples[i] for i in unseen]
    yield OURS, (_graded(EmbeddedGrader(head=head), judged), head.size)
    known = {examples[i].question_id for i in seen}
    if any(one.question_id in known for one in judged):
        yield (
            JUDGED,
            (_graded(EmbeddedGrader(head=head), with_precedents(judged, [examples[i] for i in seen])), head.size),
        )
    yield HEAD_ALONE, ([call(head.probabilities(one.values, one.cues), head) for one in judged], head.size)
    if lexical:
        for name, learn in (("lexical and tf-idf, regression", lexical.regression), ("boosted trees", lexical.trees)):
            probabilities, size = learn(seen, unseen)
            yield name, ([call(tuple(row), head) for row in probabilities.tolist()], size)


def settled(fitted: Head) -> Head:
    """With the settings of the shipped head that are one number for all answers."""
    shipped = shipped_head()
    return replace(shipped, version="folds", features=fitted.features, cues=fitted.cues, intercept=fitted.intercept)


def _graded(engine: Grader, examples: Sequence[Example]) -> Calls:
    return [(verdict.label, verdict.confidence) for verdict in engine.grade([one.task for one in examples])]


def with_precedents(judged: Sequence[Example], seen: Sequence[Example]) -> list[Example]:
    """Each with at most MOST_JUDGED answers to the same question that people have judged, as on a site."""
    precedents: dict[str, list[Exemplar]] = defaultdict(list)
    for one in seen:
        precedents[one.question_id].append(Exemplar(one.task.response, CREDITS.get(LABELS[one.label], 0.0)))
    return [
        replace(one, task=replace(one.task, exemplars=tuple(precedents[one.question_id][:MOST_JUDGED])))
        for one in judged
    ]


def call(probabilities: Sequence[float], head: Head) -> tuple[str, float]:
    correct = probabilities[CORRECT]
    return ("correct" if correct >= 0.5 else head.kind_of_wrong(probabilities)), max(correct, 1 - correct)


def figures(gold: Sequence[str], calls: Calls) -> dict[str, float]:
    """By the names of FIGURES. `half`: the accuracy of the half that the engine is surest of."""
    labels = [label for label, _ in calls]
    right = [(one == "correct") == (other == "correct") for one, other in zip(gold, labels, strict=True)]
    sure = [confidence for _, confidence in calls]
    surest = sorted(range(len(calls)), key=lambda i: -sure[i])[: len(calls) // 2]
    found = sum(one == other == "contradictory" for one, other in zip(gold, labels, strict=True))
    two, three = ([list(map(fold, side)) for side in (gold, labels)] for fold in (two_way, three_way))
    return {
        "accuracy": accuracy(*two),
        "macro_f1": macro_f1(*two),
        "three": macro_f1(*three),
        "recall": found / max(1, gold.count("contradictory")),
        "precision": found / max(1, labels.count("contradictory")),
        "ece": ece(sure, right),
        "half": mean(right[i] for i in surest),
    }


def interval(examples: Sequence[Example], rows: Sequence[int], trial: Trial) -> tuple[tuple[float, float], ...]:
    """95 % intervals of 2-way accuracy and 3-way macro-F1 over questions drawn with replacement."""
    counts = _confusions(examples, rows, trial)
    draws = np.random.default_rng(0).multinomial(len(counts), [1 / len(counts)] * len(counts), size=DRAWS)
    drawn = np.tensordot(draws, counts, axes=1)
    hits = np.diagonal(drawn, axis1=1, axis2=2)
    f1 = 2 * hits / np.maximum(1e-9, drawn.sum(axis=1) + drawn.sum(axis=2))
    total = drawn.sum(axis=(1, 2))
    right = (drawn[:, 0, 0] + drawn[:, 1:, 1:].sum(axis=(1, 2))) / total
    return tuple((float(np.percentile(one, 2.5)), float(np.percentile(one, 97.5))) for one in (right, f1.mean(axis=1)))


def _confusions(examples: Sequence[Example], rows: Sequence[int], trial: Trial) -> NDArray[np.float64]:
    """(questions, 3 gold, 3 called), the mean over seeds."""
    questions = sorted({examples[i].question_id for i in rows})
    place = {question: number for number, question in enumerate(questions)}
    counts = np.zeros((len(questions), 3, 3))
    for calls in trial.calls:
        for i in rows:
            gold, called = three_way(LABELS[examples[i].label]), three_way(calls[i][0])
            counts[place[examples[i].question_id], THREE.index(gold), THREE.index(called)] += 1
    return counts / len(trial.calls)


def report(examples: Sequence[Example], trials: dict[str, dict[str, Trial]]) -> str:
    measured = {
        (way, name, engine): _over_seeds(examples, _rows(examples, name), trial)
        for way, engines in trials.items()
        for name in (*SETS, BOTH)
        for engine, trial in engines.items()
    }
    parts = [_table(examples, way, engines, measured) for way, engines in trials.items()]
    return "\n".join([*parts, table(_targets(measured))])


def _rows(examples: Sequence[Example], name: str) -> list[int]:
    return [i for i, example in enumerate(examples) if name in (example.dataset, BOTH)]


def _over_seeds(examples: Sequence[Example], rows: Sequence[int], trial: Trial) -> dict[str, list[float]]:
    gold = [LABELS[examples[i].label] for i in rows]
    each = [figures(gold, [calls[i] for i in rows]) for calls in trial.calls]
    return {name: [one[name] for one in each] for name in FIGURES}


Measured = dict[tuple[str, str, str], dict[str, list[float]]]


def _table(examples: Sequence[Example], way: str, engines: dict[str, Trial], measured: Measured) -> str:
    lines = [f"Whole {way} left out (mean ± deviation over seeds; 95 % over questions in brackets):\n"]
    lines += [_line("set", "engine", "learned", *HEADINGS), _line(*["---"] * (len(HEADINGS) + 3))]
    for name in SETS:
        for engine, trial in engines.items():
            cells = [_spread(measured[way, name, engine][figure]) for figure in FIGURES]
            if engine in (OURS, JUDGED):
                bounds = interval(examples, _rows(examples, name), trial)
                for cell, (low, high) in zip((0, 2), bounds, strict=True):
                    cells[cell] += f" ({_short(low)}-{_short(high)})"
            lines.append(_line(name, engine, str(trial.parameters or "-"), *cells))
    return "\n".join(lines) + "\n"


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _spread(values: Sequence[float]) -> str:
    return _short(mean(values)) + (f" ± {_short(stdev(values))}" if len(values) > 1 else "")


def _short(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")


def _targets(measured: Measured) -> list[Figure]:
    found = []
    for (way, name, figure), target in [*LEAST.items(), *MOST.items()]:
        engine = JUDGED if way == "answers" else OURS
        if (way, name, engine) in measured:
            value = round(mean(measured[way, name, engine][figure]), 3)
            title = f"{name}, {way} left out: {HEADINGS[FIGURES.index(figure)]}"
            beside = _best_rival(measured, way, name, figure)
            least, most = (None, target) if figure == "ece" else (target, None)
            found.append(Figure(title, value, least=least, most=most, baseline=beside))
    return found


def _best_rival(measured: Measured, way: str, name: str, figure: str) -> str:
    """The figure of the baseline that is right most often."""
    rivals = {
        engine: values
        for (one, other, engine), values in measured.items()
        if (one, other) == (way, name) and engine not in (OURS, JUDGED, HEAD_ALONE)
    }
    if not rivals:
        return ""
    best = max(rivals, key=lambda engine: mean(rivals[engine]["accuracy"]))
    return f"{mean(rivals[best][figure]):.3f} {best}"


def insert(text: str, path: Path) -> None:
    """Between the two marks in `path`; BadInput where they are missing."""
    page = path.read_text(encoding="utf-8")
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise BadInput("evaluation.page", f"{path} has no line {BEGIN} with {END} after it.")
    path.write_text(f"{before}{BEGIN}\n{text}{END}{after}", encoding="utf-8")
