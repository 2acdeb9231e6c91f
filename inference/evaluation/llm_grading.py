"""A language model as a grader at several budgets of thinking, beside the embedded grader, the cascade and chance: on
the same graded answers, and under the fifty attacks of `canaries.py`.

Answers are taken evenly from each file, so that a sample has all its questions. A row that no verdict came for (the
model said nothing usable) is counted and left out of the figures.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inference.engines import build_engine
from inference.errors import BadInput
from inference.evaluation.canaries import release
from inference.evaluation.grading import Row, evaluate, load_grader, read_rows, task_of
from inference.grading.verdict import Grader, Verdict
from inference.llm.options import from_environment
from inference.llm.tokens import NO_TOKENS

BUDGETS = (0, 128, 512, 2048)
SETS = ("scientsbank", "beetle", "saf_en")
ANSWERS = 100
HEADINGS = (
    "answers", "grader", "thinking", "n", "2-way accuracy", "2-way macro-F1", "3-way macro-F1", "contradictory found",
    "r", "ECE", "to a person", "no verdict", "read", "cached", "thought", "wrote", "answers/s",
)  # fmt: skip
Make = Callable[[], Grader]


@dataclass(frozen=True, slots=True)
class Contender:
    name: str
    budget: str
    make: Make


@dataclass(frozen=True, slots=True)
class Graded:
    """`verdicts` has None for what the grader could not use."""

    rows: Sequence[Row]
    verdicts: Sequence[Verdict | None]
    seconds: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    folder = Path(os.environ.get("DATA_DIR") or "../shared/data") / "grading"
    parser.add_argument("--path", type=Path, default=folder, help=f"the graded answers ({folder})")
    parser.add_argument("--budgets", type=_budgets, default=BUDGETS, help="tokens of thinking (0,128,512,2048)")
    parser.add_argument("--answers", type=int, default=ANSWERS, help=f"so many of each set ({ANSWERS})")
    parser.add_argument("--no-canaries", action="store_true", help="leave out the attacks")


def run(args: argparse.Namespace) -> int:
    contenders = _contenders(args.budgets)
    if not args.no_canaries:
        _print(("attacks", "grader", "thinking", "contained", "of", "seen as such", "escaped"), ["---"] * 7)
        for contender in contenders:
            _print(_attacked(contender))
        sys.stdout.write("\n")
    sets = [(name, args.path / name / "test-unseen-answers.jsonl") for name in SETS]
    present = [(name, path) for name, path in sets if path.is_file()]
    if not present:
        sys.stderr.write(
            f"Skipped: there are no graded answers in {args.path}. Set DATA_DIR to what holds `grading`.\n"
        )
        return 0
    _print(HEADINGS, ["---"] * len(HEADINGS))
    for name, path in present:
        rows = evenly(read_rows(path), args.answers)
        for contender in (*_baselines(), *contenders):
            _print(_row(name, contender, graded(contender.make(), rows)))
    return 0


def evenly(rows: Sequence[Row], wanted: int) -> list[Row]:
    """At most so many, from the whole length of the file."""
    picked = min(wanted, len(rows))
    return [rows[at * len(rows) // picked] for at in range(picked)]


def graded(grader: Grader, rows: Sequence[Row], at_once: int = 8) -> Graded:
    """One verdict per row; several are asked for at a time. Raises EngineUnavailable."""

    def one(row: Row) -> Verdict | None:
        try:
            return grader.grade([task_of(row)])[0]
        except BadInput:
            return None

    began = time.perf_counter()
    with ThreadPoolExecutor(max_workers=at_once) as pool:
        verdicts = list(pool.map(one, rows))
    return Graded(rows, verdicts, max(1e-9, time.perf_counter() - began))


def _contenders(budgets: Sequence[int]) -> list[Contender]:
    options = from_environment(os.environ)
    if not options["url"]:
        raise BadInput("llm.setting", "No language model is set: give LLM_URL the address of a server, with its /v1.")
    return [
        Contender("embedded", "-", lambda: build_engine("grading")),
        *(Contender("llm", str(budget), _thinking(options, budget)) for budget in budgets),
        Contender("cascade", "as set", lambda: build_engine("grading", "cascade", llm=options)),
    ]


def _thinking(options: dict[str, Any], budget: int) -> Make:
    llm = {**options, "budgets": {**options["budgets"], "fast": budget}}
    return lambda: build_engine("grading", "llm", llm=llm)


def _baselines() -> Iterator[Contender]:
    for name in ("majority", "overlap"):
        yield Contender(name, "-", _named(name))


def _named(name: str) -> Make:
    return lambda: load_grader(name)


def _attacked(contender: Contender) -> tuple[str, ...]:
    outcomes = release(contender.make())
    escaped = [outcome.canary.id for outcome in outcomes if not outcome.is_contained]
    seen = sum(outcome.verdict is not None and outcome.verdict.needs_review for outcome in outcomes)
    contained = str(len(outcomes) - len(escaped))
    return (
        "canaries",
        contender.name,
        contender.budget,
        contained,
        str(len(outcomes)),
        str(seen),
        ", ".join(escaped) or "-",
    )


def _row(name: str, contender: Contender, done: Graded) -> tuple[str, ...]:
    pairs = [(row, verdict) for row, verdict in zip(done.rows, done.verdicts, strict=True) if verdict is not None]
    if not pairs:
        return (name, contender.name, contender.budget, "0", *["-"] * (len(HEADINGS) - 4))
    verdicts = [verdict for _, verdict in pairs]
    found = evaluate([row for row, _ in pairs], verdicts)
    tokens = sum((verdict.tokens for verdict in verdicts), NO_TOKENS)
    counted = (tokens.prompt, tokens.cached, tokens.reasoning, tokens.answer) if tokens.calls else ()
    return (
        name,
        contender.name,
        contender.budget,
        str(len(pairs)),
        *(_figure(found, *path) for path in _FIGURES),
        f"{100 * sum(verdict.needs_review for verdict in verdicts) / len(verdicts):.0f} %",
        str(len(done.rows) - len(pairs)),
        *(f"{number / len(verdicts):,.0f}" for number in counted),
        *("-" for _ in range(4 - len(counted))),
        f"{len(done.rows) / done.seconds:.2f}",
    )


_FIGURES = (
    ("2way", "accuracy"), ("2way", "macro_f1"), ("3way", "macro_f1"), ("3way", "recall", "contradictory"),
    ("score", "pearson_r"), ("ece",),
)  # fmt: skip


def _figure(found: Any, *path: str) -> str:
    for step in path:
        found = found.get(step) if isinstance(found, dict) else None
    return "-" if found is None else f"{found:.3f}"


def _budgets(text: str) -> tuple[int, ...]:
    parts = text.split(",")
    if not all(part.strip().isdigit() for part in parts):
        raise argparse.ArgumentTypeError("give numbers of tokens, as in 0,128,512")
    return tuple(int(part) for part in parts)


def _print(*rows: Sequence[str]) -> None:
    """As they come: at a large budget a row may take an hour."""
    for row in rows:
        sys.stdout.write(f"| {' | '.join(row)} |\n")
    sys.stdout.flush()
