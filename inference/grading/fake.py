"""A scripted grader for tests and front-end work: it counts words, at once, and says that it is no real grader."""

from collections.abc import Sequence

from inference.engine import fingerprint
from inference.errors import BadInput
from inference.grading.exact import folded, is_no_answer, points_of
from inference.grading.verdict import GradingTask, KeyPointCredit, Verdict, VerdictLabel


class ScriptedGrader:
    """A key point earns the share of its words that the response has. `verdicts`: labels to give in turn instead."""

    def __init__(self, *, verdicts: Sequence[VerdictLabel] = ()) -> None:
        self._verdicts = tuple(verdicts)
        self.fingerprint = fingerprint("grading.fake", verdicts=self._verdicts)

    def grade(self, tasks: Sequence[GradingTask]) -> list[Verdict]:
        return [self._grade(task, i) for i, task in enumerate(tasks)]

    def _grade(self, task: GradingTask, i: int) -> Verdict:
        if not task.language.lower().startswith("en"):
            raise BadInput("grading.language", "The scripted grader reads English only.")
        said = set(folded(task.response).split())
        credits = tuple(
            KeyPointCredit(point.text, point.points, credit, task.response if credit else "")
            for point in points_of(task)
            for credit in [self._credit(point.text, said, i)]
        )
        highest = sum(one.points for one in credits)
        score = sum(one.points * one.credit for one in credits)
        answer = (task.reference_answers or ("There is no reference answer.",))[0]
        return Verdict(
            label=self._label(task, score / highest if highest else 0.0, i),
            score=score,
            max_score=highest,
            credits=credits,
            feedback=("Scripted feedback: words were counted.", "Scripted feedback: a key term.", answer),
            confidence=0.5,
            grader=self.fingerprint,
        )

    def _credit(self, text: str, said: set[str], i: int) -> float:
        if self._verdicts:
            return {"correct": 1.0, "partially_correct_incomplete": 0.5}.get(
                self._verdicts[i % len(self._verdicts)], 0.0
            )
        words = set(folded(text).split())
        return round(len(words & said) / len(words), 2) if words else 0.0

    def _label(self, task: GradingTask, share: float, i: int) -> VerdictLabel:
        if self._verdicts:
            return self._verdicts[i % len(self._verdicts)]
        if is_no_answer(folded(task.response)):
            return "non_domain"
        if share >= 0.99:
            return "correct"
        return "partially_correct_incomplete" if share > 0 else "irrelevant"
