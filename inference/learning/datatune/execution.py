"""Carries a plan out, row by row: what is done is written at once, so that a run that is cut goes on where it was."""

import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from inference.engine import Report, silent
from inference.errors import BadInput
from inference.learning.datatune.backends import Backend, Skipped
from inference.learning.datatune.cards import DatasetCard
from inference.learning.datatune.checks import failed_check
from inference.learning.datatune.columns import source_rows
from inference.learning.datatune.plan import Plan, Source
from inference.learning.datatune.rows import SourceRow, TrainingRow, training_row
from inference.learning.datatune.sifting import Duplicates, Leaks
from inference.learning.datatune.task import TaskSpec

ROWS, DONE, REJECTED = "rows.jsonl", "done.jsonl", "rejected.json"
LEAST_TO_JUDGE = 30
"""Source rows before a set may be given up for its failures."""
DUPLICATE, LEAK = "duplicate", "overlaps with an evaluation set"


@dataclass(slots=True)
class Outcome:
    """`rejected` counts rows thrown out by reason, per set; `given_up` names the sets with too many failures."""

    rows: list[TrainingRow] = field(default_factory=list)
    rejected: Counter[tuple[str, str]] = field(default_factory=Counter)
    given_up: list[str] = field(default_factory=list)


class Run:
    """One execution of a plan into a folder: rows.jsonl, done.jsonl (keys of finished source rows), rejected.json."""

    def __init__(self, plan: Plan, task: TaskSpec, backend: Backend, folder: Path, leaks: Leaks) -> None:
        self._plan, self._task, self._backend = plan, task, backend
        self._folder, self._leaks = folder, leaks
        self._duplicates = Duplicates(task)
        self._outcome = Outcome()
        self._done: dict[str, bool] = {}

    def carry_out(
        self, cards: Sequence[DatasetCard], data: Path, *, limit: int | None = None, report: Report = silent
    ) -> Outcome:
        """At most `limit` source rows of each set. Raises EngineUnavailable where the backend's model is away: what
        was made is kept, and the next run goes on."""
        self._resume()
        named = {card.name: card for card in cards}
        with closing(_appending(self._folder / ROWS)) as rows, closing(_appending(self._folder / DONE)) as done:
            try:
                for number, source in enumerate(self._plan.sources):
                    if source.dataset not in named:
                        raise BadInput("datatune.plan", f"The plan names {source.dataset}, which is not known here.")
                    # An equal share of what is still wanted, so that the first set does not take it all.
                    made, left = len(self._outcome.rows), len(self._plan.sources) - number
                    enough = made + -(-max(0, self._plan.target - made) // left)
                    sources = self._rows_of(source, named[source.dataset], data, limit)
                    for _ in self._transformed(source, sources, enough, rows, done):
                        report(len(self._outcome.rows) / self._plan.target)
            finally:
                self._write_rejected()
        report(1.0)
        return self._outcome

    def _rows_of(self, source: Source, card: DatasetCard, data: Path, limit: int | None) -> list[SourceRow]:
        """In an order that the seed decides, so that the first rows are not all of one question."""
        rows = list(source_rows(card, source.roles, data))
        random.Random(self._plan.seed).shuffle(rows)
        return rows[:limit]

    def _transformed(
        self, source: Source, sources: Iterable[SourceRow], enough: int, rows: TextIO, done: TextIO
    ) -> Iterator[None]:
        """One step for each row that is worked on."""
        seen = failed = 0
        for row in sources:
            if len(self._outcome.rows) >= enough:
                return
            if row.key in self._done:
                seen, failed = seen + 1, failed + (not self._done[row.key])
            else:
                kept = self._keep(row, source, rows)
                _line(done, {"key": row.key, "kept": kept})
                seen, failed = seen + 1, failed + (not kept)
                yield
            if seen >= LEAST_TO_JUDGE and failed / seen > self._plan.most_failures:
                self._outcome.given_up.append(source.dataset)
                return

    def _keep(self, row: SourceRow, source: Source, rows: TextIO) -> bool:
        """Whether anything came of the row but duplicates and failures."""
        kept = False
        for made in self._made(row, source):
            reason = self._reason_against(made)
            if reason:
                self._outcome.rejected[source.dataset, reason] += 1
                kept = kept or reason == DUPLICATE
                continue
            self._duplicates.keep(made)
            self._outcome.rows.append(made)
            _line(rows, made.as_json())
            kept = True
        return kept

    def _made(self, row: SourceRow, source: Source) -> Iterator[TrainingRow]:
        try:
            for name, made in self._backend.made_of(row, source, self._plan, self._task):
                fields = {field: made.fields.get(field, "") for field in self._task.inputs}
                yield TrainingRow(fields, made.output, row.dataset, row.licence, row.group, name)
        except Skipped as reason:
            self._outcome.rejected[source.dataset, str(reason)] += 1

    def _reason_against(self, made: TrainingRow) -> str:
        failed = failed_check(made, self._task)
        if failed:
            return failed.replace("_", " ")
        if self._leaks.holds(made):
            return LEAK
        return DUPLICATE if self._duplicates.holds(made) else ""

    def _resume(self) -> None:
        for row in _lines(self._folder / ROWS):
            made = training_row(row)
            self._outcome.rows.append(made)
            self._duplicates.keep(made)
        self._done = {row["key"]: row["kept"] for row in _lines(self._folder / DONE)}
        for dataset, counts in _object(self._folder / REJECTED).items():
            self._outcome.rejected.update({(dataset, reason): count for reason, count in counts.items()})

    def _write_rejected(self) -> None:
        counts: dict[str, dict[str, int]] = {}
        for (dataset, reason), count in sorted(self._outcome.rejected.items()):
            counts.setdefault(dataset, {})[reason] = count
        (self._folder / REJECTED).write_text(json.dumps(counts, indent=2) + "\n", encoding="utf-8")


def read_run(folder: Path) -> list[TrainingRow]:
    """Raises BadInput("datatune.run") for a folder without rows."""
    rows = [training_row(row) for row in _lines(folder / ROWS)]
    if not rows:
        raise BadInput("datatune.run", f"{folder} holds no rows: run the plan first.")
    return rows


def is_held_out(row: TrainingRow, plan: Plan) -> bool:
    """For validation: decided by the group alone, so that no question is on both sides."""
    digest = hashlib.sha256(f"{plan.seed}/{row.group}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64 < plan.held_out


def _appending(path: Path) -> TextIO:
    """A file whose last line was cut off goes on in a new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    was_cut = path.exists() and path.read_bytes()[-1:] not in (b"", b"\n")
    file = path.open("a", encoding="utf-8")
    if was_cut:
        file.write("\n")
    return file


def _line(file: TextIO, row: dict[str, Any]) -> None:
    file.write(json.dumps(row, ensure_ascii=False) + "\n")
    file.flush()


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    """What can be read: a line that was cut off is made anew."""
    if path.exists():
        for line in path.read_text(encoding="utf-8").splitlines():
            with suppress(ValueError):
                yield json.loads(line)


def _object(path: Path) -> dict[str, dict[str, int]]:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
