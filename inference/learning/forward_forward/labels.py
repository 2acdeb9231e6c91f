"""How a label is shown to the network: as a part of its input."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from inference.learning.forward_forward.arrays import Floats, Ints, one_hot


@dataclass(frozen=True, slots=True)
class LabelEmbedding:
    """A one-hot code of `scale`. *overwrite* puts it over the first inputs (in MNIST these are a border that is always
    black), *concatenate* before them. The neutral label is an equal share of each."""

    classes: int
    how: Literal["overwrite", "concatenate"] = "overwrite"
    scale: float = 1.0

    def width(self, inputs: int) -> int:
        """Of rows of `inputs` with their label."""
        return inputs + (self.classes if self.how == "concatenate" else 0)

    def embed(self, rows: Floats, labels: Ints) -> Floats:
        """Rows (n, inputs) with labels (n,)."""
        return self._put(rows, one_hot(labels, self.classes) * np.float32(self.scale))

    def neutral(self, rows: Floats) -> Floats:
        return self._put(rows, np.full((len(rows), self.classes), self.scale / self.classes, np.float32))

    def _put(self, rows: Floats, code: Floats) -> Floats:
        if self.how == "concatenate":
            return np.hstack([code, rows])
        covered = rows.copy()
        covered[:, : self.classes] = code
        return covered
