"""Whether a question can be graded: asked back, its own answer earns everything, and what is no answer nothing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from inference.grading.embedded import EmbeddedGrader
from inference.grading.verdict import Grader, GradingTask
from inference.questions.question import WrittenQuestion

MOST_OF_ANOTHER = 0.5
"""Answers of one lecture share words, and the grader pays for them: no more than this share of the points may fall to
the answer of another question. At none at all a third of all questions would go, half of them good ones."""

NOT_RECOGNISED = "round trip: the key points do not recognise the reference answer"
NOTHING_EARNS = "round trip: an empty answer earns points"
STEM_EARNS = "round trip: the question answers itself"
ANOTHER_FITS = "round trip: another question's answer is taken for right"


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """Checks questions with the grader that will mark the responses to them."""

    grader: Grader
    language: str = "en"

    def flaw(self, question: WrittenQuestion, others: Iterable[WrittenQuestion] = ()) -> str:
        """The name of the first check that fails, "" if the question passes all.

        `others` are questions that are asked beside it: their answers may not pass for its own.
        """
        if self._least_for_references(question) < 1:
            return NOT_RECOGNISED
        if self.share(question, "") > 0:
            return NOTHING_EARNS
        if self.share(question, question.stem) > 0:
            return STEM_EARNS
        return ANOTHER_FITS if any(self._confuses(question, other) for other in others) else ""

    def share(self, question: WrittenQuestion, response: str) -> float:
        """The share of the points, 0..1, that this response earns."""
        return self._marked(question, (response,))[0]

    def _least_for_references(self, question: WrittenQuestion) -> float:
        """A reference answer is right word for word; here it has to earn its points from the key points alone."""
        return min(self._marked(replace(question, reference_answers=()), question.reference_answers))

    def _confuses(self, question: WrittenQuestion, other: WrittenQuestion) -> bool:
        return self.share(question, other.reference_answers[0]) > MOST_OF_ANOTHER

    def _marked(self, question: WrittenQuestion, responses: Sequence[str]) -> list[float]:
        verdicts = self.grader.grade([self._task(question, response) for response in responses])
        return [verdict.score / verdict.max_score for verdict in verdicts]

    def _task(self, question: WrittenQuestion, response: str) -> GradingTask:
        return GradingTask(
            question=question.stem,
            reference_answers=question.reference_answers,
            key_points=question.key_points,
            response=response,
            language=self.language,
        )


def embedded_round_trip(language: str = "en") -> RoundTrip:
    """With the grader that runs everywhere, in milliseconds a question."""
    return RoundTrip(EmbeddedGrader(), language)


def survivors(
    questions: Iterable[WrittenQuestion], trip: RoundTrip, count: int, beside: Sequence[WrittenQuestion] = ()
) -> tuple[list[WrittenQuestion], Counter[str]]:
    """The first `count` that pass, each asked back beside those kept before it, and how many failed by reason.

    `beside` are kept already.
    """
    kept: list[WrittenQuestion] = []
    flaws: Counter[str] = Counter()
    for question in questions:
        if len(kept) == count:
            break
        if flaw := trip.flaw(question, (*beside, *kept)):
            flaws[flaw] += 1
        else:
            kept.append(question)
    return kept, flaws
