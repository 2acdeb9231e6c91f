"""How well the grader agrees with the people who teach a course, over the answers that both have graded.

Quadratic weighted kappa (Cohen 1968, "Weighted kappa"): 1 for the same grades, 0 for what chance alone would give. Both
shares of the points are rounded to quarters first. Of an answer, the grader's grade is the one that the person saw, and
the person's the newest; an agreement counts as a grade.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from quizgen.attempts.models import PERSON, Grade, Occasion
from quizgen.courses.models import Course

LEAST_PAIRS = 20
STEPS = 4
HALF_UP = 0.5 + 1e-9
"""Rounds halves up, and forgives what sums of thirds lack."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """`kappa` is None where it says nothing: fewer than LEAST_PAIRS answers, or all of them graded alike. `same` is the
    share of answers with the same grade, to a quarter."""

    n: int
    kappa: float | None
    same: float

    @property
    def is_shown(self) -> bool:
        return self.n >= LEAST_PAIRS

    @property
    def still_needed(self) -> int:
        return max(0, LEAST_PAIRS - self.n)

    @property
    def word(self) -> str:
        """After Landis & Koch (1977)."""
        for least, word in ((0.8, "almost perfect"), (0.6, "substantial"), (0.4, "moderate"), (0.2, "fair")):
            if self.kappa is not None and self.kappa >= least:
                return word
        return "slight"


def agreement_in(course: Course) -> Agreement:
    """In two queries, however many answers there are."""
    return agreement_of(pairs_in(course))


def agreement_of(pairs: Sequence[tuple[int, int]]) -> Agreement:
    kappa = quadratic_weighted_kappa(pairs) if len(pairs) >= LEAST_PAIRS else None
    return Agreement(len(pairs), kappa, sum(a == b for a, b in pairs) / len(pairs) if pairs else 0.0)


def pairs_in(course: Course) -> list[tuple[int, int]]:
    """(grader's, person's) in quarters of the points, 0..STEPS, one for each answer that both have graded."""
    return list(pairs_by_response(course).values())


def pairs_by_response(course: Course) -> dict[int, tuple[int, int]]:
    persons = _by_response(Grade.objects.of_persons().exclude(occasion=Occasion.TAKEN_BACK), course)
    also = Grade.objects.of_persons().values("response")
    engines = _by_response(Grade.objects.filter(response__in=also).exclude(grader=PERSON), course)
    pairs = {}
    for response, given in persons.items():
        seen = [quarters for pk, quarters in engines.get(response, []) if pk < given[0][0]]
        if seen:
            pairs[response] = (seen[-1], given[-1][1])
    return pairs


def _by_response(grades: QuerySet[Grade], course: Course) -> dict[int, list[tuple[int, int]]]:
    """Key and quarters of the points of each grade, the oldest first, by response."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    rows = grades.filter(response__question__quiz__lecture__course=course, max_score__gt=0).order_by()
    # Sorted here: to be asked for an order by key can mislead a planner to read all grades in it.
    for pk, response, score, highest in sorted(rows.values_list("pk", "response", "score", "max_score")):
        found[response].append((pk, in_quarters(score, highest)))
    return found


def in_quarters(score: float, highest: float) -> int:
    """The share of the points, 0..STEPS."""
    return int(score / highest * STEPS + HALF_UP)


def quadratic_weighted_kappa(pairs: Sequence[tuple[int, int]]) -> float | None:
    """Of whole grades of two raters. None where chance alone would make them agree: one grade for all."""
    one, other = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    seen = sum((a - b) ** 2 for a, b in pairs) * len(pairs)
    by_chance = sum((a - b) ** 2 * n * m for a, n in one.items() for b, m in other.items())
    return 1 - seen / by_chance if by_chance else None
