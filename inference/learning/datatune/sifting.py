"""Keeps what is new and clean: no duplicates, and nothing that overlaps with the sets that one measures with.

Near duplicates by the rule of Self-Instruct (Wang et al. 2023): ROUGE-L above 0.7 to what is kept already; candidates
are found by the words that they share, so that not every pair is compared. Leaks by 8-grams of words (as in GPT-3's
and later reports).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from inference.learning.datatune.rows import TrainingRow
from inference.learning.datatune.task import TaskSpec

ALIKE = 0.7
LEAK_WORDS = 8
Gram = tuple[str, ...]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def rouge_l(one: list[str], other: list[str]) -> float:
    """F1 of the longest common subsequence of words, 0..1 (Lin, 2004)."""
    if not one or not other:
        return 0.0
    lengths = [0] * (len(other) + 1)
    for word in one:
        diagonal = 0
        for j, candidate in enumerate(other, 1):
            above = lengths[j]
            lengths[j] = diagonal + 1 if word == candidate else max(above, lengths[j - 1])
            diagonal = above
    return 2 * lengths[-1] / (len(one) + len(other))


class Duplicates:
    """Remembers what was kept. Rows of different outputs are never duplicates: the label is what is to be learned."""

    def __init__(self, task: TaskSpec) -> None:
        self._task = task
        self._kept: dict[str, list[list[str]]] = defaultdict(list)
        self._holding: dict[tuple[str, str], list[int]] = defaultdict(list)

    def holds(self, row: TrainingRow) -> bool:
        same, text = self._task.compared(row.input, row.output)
        said = words(text)
        return any(said == kept or rouge_l(said, kept) > ALIKE for kept in self._candidates(same, said))

    def keep(self, row: TrainingRow) -> None:
        same, text = self._task.compared(row.input, row.output)
        said = words(text)
        for word in set(said) or {""}:
            self._holding[same, word].append(len(self._kept[same]))
        self._kept[same].append(said)

    def _candidates(self, same: str, said: list[str]) -> Iterator[list[str]]:
        """ROUGE-L above 0.7 takes that many common words, so fewer need no comparison."""
        shared: dict[int, int] = defaultdict(int)
        for word in set(said) or {""}:
            for i in self._holding.get((same, word), ()):
                shared[i] += 1
        for i, count in shared.items():
            kept = self._kept[same][i]
            if 2 * count > ALIKE * (len(set(said)) + len(set(kept))) or not said:
                yield kept


class Leaks:
    """Texts that one measures with: no row may share eight words in a row with them."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._grams = {gram for text in texts for gram in _grams(text)}

    def holds(self, row: TrainingRow) -> bool:
        return any(gram in self._grams for text in (*row.input.values(), row.output) for gram in _grams(text))


def _grams(text: str) -> Iterator[Gram]:
    said = words(text)
    return (tuple(said[i : i + LEAK_WORDS]) for i in range(len(said) - LEAK_WORDS + 1))
