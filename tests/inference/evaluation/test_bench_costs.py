"""What the bench says about costs: time, memory, and whether a longer lecture costs more per minute."""

import time
from pathlib import Path

import numpy as np
import pytest

from inference.evaluation import costs
from inference.evaluation.bench import lengths_compared, linearity
from inference.evaluation.bench_lecture import Worked
from inference.evaluation.costs import Cost, PeakMemory, timed

MEGABYTE = 1 << 20


def _worked(minutes: float, cpu_s: float) -> Worked:
    part = Cost(1, cpu_s / 3)
    return Worked(minutes, 60 * minutes, part, Cost(0.1, 0.1), part, part, None, (), 1, ())


def test_waiting_costs_the_clock_and_not_the_cpu() -> None:
    _, cost = timed(lambda: time.sleep(0.2))

    assert cost.wall_s >= 0.2
    assert cost.cpu_s < 0.1


def test_the_peak_is_seen_though_it_is_gone_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(costs, "LOOK_EVERY_S", 0.01)
    with PeakMemory() as memory:
        before = memory.bytes
        much = np.ones(100 * MEGABYTE, np.uint8)
        time.sleep(0.2)
        del much

    assert before is not None
    assert memory.bytes is not None
    assert 80 * MEGABYTE < memory.bytes - before < 200 * MEGABYTE


def test_where_the_kernel_does_not_tell_there_is_no_figure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(costs, "SMAPS", tmp_path / "none")

    with PeakMemory() as memory:
        pass

    assert memory.bytes is None


def test_a_cost_that_grows_with_the_length_is_linear() -> None:
    assert linearity([_worked(10, 30), _worked(20, 60), _worked(40, 120)]) == pytest.approx(1)


def test_a_longer_lecture_that_costs_more_per_minute_shows() -> None:
    assert linearity([_worked(10, 30), _worked(40, 240)]) == pytest.approx(2)


def test_each_length_has_a_line_and_the_last_one_judges_them() -> None:
    *lines, last = lengths_compared([_worked(10, 30), _worked(40, 240)])

    assert [(line.name, round(line.value or 0, 2)) for line in lines] == [
        ("10 minutes: CPU s per minute", 3),
        ("40 minutes: CPU s per minute", 6),
    ]
    assert (round(last.value or 0, 2), last.met) == (2, False)


def test_one_length_is_compared_with_nothing() -> None:
    assert list(lengths_compared([_worked(10, 30)])) == []
