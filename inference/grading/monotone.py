"""Multinomial logistic regression whose pull towards the first label keeps the sign that meaning demands."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_array

Array = NDArray[np.float64]
Labels = NDArray[np.int64]
PENALTY = 0.1
"""scikit-learn's C: the inverse strength of the L2 penalty."""
STEPS = 300


@dataclass(frozen=True, slots=True)
class Fitted:
    """`weights`: (columns, labels), `intercept`: (labels,)."""

    weights: Array
    intercept: Array


def fit_monotone(
    values: csr_array, labels: Labels, count: int, signs: Sequence[int], penalty: float = PENALTY
) -> Fitted:
    """`values` is (rows, columns), most of them 0; `count` how many labels there are.

    `signs`, one for each of the first columns: 1, where more of it must never lower label 0 against any other, -1 never
    raise it, 0 free.

    Solved by L-BFGS-B (Byrd et al. 1995) over the weight of label 0 and, bounded, what the others have less.
    """
    problem = _Problem(values, np.eye(count)[labels], penalty)
    width = values.shape[1]
    bounds = {1: (0.0, None), -1: (None, 0.0), 0: (None, None)}
    of_columns = [bounds[sign] for sign in [*signs, *[0] * (width - len(signs))]]
    limits = [(None, None)] * width + [limit for limit in of_columns for _ in range(count - 1)]
    start = np.zeros(width * count + count)
    found = minimize(
        problem.loss,
        start,
        jac=True,
        method="L-BFGS-B",
        bounds=[*limits, *[(None, None)] * count],
        options={"maxiter": STEPS},
    )
    return problem.unpacked(found.x)


class _Problem:
    def __init__(self, values: csr_array, gold: Array, penalty: float) -> None:
        self.values = values
        self.turned = values.T.tocsr()
        self.gold = gold
        self.penalty = penalty

    def unpacked(self, flat: Array) -> Fitted:
        width, count = self.values.shape[1], self.gold.shape[1]
        first, less = flat[:width, None], flat[width : width * count].reshape(width, count - 1)
        return Fitted(np.hstack([first, first - less]), flat[width * count :])

    def loss(self, flat: Array) -> tuple[float, Array]:
        """Penalised negative log-likelihood and its gradient."""
        model = self.unpacked(flat)
        logits = self.values @ model.weights + model.intercept
        logits -= logits.max(axis=1, keepdims=True)
        log_likelihoods = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        wrong = np.exp(log_likelihoods) - self.gold
        slope = self.turned @ wrong + model.weights / self.penalty
        value = -(self.gold * log_likelihoods).sum() + (model.weights**2).sum() / (2 * self.penalty)
        return float(value), np.concatenate([slope.sum(axis=1), -slope[:, 1:].ravel(), wrong.sum(axis=0)])
