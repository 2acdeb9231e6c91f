"""`python -m inference.learning.datatune plan | run | report | export`: training data from public data sets.

The data sets lie below --data; nothing is fetched. With --engine llm a language model plans and transforms (the
settings LLM_URL, LLM_MODEL and so on name it), else deterministic rules that know their labels.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from inference.errors import BadInput, EngineUnavailable
from inference.grading.embedded import EmbeddedGrader
from inference.learning.datatune import export, lift
from inference.learning.datatune.backends import Backend
from inference.learning.datatune.cards import DatasetCard, load_cards
from inference.learning.datatune.chat_backend import ChatBackend
from inference.learning.datatune.execution import REJECTED, Run, is_held_out, read_run
from inference.learning.datatune.plan import read_plan, write_plan
from inference.learning.datatune.planning import make_plan
from inference.learning.datatune.report import measured, write_report
from inference.learning.datatune.rule_backend import RuleBackend
from inference.learning.datatune.sifting import Leaks
from inference.learning.datatune.task import load_task
from inference.llm.chat import thinking
from inference.llm.options import from_environment
from inference.llm.server import chat_model

DATA = Path(os.environ.get("DATA_DIR", "../shared/data"))
"""Where --data is not given."""
PLAN = "plan.json"


def main(arguments: Sequence[str] | None = None) -> int:
    args = _parser().parse_args(arguments)
    try:
        return int(args.run(args))
    except (BadInput, EngineUnavailable) as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _plan(args: argparse.Namespace) -> int:
    task, cards = load_task(args.task), _chosen_cards(args)
    plan = make_plan(task, cards, args.data, _backend(args.engine, args.budget), target=args.target)
    write_plan(plan, args.out)
    sources = ", ".join(source.dataset for source in plan.sources)
    sys.stdout.write(f"{args.out}: {sources}. Read it, change it, and run it.\n")
    return 0


def _run(args: argparse.Namespace) -> int:
    plan = read_plan(args.plan)
    folder = args.plan.parent
    leaks = Leaks(text for path in args.keep_clear_of for text in _texts(path))
    if args.fresh:
        for name in ("rows.jsonl", "done.jsonl", REJECTED):
            (folder / name).unlink(missing_ok=True)
    run = Run(plan, load_task(plan.task), _backend(plan.backend, args.budget), folder, leaks)
    outcome = run.carry_out(load_cards(), args.data, limit=args.dry_run, report=_Progress())
    sys.stdout.write(f"{len(outcome.rows)} rows in {folder}.\n")
    for (dataset, reason), count in outcome.rejected.most_common():
        sys.stdout.write(f"{count:6} thrown out of {dataset}: {reason}\n")
    for dataset in outcome.given_up:
        sys.stdout.write(f"{dataset} was given up: more than {plan.most_failures:.0%} of its rows failed.\n")
    return 0


def _report(args: argparse.Namespace) -> int:
    plan, rows = read_plan(args.folder / PLAN), read_run(args.folder)
    task = load_task(plan.task)
    rejected = json.loads((args.folder / REJECTED).read_text(encoding="utf-8"))
    found = measured(rows, plan, task, rejected, EmbeddedGrader() if task.labels else None)
    if args.lift:
        together = [*rows, *(row for folder in args.beside for row in read_run(folder))]
        found["lift"] = lift.measure(together, args.data, seeds=args.seeds, tell=_tell)
    sys.stdout.write(f"{write_report(found, rows, args.folder)}\n")
    return 0


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _export(args: argparse.Namespace) -> int:
    plan, rows = read_plan(args.folder / PLAN), read_run(args.folder)
    for part, wanted in (("train", False), ("held-out", True)):
        chosen = [row for row in rows if is_held_out(row, plan) is wanted]
        path = args.folder / f"{args.form}.{part}.jsonl"
        count = export.write(args.form, chosen, load_task(plan.task), path)
        sys.stdout.write(f"{count} rows in {path}\n")
    return 0


def _chosen_cards(args: argparse.Namespace) -> list[DatasetCard]:
    cards = load_cards()
    wanted = [name for name in (args.sources or "").split(",") if name]
    unknown = set(wanted) - {card.name for card in cards}
    if unknown:
        raise BadInput("datatune.source", f"There is no data set {', '.join(sorted(unknown))} in the registry.")
    return [card for card in cards if not wanted or card.name in wanted]


def _backend(name: str, budget: int) -> Backend:
    if name == "rules":
        return RuleBackend()
    return ChatBackend(chat_model(from_environment(os.environ)), thinking=thinking(1024), row_thinking=thinking(budget))


def _texts(path: Path) -> list[str]:
    """Every text of the JSON lines of an evaluation set."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    values = [value for row in lines for value in row.values()]
    texts = [text for value in values for text in (value if isinstance(value, list) else [value])]
    return [text for text in texts if isinstance(text, str)]


class _Progress:
    """One line on a terminal, written when the percent changes; nothing elsewhere."""

    def __init__(self) -> None:
        self._percent = -1

    def __call__(self, fraction: float) -> None:
        percent = int(100 * fraction)
        if percent != self._percent and sys.stderr.isatty():
            self._percent = percent
            sys.stderr.write(f"\r{percent:3} %")
            sys.stderr.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m inference.learning.datatune", description=__doc__)
    commands = parser.add_subparsers(required=True)

    plan = commands.add_parser("plan", help="find data sets and write a plan that you may edit")
    plan.add_argument("--task", required=True, help="grading, questions, or a TOML file of your own")
    plan.add_argument("--sources", default="", help="only these data sets, with commas between")
    plan.add_argument("--out", type=Path, required=True, metavar="RUN/plan.json")
    plan.add_argument("--target", type=int, default=3000)
    plan.set_defaults(run=_plan)

    run = commands.add_parser("run", help="make the rows; a run that was cut goes on")
    run.add_argument("plan", type=Path)
    run.add_argument("--dry-run", type=int, default=None, metavar="N", help="only N rows of each set")
    run.add_argument("--fresh", action="store_true", help="throw away what an earlier run made")
    run.add_argument("--keep-clear-of", type=Path, nargs="*", default=[], metavar="FILE.jsonl", help="evaluation sets")
    run.set_defaults(run=_run)

    report = commands.add_parser("report", help="diversity, difficulty, rejections, lift: JSON and a page")
    report.add_argument("folder", type=Path)
    report.add_argument("--lift", action="store_true", help="train the grader with and without these rows")
    report.add_argument("--seeds", type=int, default=5)
    report.add_argument("--beside", type=Path, nargs="*", default=[], metavar="RUN", help="runs whose rows count too")
    report.set_defaults(run=_report)

    exported = commands.add_parser("export", help="the rows in another form")
    exported.add_argument("folder", type=Path)
    exported.add_argument("--as", dest="form", choices=[*export.FORMS], required=True)
    exported.set_defaults(run=_export)
    for command in (plan, run, report):
        command.add_argument("--data", type=Path, default=DATA)
    for command in (plan, run):
        command.add_argument("--engine", choices=["rules", "llm"], default="rules")
        command.add_argument("--budget", type=int, default=0, help="tokens of thinking for a row")
    return parser


if __name__ == "__main__":
    sys.exit(main())
