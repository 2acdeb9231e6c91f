"""What a writer left out of a lecture, and why: counted by named reason, and told of each sentence."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from inference.questions.question import Drop


@dataclass(slots=True)
class Drops:
    """Grows while a lecture is worked on."""

    counts: Counter[str] = field(default_factory=Counter)
    told: list[Drop] = field(default_factory=list)

    def add(self, reason: str, text: str) -> None:
        self.counts[reason] += 1
        self.told.append(Drop(reason, text))

    def count(self, reasons: Counter[str]) -> None:
        """Adds what is known by number only."""
        self.counts.update(reasons)

    def totals(self) -> dict[str, int]:
        return dict(self.counts.most_common())


def by_reason(told: Iterable[Drop]) -> dict[str, list[str]]:
    """The texts by reason, the most frequent reason first."""
    texts: dict[str, list[str]] = {}
    for drop in told:
        texts.setdefault(drop.reason, []).append(drop.text)
    return dict(sorted(texts.items(), key=lambda entry: -len(entry[1])))
