"""How many questions strict readers found acceptable: by sheet, writer, wh-kind and subject, with their agreement.

`--add FILE --reading N` first joins what a sheet's page saved with the sheet's key, and keeps the ratings alone.
"""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from inference.errors import BadInput
from inference.evaluation.figures import kappa, wilson
from inference.evaluation.ratings_store import KEPT, Rating, read_ratings, write_ratings

READINGS = 2
Row = tuple[str, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    folder = Path(os.environ.get("DATA_DIR") or "../shared/data") / "lectures"
    parser.add_argument("--kept", type=Path, default=KEPT, help="the ratings that are kept")
    parser.add_argument("--add", type=Path, metavar="FILE", help="what the page of a rating sheet saved")
    parser.add_argument(
        "--reading", type=int, default=1, choices=range(1, READINGS + 1), help="the first or the second"
    )
    parser.add_argument("--keys", type=Path, default=Path(os.environ.get("VAR_DIR") or "var") / "ratings")
    parser.add_argument("--lectures", type=Path, default=folder, help=f"where the lectures' subjects stand ({folder})")
    parser.add_argument("--sheet", default="", help="only the ratings of this sheet")


def run(args: argparse.Namespace) -> int:
    ratings = read_ratings(args.kept)
    if args.add:
        ratings += joined(_read_json(args.add), args.keys, args.reading)
        write_ratings(ratings, args.kept)
    report([r for r in ratings if not args.sheet or r.sheet == args.sheet], subjects_of(args.lectures))
    return 0


def joined(saved: dict[str, Any], keys: Path, reading: int) -> list[Rating]:
    """The ratings of a saved page with what its key says of each question. Raises BadInput."""
    try:
        key = _read_json(keys / f"{saved['sheet']}.key.json")
        known = {row["question"]: row for row in key["questions"]}
        return [
            Rating(
                sheet=saved["sheet"],
                reading=reading,
                fails=tuple(row["fails"]),
                flaw=row["flaw"],
                embarrassing=row["embarrassing"],
                **known[row["question"]],
            )
            for row in saved["ratings"]
        ]
    except (KeyError, TypeError) as error:
        raise BadInput("ratings.sheet", "These ratings do not belong to a sheet whose key is here.") from error


def report(ratings: Sequence[Rating], subjects: dict[str, str]) -> None:
    """A Markdown table: of each group how many were read and acceptable, and the most frequent failures.

    What a writer doubts itself is a sheet and a writer of its own, and counts for nothing else.
    """
    if not ratings:
        sys.stdout.write("No question has been rated yet.\n")
        return
    meant = [r for r in ratings if not r.is_doubtful] or list(ratings)
    groups: tuple[tuple[str, Callable[[Rating], str]], ...] = (
        ("sheet", lambda r: r.sheet),
        ("writer", lambda r: r.writer),
        ("asks", lambda r: r.wh),
        ("subject", lambda r: subjects.get(r.lecture, "unknown")),
    )
    rows = [
        row
        for title, group in groups
        for row in _rows(title, ratings if title in {"sheet", "writer"} else meant, group)
    ]
    _print([("", "lectures", "questions", "acceptable", "95 %", "per lecture", "embarrassing"), ("---",) * 7, *rows])
    sys.stdout.write(f"\n{agreement(meant)}\n\nFailures, most frequent first:\n")
    flaws = Counter(r.flaw or "unnamed" for r in meant if not r.acceptable)
    sys.stdout.write("".join(f"{count:6d}  {flaw}\n" for flaw, count in flaws.most_common()))
    failed = Counter(name for r in meant for name in r.fails)
    sys.stdout.write("Dimensions failed: " + ", ".join(f"{name} {n}" for name, n in failed.most_common()) + "\n")


def agreement(ratings: Sequence[Rating]) -> str:
    """Of the questions that were read twice, how often both readings said the same, and Cohen's kappa."""
    pairs = [pair for pair in _readings(ratings).values() if len(pair) == READINGS]
    if not pairs:
        return "No question was read twice."
    first, second = ([pair[reading].acceptable for pair in pairs] for reading in (1, 2))
    same = sum(one == other for one, other in zip(first, second, strict=True))
    return f"Read twice: {len(pairs)}; same judgement on {same}, Cohen's kappa {kappa(first, second):.2f}."


def subjects_of(folder: Path) -> dict[str, str]:
    """The subject of each lecture; none where the lectures are not at hand."""
    return {file.stem: str(_read_json(file).get("subject", "")) for file in sorted(folder.glob("*.json"))}


def _rows(title: str, ratings: Sequence[Rating], group: Callable[[Rating], str]) -> Iterator[Row]:
    for name in sorted({group(r) for r in ratings}):
        yield _row(f"{title}: {name}", [r for r in ratings if group(r) == name])


def _row(name: str, ratings: Sequence[Rating]) -> Row:
    """A question counts as acceptable by the mean of its readings; the interval is over questions."""
    questions = _readings(ratings)
    total = len(questions)
    good = sum(sum(r.acceptable for r in pair.values()) / len(pair) for pair in questions.values())
    low, high = wilson(good, total)
    lectures = len({(r.sheet, r.lecture, r.asked) for r in ratings})
    awkward = sum(any(r.embarrassing for r in pair.values()) for pair in questions.values())
    shares = f"{good / total:.2f}", f"{low:.2f}-{high:.2f}", f"{good / lectures:.1f}"
    return name, str(lectures), str(total), *shares, str(awkward)


def _readings(ratings: Sequence[Rating]) -> dict[tuple[str, ...], dict[int, Rating]]:
    found: dict[tuple[str, ...], dict[int, Rating]] = {}
    for r in ratings:
        found.setdefault((r.sheet, r.lecture, r.writer, r.question), {})[r.reading] = r
    return found


def _print(rows: Sequence[Row]) -> None:
    sys.stdout.write("".join(f"| {' | '.join(row)} |\n" for row in rows))


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise BadInput("ratings.unreadable", f"The file {path.name} cannot be read as JSON.") from error
