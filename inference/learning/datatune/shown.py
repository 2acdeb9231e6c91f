"""Worked examples for prompts, from a file that `export --as exemplars` wrote: near to what is asked, and unlike
each other."""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from inference.errors import BadInput
from inference.learning.datatune.retrieval import embedding
from inference.llm.untrusted import fenced

MOST = 1000
"""Exemplars of a file that are chosen from: of more, evenly spaced ones, for a file goes set by set."""
COUNT = 3
LONGEST = 600
"""Characters of a field that are shown."""
RELEVANCE = 0.7
"""The weight of nearness against variety (Carbonell & Goldstein, 1998)."""
Vectors = NDArray[np.float64]


class Exemplars:
    """`path` "" is no file, and nothing is shown. Raises BadInput("datatune.exemplars") for one that cannot be read."""

    def __init__(self, path: str) -> None:
        text = _read(path) if path else ""
        self.digest = hashlib.sha256(text.encode()).hexdigest()[:12] if text else ""
        lines = [line for line in text.splitlines() if line.strip()]
        self._shown = [_fields(line, path) for line in lines[:: max(1, -(-len(lines) // MOST))]]
        self._vectors = [embedding(" ".join(fields.values())) for fields in self._shown]

    def beside(self, wanted: str, *, called: str) -> list[str]:
        """The few that suit `wanted`, each in a fence; `called` is what the output is named."""
        chosen = nearest(self._vectors, embedding(wanted), COUNT) if self._shown else []
        return [fenced(f"example {number}", _told(self._shown[i], called)) for number, i in enumerate(chosen, 1)]


@cache
def exemplars_in(path: str) -> Exemplars:
    """Read once."""
    return Exemplars(path)


def nearest(vectors: Sequence[Vectors], target: Vectors, count: int) -> list[int]:
    """Near to the target and unlike each other, by maximal marginal relevance; best first. Vectors of length 1."""
    near = [float(vector @ target) for vector in vectors]
    alike = [0.0] * len(vectors)
    taken: list[int] = []
    while len(taken) < min(count, len(vectors)):
        left = [i for i in range(len(vectors)) if i not in taken]
        best = max(left, key=lambda i: RELEVANCE * near[i] - (1 - RELEVANCE) * alike[i])
        taken.append(best)
        alike = [max(one, float(vector @ vectors[best])) for one, vector in zip(alike, vectors, strict=True)]
    return taken


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise BadInput("datatune.exemplars", f"The exemplars in {path} cannot be read.") from error


def _fields(line: str, path: str) -> dict[str, str]:
    """The input's fields and, as "", the output."""
    try:
        row = json.loads(line)
        return {**{str(name): str(text) for name, text in row["input"].items()}, "": str(row["output"])}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadInput("datatune.exemplars", f"{path} has a line that is no exemplar.") from error


def _told(fields: dict[str, str], called: str) -> str:
    return "\n".join(f"{name or called}: {' '.join(text.split())[:LONGEST]}" for name, text in fields.items())
