"""Two graders to be better than: the most frequent label, and plain word overlap with the reference."""

from collections.abc import Sequence

from inference.engine import fingerprint
from inference.grading.exact import folded, points_of
from inference.grading.verdict import GradingTask, KeyPointCredit, Verdict, VerdictLabel

ENOUGH, SOME = 0.6, 0.3
"""Share of the reference's words, set by hand."""


class MajorityGrader:
    """Calls everything wrong, as most answers of the public sets are."""

    fingerprint = fingerprint("grading.majority")

    def grade(self, tasks: Sequence[GradingTask]) -> list[Verdict]:
        return [_verdict(task, "partially_correct_incomplete", 0.5, self.fingerprint) for task in tasks]


class OverlapGrader:
    """The largest share of a reference's words that the response has."""

    fingerprint = fingerprint("grading.overlap", enough=ENOUGH, some=SOME)

    def grade(self, tasks: Sequence[GradingTask]) -> list[Verdict]:
        return [self._grade(task) for task in tasks]

    def _grade(self, task: GradingTask) -> Verdict:
        share = max((_overlap(reference, task.response) for reference in task.reference_answers), default=0.0)
        label: VerdictLabel = "irrelevant"
        if share >= SOME:
            label = "correct" if share >= ENOUGH else "partially_correct_incomplete"
        return _verdict(task, label, share, self.fingerprint)


def _overlap(reference: str, response: str) -> float:
    words = set(folded(reference).split())
    return len(words & set(folded(response).split())) / len(words) if words else 0.0


def _verdict(task: GradingTask, label: VerdictLabel, credit: float, grader: str) -> Verdict:
    credits = tuple(KeyPointCredit(point.text, point.points, credit) for point in points_of(task))
    highest = sum(one.points for one in credits)
    return Verdict(label, credit * highest, highest, credits, ("", "", ""), 0.6, grader)
