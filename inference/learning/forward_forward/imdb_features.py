"""Film reviews (IMDb, Maas et al. 2011) as 300 numbers each: tf-idf of words and pairs of words, reduced by SVD.

The features know no labels, and are fitted on train rows only. scikit-learn is needed (the development set-up).
"""

import gzip
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from inference.errors import BadInput
from inference.learning.forward_forward.arrays import Floats, Ints, normalised

DIMENSIONS = 300
CONFIGURATION: dict[str, Any] = {
    "words": "1-2",
    "most_terms": 60000,
    "least_reviews": 3,
    "sublinear": True,
    "dimensions": DIMENSIONS,
}


@dataclass(frozen=True, slots=True)
class Reviews:
    texts: list[str]
    labels: Ints
    """1 is a good review."""


@dataclass(frozen=True, slots=True)
class Features:
    train: Floats
    """(n, 300), each row with a root mean square of 1."""
    test: Floats
    cpu_s: float


def load_reviews(data: Path, split: str) -> Reviews:
    """All of "train" or "test" (25,000 each). Raises `BadInput` where the folder holds none."""
    folder = data / "learning" / "imdb"
    paths = sorted(folder.glob(f"{split}_*.jsonl.gz"))
    if not paths:
        raise BadInput("learning.no_imdb", f"There is no IMDb in {folder}; name the data folder with --data.")
    texts, labels = [], []
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                texts.append(row["text"])
                labels.append(row["label"])
    return Reviews(texts, np.array(labels, np.int64))


def make_features(train: list[str], test: list[str], *, seed: int) -> Features:
    started = time.process_time()
    words = TfidfVectorizer(
        ngram_range=(1, 2),
        max_features=CONFIGURATION["most_terms"],
        min_df=CONFIGURATION["least_reviews"],
        sublinear_tf=True,
        dtype=np.float32,
    )
    reduced = TruncatedSVD(DIMENSIONS, n_iter=2, random_state=seed)
    fitted = reduced.fit_transform(words.fit_transform(train))
    unseen = reduced.transform(words.transform(test))
    return Features(_even(fitted), _even(unseen), time.process_time() - started)


def _even(rows: Any) -> Floats:
    return normalised(rows.astype(np.float32))
