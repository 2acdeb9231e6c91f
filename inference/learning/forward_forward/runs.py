"""A training that may be stopped at any time: after each epoch its network and its history lie in a folder."""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from inference.learning.forward_forward.arrays import Floats, Ints
from inference.learning.forward_forward.network import ForwardForwardNetwork, Shape
from inference.learning.forward_forward.storage import load, save, shape_as_json
from inference.learning.forward_forward.training import Epoch, Schedule, fit

NETWORK = "network.npz"
HISTORY = "history.json"


@dataclass(frozen=True, slots=True)
class Examples:
    """Inputs as they are kept (n, inputs) and labels (n,)."""

    rows: Any
    labels: Ints


@dataclass(slots=True)
class Run:
    """Its history is one entry for each epoch: what the layers did, the validation error, and processor seconds."""

    folder: Path
    network: ForwardForwardNetwork
    history: list[dict[str, Any]] = field(default_factory=list)

    @property
    def cpu_minutes(self) -> float:
        """Of training."""
        return sum(entry["cpu_s"] for entry in self.history) / 60

    def keep(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        write_json(self.folder / HISTORY, self.history)
        save(self.network, self.folder / NETWORK)


def open_run(folder: Path, shape: Shape) -> Run:
    """The run in the folder where it is of the same shape, else a new one."""
    path = folder / NETWORK
    if not path.exists():
        return Run(folder, ForwardForwardNetwork(shape))
    network = load(path)
    if shape_as_json(network.shape) != shape_as_json(shape):
        return Run(folder, ForwardForwardNetwork(shape))
    history = json.loads((folder / HISTORY).read_text())
    return Run(folder, network, history[: network.epochs])


def train(
    run: Run,
    examples: Examples,
    validation: tuple[Floats, Ints],
    schedule: Schedule,
    *,
    prepare: Callable[[Any, np.random.Generator], Floats] | None = None,
    tell: Callable[[str], object] = lambda _line: None,
) -> None:
    """Goes on from where the run stands to the end of the schedule."""

    def after(epoch: Epoch) -> None:
        wrong = error(run.network.predict(validation[0]), validation[1])
        run.history.append({**asdict(epoch), "validation_error": wrong})
        run.keep()
        done = f"epoch {epoch.number}/{schedule.epochs}"
        tell(f"{done}: validation error {100 * wrong:.2f} %, {run.cpu_minutes:.1f} CPU-min")
        for layer in epoch.dead:
            tell(f"  Layer {layer} tells positives from negatives no better than chance; lower its threshold.")

    fit(run.network, examples.rows, examples.labels, schedule, prepare=prepare, after=after)


def error(predicted: Ints, labels: Ints) -> float:
    """Share that is wrong."""
    return float((predicted != labels).mean())


def write_json(path: Path, value: Any) -> None:
    partial = path.with_name(f"{path.name}.partial")
    partial.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")
    os.replace(partial, path)
