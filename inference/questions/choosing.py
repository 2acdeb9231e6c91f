"""Which drafts of the rules a lecture keeps: first those that nobody doubts, then doubtful ones up to ten."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from inference.questions.doubts import OFFERED
from inference.questions.draft import Ranked
from inference.questions.drops import Drops
from inference.questions.question import WrittenQuestion
from inference.questions.ranking import best_first
from inference.questions.round_trip import RoundTrip, survivors
from inference.questions.selection import DOUBLE

POOL = 3
"""So many times the wanted number are taken to be asked back, since some fail."""
Doubtful = tuple[Ranked, str]
"""A draft and the name of the rule that drops it where it is not needed."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The drafts that are kept, and the questions that they have become, in the same order."""

    ranked: tuple[Ranked, ...] = ()
    questions: tuple[WrittenQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Chooser:
    """`place` maps a sentence's number to its slide or passage; `ask` makes the question of a draft."""

    place: Mapping[int, int]
    ask: Callable[[Ranked], WrittenQuestion]
    trip: RoundTrip

    def choose(self, sure: Sequence[Ranked], doubtful: Sequence[Doubtful], count: int, drops: Drops) -> Kept:
        """At most `count`, best first, the doubtful behind all others and only as many as are missing to ten."""
        kept = self._more(sure, count, Kept(), drops)
        missing = min(count, OFFERED) - len(kept.questions)
        if missing > 0:
            kept = self._more([ranked for ranked, _ in doubtful], missing, kept, Drops())
        offered = {_told(ranked) for ranked in kept.ranked}
        for ranked, reason in doubtful:
            if _told(ranked) not in offered:
                drops.add(reason, _told(ranked))
        return kept

    def _more(self, pool: Sequence[Ranked], count: int, kept: Kept, drops: Drops) -> Kept:
        chosen, doubles = best_first(pool, self.place, POOL * count, kept.ranked)
        asked = [self.ask(ranked) for ranked in chosen]
        questions, flaws = survivors(asked, self.trip, count, kept.questions)
        drops.count(Counter({DOUBLE: doubles} if doubles else {}) + flaws)
        passed = tuple(ranked for ranked, question in zip(chosen, asked, strict=True) if question in questions)
        return Kept((*kept.ranked, *passed), (*kept.questions, *questions))


def _told(ranked: Ranked) -> str:
    return f"{ranked.draft.stem} {ranked.draft.answer}"
