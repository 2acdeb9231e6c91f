"""What the trained grader has to beat: two plain models that learn from the same answers.

Thirteen lexical figures with the answer's tf-idf under logistic regression, and the same figures with its similarity to
the references under boosted trees, as in the published baselines of SemEval-2013 task 7.
"""

import math
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from inference.grading.exact import folded
from inference.grading.head import LABELS
from inference.grading.verdict import GradingTask

Array = NDArray[np.float64]
MOST_WORDS = 2000
NEGATORS = frozenset(("no", "not", "never", "none", "nothing", "cannot", "without", "t"))
"""`folded` leaves "don t" of "don't"."""


def lexical(task: GradingTask) -> tuple[float, ...]:
    """Thirteen figures, without any table of words, of the response beside the reference that it shares most with."""
    question, response = folded(task.question).split(), folded(task.response).split()
    references = [folded(reference).split() for reference in task.reference_answers]
    best = max(references, key=lambda words: _shared(words, response))
    trigrams = _trigrams(" ".join(best)), _trigrams(" ".join(response))
    return (
        _shared(best, response),
        _shared(response, best),
        _jaccard(set(best), set(response)),
        _shared(response, question),
        _shared([word for word in best if word not in question], response),
        _jaccard(set(pairwise(best)), set(pairwise(response))),
        _jaccard(*trigrams),
        SequenceMatcher(None, best, response, autojunk=False).ratio(),
        math.log1p(len(response)),
        len(response) / max(1, len(best)),
        float(bool(NEGATORS & set(response)) != bool(NEGATORS & set(best))),
        float(_numbers(response) != _numbers(best)),
        sum(_shared(words, response) for words in references) / len(references),
    )


def _shared(wanted: Sequence[str], words: Sequence[str]) -> float:
    return sum(word in words for word in wanted) / len(wanted) if wanted else 0.0


def _jaccard(one: set[Any], other: set[Any]) -> float:
    return len(one & other) / max(1, len(one | other))


def _trigrams(text: str) -> set[str]:
    return {text[i : i + 3] for i in range(len(text) - 2)}


def _numbers(words: Sequence[str]) -> set[str]:
    return {word for word in words if word[0].isdigit()}


class Lexical:
    """The 13 figures of many tasks, measured once for all folds."""

    def __init__(self, tasks: Sequence[GradingTask], labels: Sequence[int]) -> None:
        self.responses = [folded(task.response) for task in tasks]
        self.references = [" ".join(map(folded, task.reference_answers)) for task in tasks]
        self.figures = np.array([lexical(task) for task in tasks])
        self.labels = np.array(labels)

    def regression(self, seen: Sequence[int], unseen: Sequence[int]) -> tuple[Array, int]:
        """(unseen, labels) probabilities of logistic regression with tf-idf, and how many weights it has."""
        words = TfidfVectorizer(max_features=MOST_WORDS, min_df=2, sublinear_tf=True)
        mean, scale = self.figures[seen].mean(axis=0), self.figures[seen].std(axis=0) + 1e-6
        learned = words.fit_transform([self.responses[i] for i in seen])
        model = LogisticRegression(C=1.0, max_iter=150, tol=1e-3)
        model.fit(self._columns(learned, seen, mean, scale), self.labels[seen])
        judged = words.transform([self.responses[i] for i in unseen])
        return self._full(model, self._columns(judged, unseen, mean, scale)), model.coef_.size

    def _columns(self, words: Any, rows: Sequence[int], mean: Array, scale: Array) -> csr_array:
        return hstack([csr_array((self.figures[rows] - mean) / scale), csr_array(words)], format="csr")

    def trees(self, seen: Sequence[int], unseen: Sequence[int]) -> tuple[Array, int]:
        """(unseen, labels) probabilities of boosted trees, and how many leaves they have."""
        words = TfidfVectorizer(min_df=2, sublinear_tf=True).fit([self.responses[i] for i in seen])
        model = HistGradientBoostingClassifier(
            max_iter=100, learning_rate=0.06, max_leaf_nodes=12, min_samples_leaf=40, random_state=0
        )
        with threadpool_limits(1):  # Threads that wait for each other take longer than one, on a busy machine.
            model.fit(self._beside(words, seen), self.labels[seen])
        leaves = 100 * 12 * len(model.classes_)
        return self._full(model, self._beside(words, unseen)), leaves

    def _beside(self, words: Any, rows: Sequence[int]) -> Array:
        """The figures and the cosine of response and references."""
        left = csr_array(words.transform([self.responses[i] for i in rows]))
        right = csr_array(words.transform([self.references[i] for i in rows]))
        cosine = np.asarray(left.multiply(right).sum(axis=1)).reshape(-1, 1)
        return np.hstack([self.figures[list(rows)], cosine])

    def _full(self, model: Any, columns: Any) -> Array:
        """Probabilities with a column for labels that were not seen, too."""
        found = np.zeros((columns.shape[0], len(LABELS)))
        found[:, model.classes_] = model.predict_proba(columns)
        return found
