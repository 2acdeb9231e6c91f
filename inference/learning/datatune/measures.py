"""Diversity and difficulty of rows, as the paper reports them: nearest by ROUGE-L, unique n-grams, duplicates."""

import math
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from inference.grading.verdict import Grader, GradingTask
from inference.learning.datatune.rows import TrainingRow
from inference.learning.datatune.sifting import rouge_l, words

SAMPLE = 200
"""Rows whose nearest neighbour is looked for: all pairs would take too long."""
QUESTION_WORDS = ("what", "who", "when", "where", "why", "which", "how")


@dataclass(frozen=True, slots=True)
class Diversity:
    """`nearest_mean`, `nearest_p95`: ROUGE-L of a row to the one most like it (lower is more diverse). `distinct_2`:
    different word pairs by all word pairs. `wh_entropy` in bits."""

    rows: int
    duplicates: float
    nearest_mean: float
    nearest_p95: float
    unigrams: int
    bigrams: int
    distinct_2: float
    mean_words: float
    label_shares: dict[str, float]
    wh_entropy: float


def diversity(rows: Sequence[TrainingRow], field: str, *, seed: int = 0) -> Diversity:
    """`field` is the input whose words are looked at; "output" for what is produced."""
    texts = [row.output if field == "output" else row.input.get(field, "") for row in rows]
    said = [words(text) for text in texts]
    nearest = sorted(_nearest(said, seed))
    pairs = [pair for one in said for pair in pairwise(one)]
    labels = Counter(row.output for row in rows)
    shares = {label: round(count / len(rows), 3) for label, count in labels.most_common(8)} if len(labels) <= 8 else {}
    return Diversity(
        rows=len(rows),
        duplicates=round(1 - len({" ".join(one) for one in said}) / max(1, len(said)), 4),
        nearest_mean=round(sum(nearest) / max(1, len(nearest)), 4),
        nearest_p95=round(nearest[int(0.95 * (len(nearest) - 1))], 4) if nearest else 0.0,
        unigrams=len({word for one in said for word in one}),
        bigrams=len(set(pairs)),
        distinct_2=round(len(set(pairs)) / max(1, len(pairs)), 4),
        mean_words=round(sum(map(len, said)) / max(1, len(said)), 2),
        label_shares=shares,
        wh_entropy=round(_entropy(_question_word(row) for row in rows), 3),
    )


def difficulty(rows: Sequence[TrainingRow], grader: Grader) -> float:
    """One minus the accuracy of `grader` on the 2-way decision, 0..1."""
    tasks = [GradingTask(r.input["question"], (r.input["reference"],), (), r.input["answer"]) for r in rows]
    verdicts = grader.grade(tasks)
    right = sum((v.label == "correct") == (r.output == "correct") for v, r in zip(verdicts, rows, strict=True))
    return round(1 - right / max(1, len(rows)), 4)


def _nearest(said: Sequence[list[str]], seed: int) -> list[float]:
    """Of a sample within the sample: the same for every set, so that sizes do not matter."""
    chosen = list(range(len(said)))
    random.Random(seed).shuffle(chosen)
    chosen = chosen[:SAMPLE]
    return [max((rouge_l(said[i], said[j]) for j in chosen if j != i), default=0.0) for i in chosen]


def _question_word(row: TrainingRow) -> str:
    text = row.input.get("question", row.output).lower()
    return next((word for word in QUESTION_WORDS if word in words(text)), "none")


def _entropy(values: Iterable[str]) -> float:
    counts = Counter(values)
    total = sum(counts.values())
    return -sum(count / total * math.log2(count / total) for count in counts.values()) if total else 0.0
