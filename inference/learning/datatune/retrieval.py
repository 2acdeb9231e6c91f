"""Which data sets suit a task: BM25 and character n-grams over the cards, then a vote.

BM25 as in Robertson & Zaragoza, "The Probabilistic Relevance Framework" (2009). The embedding is a hashed bag of
character n-grams (as in fastText's subwords, Bojanowski et al. 2017, without training): it meets "grade" and "grading".
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from inference.learning.datatune.cards import DatasetCard
from inference.learning.datatune.task import TaskSpec

K1, B = 1.2, 0.75
BUCKETS = 4096
GRAMS = (3, 4, 5)
RANK_CONSTANT = 60
"""Of reciprocal rank fusion (Cormack et al., 2009)."""


def ranked(task: TaskSpec, cards: Sequence[DatasetCard], depth: int = 25) -> tuple[DatasetCard, ...]:
    """The `depth` cards nearest to the task, best first: the ranks by BM25 and by embedding, fused."""
    query, texts = task_text(task), [card_text(card) for card in cards]
    scores = (bm25(query, texts), cosines(query, texts))
    fused = [0.0] * len(cards)
    for ranking in scores:
        for rank, index in enumerate(sorted(range(len(cards)), key=lambda i: -ranking[i])):
            fused[index] += 1 / (RANK_CONSTANT + rank + 1)
    order = sorted(range(len(cards)), key=lambda i: (-fused[i], cards[i].name))
    return tuple(cards[i] for i in order[:depth])


def elected(votes: Sequence[str | None], cards: Sequence[DatasetCard]) -> tuple[DatasetCard, ...]:
    """The cards that were voted for, most votes first; ties go to the better rank. A vote for no card is void."""
    counts = Counter(vote for vote in votes if vote is not None)
    chosen = [card for card in cards if counts[card.name]]
    return tuple(sorted(chosen, key=lambda card: -counts[card.name]))


def task_text(task: TaskSpec) -> str:
    """The instruction twice, for it says more than the name and the fields."""
    return " ".join([task.name, task.instruction, task.instruction, *task.inputs, *task.labels]).replace("_", " ")


def card_text(card: DatasetCard) -> str:
    columns = " ".join(f"{name} {words}" for name, words in card.columns.items())
    return " ".join([card.name, card.description, " ".join(card.tags), columns]).replace("_", " ")


def bm25(query: str, texts: Sequence[str]) -> list[float]:
    counts = [Counter(_words(text)) for text in texts]
    mean = sum(sum(count.values()) for count in counts) / max(1, len(counts))
    scores = [0.0] * len(texts)
    for word in set(_words(query)):
        holding = sum(word in count for count in counts)
        rarity = math.log(1 + (len(texts) - holding + 0.5) / (holding + 0.5))
        for i, count in enumerate(counts):
            length = sum(count.values()) / mean
            scores[i] += rarity * count[word] * (K1 + 1) / (count[word] + K1 * (1 - B + B * length))
    return scores


def cosines(query: str, texts: Sequence[str]) -> list[float]:
    wanted = embedding(query)
    return [float(embedding(text) @ wanted) for text in texts]


def embedding(text: str) -> np.ndarray:
    """float32 (4096,), of length one, or of zeros for a text without words."""
    vector = np.zeros(BUCKETS, dtype=np.float32)
    for word, count in Counter(_words(text)).items():
        for gram in _grams(f"<{word}>"):
            vector[_bucket(gram)] += math.log1p(count)
    length = float(np.linalg.norm(vector))
    return vector / length if length else vector


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _grams(word: str) -> list[str]:
    return [word[i : i + n] for n in GRAMS for i in range(len(word) - n + 1)]


def _bucket(gram: str) -> int:
    """FNV-1a: the same in every process, unlike hash()."""
    value = 2166136261
    for byte in gram.encode():
        value = (value ^ byte) * 16777619 % 2**32
    return value % BUCKETS
