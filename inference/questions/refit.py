"""`python -m inference.questions.refit DECISIONS.jsonl`: weights that agree better with what instructors kept.

A line of the file is one decision: `{"decision": "approved" | "edited" | "rejected", "stem", "answer", "rule",
"source", "score", "doubtful"}`, the question as it was proposed: what `manage.py export_decisions` writes. A JSON
array of the same objects will do. Decisions about a language model's drafts are passed over: other weights rank
these.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log
from pathlib import Path

import numpy as np

from inference.errors import BadInput
from inference.questions.doubts import probability
from inference.questions.ranking import WEIGHTS_FILE
from inference.questions.weights import load_weights, text_features

WORTH = {"approved": 1.0, "edited": 0.5, "rejected": 0.0}
"""An edited question was worth proposing, but nobody would have published it as it stood."""
TRUST_IN_PRIOR = 4.0
"""The precision of the prior: so many log odds squared count against leaving a weight as it was set by hand."""
OTHER_WEIGHTS = "model"
"""The rule of drafts that are ranked by `inference/questions/llm/weights.json`."""
STEPS = 30
LEAST_CHANGE = 0.005


@dataclass(frozen=True, slots=True)
class Decision:
    """What an instructor did with a proposed question. `score` is the probability the writer gave it."""

    worth: float
    score: float
    features: dict[str, float]


def main(argv: list[str]) -> int:
    """The exit code: 0 done, 2 with a sentence on stderr where the file cannot be used."""
    args = _parser().parse_args(argv)
    try:
        decisions = read_decisions(args.decisions)
    except BadInput as error:
        sys.stderr.write(f"{error.sentence}\n")
        return 2
    weights = load_weights(args.weights)
    changes = refit(decisions, trust=args.trust)
    moved = {name: round(weights.get(name, 0.0) + change, 3) for name, change in sorted(changes.items())}
    sys.stdout.write(_report(decisions, weights, moved))
    if args.out:
        args.out.write_text(json.dumps({**weights, **moved}, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m inference.questions.refit", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("decisions", type=Path, help="JSON lines or a JSON array of decisions")
    parser.add_argument("--weights", type=Path, default=WEIGHTS_FILE, help="the weights to begin with")
    parser.add_argument("--out", type=Path, help="where to write the new weights (default: only show them)")
    parser.add_argument(
        "--trust", type=float, default=TRUST_IN_PRIOR, help="how much the old weights count (default: 4)"
    )
    return parser


def read_decisions(path: Path) -> list[Decision]:
    """Raises BadInput("decisions...") with a sentence that names the line."""
    try:
        text = path.read_text(encoding="utf-8").strip()
        rows = json.loads(text) if text.startswith("[") else [json.loads(line) for line in text.splitlines() if line]
    except OSError as error:
        raise BadInput("decisions.unreadable", f"The file {path.name} cannot be read.") from error
    except ValueError as error:
        raise BadInput("decisions.not_json", f"The file {path.name} is neither JSON lines nor a JSON array.") from error
    decisions = [_decision(row, number) for number, row in enumerate(rows, 1) if not _is_a_models(row)]
    if not decisions:
        raise BadInput("decisions.empty", f"The file {path.name} holds no decision about a draft of the rules.")
    return decisions


def _is_a_models(row: object) -> bool:
    return isinstance(row, dict) and row.get("rule") == OTHER_WEIGHTS


def _decision(row: object, number: int) -> Decision:
    try:
        if not isinstance(row, dict):
            raise TypeError
        features = text_features(str(row["stem"]), str(row["answer"]), rule=str(row["rule"]), source=str(row["source"]))
        score = min(max(probability(float(row["score"]), doubtful=bool(row.get("doubtful"))), 0.01), 0.99)
        return Decision(WORTH[str(row["decision"])], score, features)
    except (KeyError, TypeError, ValueError) as error:
        wanted = "decision (approved, edited or rejected), stem, answer, rule, source and score"
        raise BadInput("decisions.row", f"Decision {number} does not hold {wanted}.") from error


def refit(decisions: Sequence[Decision], *, trust: float = TRUST_IN_PRIOR) -> dict[str, float]:
    """What to add to each weight: the most probable change given the decisions and a normal prior around none.

    The score that a question had stands for all its features, so that those of the lecture need not be known again.
    Newton's method; the problem is convex.
    """
    names = sorted({name for decision in decisions for name in decision.features})
    x = np.array([[decision.features.get(name, 0.0) for name in names] for decision in decisions])
    worth = np.array([decision.worth for decision in decisions])
    offset = np.array([log(decision.score / (1 - decision.score)) for decision in decisions])
    change = np.zeros(len(names))
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-(offset + x @ change)))
        slope = x.T @ (likely - worth) + trust * change
        curve = (x.T * (likely * (1 - likely))) @ x + trust * np.eye(len(names))
        change -= np.linalg.solve(curve, slope)
    return {name: float(moved) for name, moved in zip(names, change, strict=True) if abs(moved) >= LEAST_CHANGE}


def loss(decisions: Sequence[Decision], changes: dict[str, float]) -> float:
    """The mean log loss of the decisions, in nats, with these changes to the weights."""
    return sum(_surprise(decision, changes) for decision in decisions) / len(decisions)


def _surprise(decision: Decision, changes: dict[str, float]) -> float:
    moved = sum(changes.get(name, 0.0) * value for name, value in decision.features.items())
    logit = log(decision.score / (1 - decision.score)) + moved
    likely = 1 / (1 + exp(-logit))
    return -(decision.worth * log(likely) + (1 - decision.worth) * log(1 - likely))


def _report(decisions: Sequence[Decision], before: dict[str, float], after: dict[str, float]) -> str:
    named = {worth: name for name, worth in WORTH.items()}
    counts = Counter(named[decision.worth] for decision in decisions)
    changes = {name: weight - before.get(name, 0.0) for name, weight in after.items()}
    lines = [
        f"{len(decisions)} decisions: " + ", ".join(f"{count} {name}" for name, count in sorted(counts.items())),
        f"log loss {loss(decisions, {}):.3f} before, {loss(decisions, changes):.3f} after (on the same decisions)",
        *(f"{before.get(name, 0.0):7.2f} -> {weight:6.2f}  {name}" for name, weight in after.items()),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
