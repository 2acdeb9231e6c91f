"""Figures of agreement between gold and predictions. Pure Python; lists of equal length, never empty."""

import math
from collections import Counter
from collections.abc import Hashable, Sequence


def accuracy(gold: Sequence[Hashable], predicted: Sequence[Hashable]) -> float:
    return sum(g == p for g, p in zip(gold, predicted, strict=True)) / len(gold)


def f1_by_label(gold: Sequence[str], predicted: Sequence[str]) -> dict[str, float]:
    """F1 of each label present in the gold; 0 for one that is never hit."""
    hits = Counter(g for g, p in zip(gold, predicted, strict=True) if g == p)
    of_gold, of_predicted = Counter(gold), Counter(predicted)
    return {label: 2 * hits[label] / (of_gold[label] + of_predicted[label]) for label in sorted(of_gold)}


def macro_f1(gold: Sequence[str], predicted: Sequence[str]) -> float:
    """Mean F1 over the labels present in the gold."""
    scores = f1_by_label(gold, predicted)
    return sum(scores.values()) / len(scores)


def weighted_f1(gold: Sequence[str], predicted: Sequence[str]) -> float:
    """F1 weighted by how often the gold has each label."""
    count = Counter(gold)
    return sum(score * count[label] for label, score in f1_by_label(gold, predicted).items()) / len(gold)


def recall_by_label(gold: Sequence[str], predicted: Sequence[str]) -> dict[str, float]:
    hits = Counter(g for g, p in zip(gold, predicted, strict=True) if g == p)
    return {label: hits[label] / count for label, count in sorted(Counter(gold).items())}


def qwk(gold: Sequence[str], predicted: Sequence[str], order: Sequence[str]) -> float:
    """Quadratic weighted kappa (Cohen 1968); `order` runs from worst to best. 0 where chance explains everything."""
    rank = {label: i for i, label in enumerate(order)}
    pairs = [(rank[g], rank[p]) for g, p in zip(gold, predicted, strict=True)]
    of_gold, of_predicted = Counter(g for g, _ in pairs), Counter(p for _, p in pairs)
    seen = sum((g - p) ** 2 for g, p in pairs) / len(pairs)
    by_chance = sum((g - p) ** 2 * n * m for g, n in of_gold.items() for p, m in of_predicted.items()) / len(pairs) ** 2
    return 1 - seen / by_chance if by_chance else 0.0


def kappa(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """Cohen's kappa (1960): agreement beyond chance. 1 where chance explains everything, since then all agree."""
    of_one, of_other = Counter(one), Counter(other)
    by_chance = sum(of_one[label] * of_other[label] for label in of_one) / len(one) ** 2
    return (accuracy(one, other) - by_chance) / (1 - by_chance) if by_chance < 1 else 1.0


def wilson(hits: float, total: int, z: float = 1.96) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    share, spread = hits / total, z * z / total
    middle = (share + spread / 2) / (1 + spread)
    half = z * math.sqrt(share * (1 - share) / total + spread / total / 4) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def pearson(one: Sequence[float], other: Sequence[float]) -> float:
    """Correlation; 0 where one side does not vary."""
    mean_one, mean_other = sum(one) / len(one), sum(other) / len(other)
    together = sum((a - mean_one) * (b - mean_other) for a, b in zip(one, other, strict=True))
    spread = math.sqrt(sum((a - mean_one) ** 2 for a in one) * sum((b - mean_other) ** 2 for b in other))
    return together / spread if spread else 0.0


def rmse(gold: Sequence[float], predicted: Sequence[float]) -> float:
    return math.sqrt(sum((g - p) ** 2 for g, p in zip(gold, predicted, strict=True)) / len(gold))


def ece(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error over `bins` equal bins of confidence (Naeini et al. 2015)."""
    members: dict[int, list[tuple[float, bool]]] = {}
    for confidence, hit in zip(confidences, right, strict=True):
        members.setdefault(min(bins - 1, int(confidence * bins)), []).append((confidence, hit))
    gaps = (abs(sum(c for c, _ in group) - sum(hit for _, hit in group)) for group in members.values())
    return sum(gaps) / len(confidences)
