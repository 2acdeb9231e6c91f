"""A run keeps what it made, counts what it threw out, goes on where it was cut, and gives up a bad set."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from inference.errors import EngineUnavailable
from inference.learning.datatune.backends import Skipped
from inference.learning.datatune.execution import DONE, REJECTED, ROWS, Run, is_held_out, read_run
from inference.learning.datatune.plan import Plan, Source
from inference.learning.datatune.rows import SourceRow
from inference.learning.datatune.rule_backend import RuleBackend
from inference.learning.datatune.sifting import Leaks
from inference.learning.datatune.task import load_task
from inference.learning.datatune.transforms import Made
from tests.inference.learning.datatune.material import CARDS, GRADED, training_row, write_data

TASK = load_task("grading")
NOTHING = Leaks([])


class Failing(RuleBackend):
    """Its model goes away after so many rows, or it skips all of them."""

    def __init__(self, *, after: int | None = None, skips: bool = False) -> None:
        super().__init__()
        self.after, self.skips, self.seen = after, skips, 0

    def made_of(self, row: SourceRow, *args: Any) -> Iterator[tuple[str, Made]]:
        self.seen += 1
        if self.after is not None and self.seen > self.after:
            raise EngineUnavailable("away")
        if self.skips:
            raise Skipped("of no use")
        return super().made_of(row, *args)


def plan(**changes: Any) -> Plan:
    source = Source("graded", GRADED.roles["grading"], ("as_it_is", "negate"))
    return Plan(**{"task": "grading", "expansion": "", "sources": (source,), "target": 100, **changes})


def labels(folder: Path) -> list[tuple[str, str]]:
    return [(row.input["answer"], row.output) for row in read_run(folder)]


def test_a_run_that_is_cut_goes_on_and_makes_the_same(tmp_path: Path) -> None:
    data = write_data(tmp_path / "data", copies=3)
    Run(plan(), TASK, RuleBackend(), tmp_path / "whole", NOTHING).carry_out(CARDS, data)
    with pytest.raises(EngineUnavailable):
        Run(plan(), TASK, Failing(after=5), tmp_path / "cut", NOTHING).carry_out(CARDS, data)
    assert 0 < len(labels(tmp_path / "cut")) < len(labels(tmp_path / "whole"))

    second = Failing()
    Run(plan(), TASK, second, tmp_path / "cut", NOTHING).carry_out(CARDS, data)

    assert sorted(labels(tmp_path / "cut")) == sorted(labels(tmp_path / "whole"))
    assert second.seen == 18 - 5


def test_a_line_that_was_cut_off_is_made_anew(tmp_path: Path) -> None:
    data = write_data(tmp_path / "data")
    Run(plan(), TASK, RuleBackend(), tmp_path / "run", NOTHING).carry_out(CARDS, data)
    whole = labels(tmp_path / "run")
    rows, done = tmp_path / "run" / ROWS, tmp_path / "run" / DONE
    rows.write_text(rows.read_text()[:-30])
    done.write_text("".join(done.read_text().splitlines(keepends=True)[:-1]))

    Run(plan(), TASK, RuleBackend(), tmp_path / "run", NOTHING).carry_out(CARDS, data)

    assert sorted(labels(tmp_path / "run")) == sorted(whole)


def test_every_rejection_is_counted_by_its_reason(tmp_path: Path) -> None:
    data = write_data(tmp_path / "data")
    leaks = Leaks(["the generator makes current as the turbine spins"])

    outcome = Run(plan(), TASK, RuleBackend(), tmp_path, leaks).carry_out(CARDS, data)

    assert outcome.rejected["graded", "overlaps with an evaluation set"] == 1
    kept = json.loads((tmp_path / REJECTED).read_text())
    assert kept["graded"]["overlaps with an evaluation set"] == 1


def test_a_set_whose_rows_mostly_fail_is_given_up(tmp_path: Path) -> None:
    data = write_data(tmp_path / "data", copies=20)
    backend = Failing(skips=True)

    outcome = Run(plan(), TASK, backend, tmp_path, NOTHING).carry_out(CARDS, data)

    assert outcome.given_up == ["graded"]
    assert backend.seen == 30
    assert outcome.rejected["graded", "of no use"] == 30


def test_the_target_is_shared_between_the_sets(tmp_path: Path) -> None:
    data = write_data(tmp_path / "data", copies=10)
    same = plan(target=12).sources[0]
    both = plan(target=12, sources=(same, Source("twin", same.roles, same.transforms)))
    twin = replace(GRADED, name="twin", group="answer")

    outcome = Run(both, TASK, RuleBackend(), tmp_path, NOTHING).carry_out([GRADED, twin], data)

    assert {row.dataset for row in outcome.rows} == {"graded", "twin"}


def test_a_dry_run_takes_only_the_first_rows(tmp_path: Path) -> None:
    data = write_data(tmp_path / "data", copies=10)
    backend = Failing()

    Run(plan(), TASK, backend, tmp_path, NOTHING).carry_out(CARDS, data, limit=4)

    assert backend.seen == 4


def test_the_split_never_cuts_through_a_question() -> None:
    rows = [training_row(f"answer {i}", group=f"q{i % 50}") for i in range(500)]
    sides = {}
    for row in rows:
        sides.setdefault(row.group, set()).add(is_held_out(row, plan(held_out=0.2)))

    assert all(len(side) == 1 for side in sides.values())
    assert 2 <= sum(True in side for side in sides.values()) <= 20
