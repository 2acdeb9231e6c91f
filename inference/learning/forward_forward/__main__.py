"""`python -m inference.learning.forward_forward reproduce mnist | imdb [--sweep thresholds] [--budget MINUTES]`, and
`bench`: the same network in PyTorch, side by side, where PyTorch is installed.

The data sets lie below --data; nothing is fetched. A run that was stopped goes on where it stopped.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from inference.errors import BadInput
from inference.learning.forward_forward import bench, reproduce_mnist, sweep
from inference.learning.forward_forward.places import Places
from inference.learning.forward_forward.runs import write_json

DATA = Path(os.environ.get("DATA_DIR", "../shared/data"))
WORK = Path(os.environ.get("VAR_DIR", "var")) / "forward_forward"
RESULTS = Path("docs/figures/forward-forward")
PICTURES = Path("docs/pictures/forward-forward")
BUDGET_MIN = 60.0


def main(arguments: Sequence[str] | None = None) -> int:
    args = _parser().parse_args(arguments)
    try:
        found = args.run(args)
    except BadInput as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(json.dumps({name: value for name, value in found.items() if name != "history"}, indent=1) + "\n")
    return 0


def _reproduce(args: argparse.Namespace) -> dict[str, Any]:
    places = Places(args.data, args.work, args.results, args.pictures, args.budget, _tell)
    for folder in (places.work, places.results, places.pictures):
        folder.mkdir(parents=True, exist_ok=True)
    return _chosen(args)(places)


def _chosen(args: argparse.Namespace) -> Callable[[Places], dict[str, Any]]:
    if args.sweep:
        if args.what != "mnist":
            raise BadInput("learning.no_sweep", "Thresholds are swept on mnist.")
        return sweep.sweep
    if args.what == "mnist":
        return reproduce_mnist.reproduce
    return _needing_sklearn("inference.learning.forward_forward.reproduce_imdb")


def _needing_sklearn(module: str) -> Callable[[Places], dict[str, Any]]:
    if find_spec("sklearn") is None:
        raise BadInput(
            "learning.no_sklearn",
            "This needs scikit-learn, which the development lock brings: `make .venv/dev` installs it.",
        )
    reproduce: Callable[[Places], dict[str, Any]] = import_module(module).reproduce
    return reproduce


def _bench(args: argparse.Namespace) -> dict[str, Any]:
    found = bench.measure()
    args.results.mkdir(parents=True, exist_ok=True)
    write_json(args.results / "bench.json", found)
    return found


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="inference.learning.forward_forward", description=__doc__)
    commands = parser.add_subparsers(required=True)
    reproduce = commands.add_parser("reproduce", help="train, test once, write figures and pictures")
    reproduce.add_argument("what", choices=("mnist", "imdb"))
    reproduce.add_argument("--sweep", choices=("thresholds",), help="instead: compare threshold policies")
    reproduce.add_argument("--budget", type=float, default=BUDGET_MIN, help="CPU-minutes of training at most")
    reproduce.add_argument("--data", type=Path, default=DATA)
    reproduce.add_argument("--work", type=Path, default=WORK, help="where networks in the making lie")
    reproduce.add_argument("--results", type=Path, default=RESULTS)
    reproduce.add_argument("--pictures", type=Path, default=PICTURES)
    reproduce.set_defaults(run=_reproduce)
    timed = commands.add_parser("bench", help="seconds of an epoch, beside PyTorch")
    timed.add_argument("--results", type=Path, default=RESULTS)
    timed.set_defaults(run=_bench)
    return parser


if __name__ == "__main__":
    sys.exit(main())
