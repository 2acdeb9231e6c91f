"""How long an epoch takes, beside a straightforward PyTorch program of the same network on the same processor."""

import os
import time
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from statistics import median
from typing import Any

import numpy as np

from inference.learning.forward_forward.labels import LabelEmbedding
from inference.learning.forward_forward.network import ForwardForwardNetwork, Shape

SHAPE = Shape(784, (1000, 1000), LabelEmbedding(10))
BATCHES = 40
ROUNDS = 5
"""In turn, so that whatever else the machine does meets both."""


def measure() -> dict[str, Any]:
    """Processor seconds of an epoch of 60,000 rows in minibatches of 100: median of the rounds."""
    rng = np.random.default_rng(0)
    rows = rng.random((BATCHES * 100, SHAPE.inputs), np.float32)
    labels = rng.integers(0, 10, len(rows))
    network = ForwardForwardNetwork(SHAPE)
    programs: dict[str, Callable[[int], object]] = {
        "numpy": lambda start: network.partial_fit(rows[start : start + 100], labels[start : start + 100])
    }
    if find_spec("torch"):
        twin = import_module("inference.learning.forward_forward.torch_twin")
        twin.use_threads(threads())
        programs["torch"] = twin.trainer(SHAPE, rows, labels)
    return _report(_timed(programs))


def threads() -> int:
    """Of NumPy's BLAS, and so of PyTorch too."""
    return int(os.environ.get("OPENBLAS_NUM_THREADS") or os.cpu_count() or 1)


def _timed(programs: dict[str, Callable[[int], object]]) -> dict[str, float]:
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
    for program in programs.values():
        program(0)
    for _ in range(ROUNDS):
        for name, program in programs.items():
            spent[name].append(_round(program))
    to_epoch = 600 / BATCHES
    found = {f"{name}_cpu_s": median(cpu for cpu, _ in rounds) * to_epoch for name, rounds in spent.items()}
    return found | {f"{name}_wall_s": median(wall for _, wall in rounds) * to_epoch for name, rounds in spent.items()}


def _round(program: Callable[[int], object]) -> tuple[float, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    for number in range(BATCHES):
        program(number * 100)
    return time.process_time() - cpu, time.perf_counter() - wall


def _report(seconds: dict[str, float]) -> dict[str, Any]:
    about = {"widths": SHAPE.widths, "batch": 100, "threads": threads()}
    found: dict[str, Any] = {**about, **{name: round(value, 2) for name, value in seconds.items()}}
    if "torch_cpu_s" not in seconds:
        return {**found, "torch": "PyTorch is not installed here, so there is nothing to compare with."}
    return {**found, "numpy_over_torch": round(seconds["numpy_cpu_s"] / seconds["torch_cpu_s"], 2)}
