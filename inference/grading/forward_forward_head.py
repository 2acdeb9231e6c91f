"""The contender of the decision head: a Forward-Forward network over the same features and word cues.

It is two files of one name: `.json` holds what `head.json` holds without weights, `.npz` the network.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from inference.grading.head import LABELS, Head, tempered
from inference.learning.forward_forward.arrays import Floats
from inference.learning.forward_forward.network import ForwardForwardNetwork
from inference.learning.forward_forward.storage import load

FILE = Path(__file__).with_name("forward_forward_head.json")
FARTHEST = 3.0
"""Standard deviations beyond which a feature counts no further: a network does not bound what it has not seen."""
CUE_SCALE = 0.3
"""How strongly a cue is shown beside features, which have a standard deviation of 1."""


@dataclass(frozen=True, slots=True)
class ForwardForwardHead(Head):
    """`features` and `cues` name and scale the inputs; their weights are empty, for the network has them."""

    network: ForwardForwardNetwork = field(kw_only=True)

    @property
    def size(self) -> int:
        layers = sum(layer.weights.size + layer.biases.size for layer in self.network.layers)
        return layers + self.network.head.weights.size + self.network.head.biases.size

    def probabilities(self, values: Sequence[float], cues: Iterable[str]) -> tuple[float, ...]:
        """One per label of LABELS, sum 1, by the network's softmax."""
        row = shown(np.array([values]), [frozenset(cues)], self)
        return tempered(tuple(self.network.probabilities(row)[0].tolist()), self.temperature)


def shown(values: Any, cues: Sequence[frozenset[str]], head: Head) -> Floats:
    """What the network sees of answers: (n, features + cues) from values (n, features) and the cues of each."""
    means, scales = (np.array([row[place] for row in head.features.values()]) for place in (0, 1))
    standard = np.clip((values - means) / scales, -FARTHEST, FARTHEST)
    said = [[CUE_SCALE * (cue in found) for cue in head.cues] for found in cues]
    return np.hstack([standard, np.array(said).reshape(len(cues), len(head.cues))]).astype(np.float32)


def read_head(path: Path) -> ForwardForwardHead:
    """Raises FileNotFoundError where one of the two files is missing, `BadInput` where the second is no network."""
    row = json.loads(path.read_text())
    network = path.with_suffix(".npz")
    if not network.is_file():
        raise FileNotFoundError(network)
    return ForwardForwardHead(
        version=row["version"],
        features={name: (mean, scale, ()) for name, (mean, scale) in row["features"].items()},
        cues=dict.fromkeys(row["cues"], ()),
        intercept=(0.0,) * len(LABELS),
        temperature=row["temperature"],
        preferences=tuple(row["preferences"]),
        rubric=tuple(row["rubric"]),
        network=load(network),
    )


@cache
def shipped_forward_forward_head() -> ForwardForwardHead:
    return read_head(FILE)
