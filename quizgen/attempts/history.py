"""Everything that has happened to one answer, in order: who did what, when, and by which grader."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from quizgen.attempts.confidence import confidence_in_words
from quizgen.attempts.models import DisputeState, Exemplar, Grade, Occasion, Reevaluation, Response

WHAT = {
    Occasion.ANSWERED: "graded the answer",
    Occasion.OVERRIDDEN: "gave another grade",
    Occasion.CONFIRMED: "agreed with the grade",
    Occasion.ACCEPTED: "graded the answer anew, as one more answer was accepted",
    Occasion.TAKEN_BACK: "has its old grade again, as an acceptance was taken back",
}


@dataclass(frozen=True, slots=True)
class Event:
    """`who` did `what`; `grade` where that was one, `words` what they said, `detail` what only staff needs to know."""

    at: datetime
    who: str
    what: str
    grade: Grade | None = None
    words: str = ""
    detail: str = ""

    @property
    def confidence(self) -> str:
        return confidence_in_words(self.grade.confidence) if self.grade and not self.grade.is_a_persons else ""


def history_of(response: Response) -> list[Event]:
    """The oldest first. Nothing of it is ever deleted, so this is the whole of it."""
    events = [*_answered(response), *_grades(response), *_disputes(response), *_exemplars(response)]
    return sorted([*events, *_acceptances(response)], key=lambda event: event.at)


def _answered(response: Response) -> Iterator[Event]:
    yield Event(response.submitted_at, str(response.attempt.learner), f"answered, try {response.try_number}")


def _grades(response: Response) -> Iterator[Event]:
    for grade in response.grades.select_related("graded_by"):
        yield Event(
            at=grade.graded_at,
            who=_name(grade.graded_by) if grade.is_a_persons else "The grader",
            what=WHAT[Occasion(grade.occasion)],
            grade=grade,
            words=grade.note,
            detail=grade.decided_because,
        )


def _disputes(response: Response) -> Iterator[Event]:
    for dispute in response.disputes.select_related("closed_by").prefetch_related("messages__author"):
        for message in dispute.messages.all():
            yield Event(message.written_at, _name(message.author), "wrote", words=message.text)
        if dispute.closed_at is not None:
            what = f"closed the thread: {DisputeState(dispute.state).label.lower()}"
            yield Event(dispute.closed_at, _name(dispute.closed_by), what)


def _exemplars(response: Response) -> Iterator[Event]:
    """What was learnt from this answer."""
    for one in Exemplar.objects.filter(response=response).select_related("judged_by"):
        what = f"made these words worth {one.credit:.0%} of the points in this question"
        yield Event(one.judged_at, _name(one.judged_by), what)
        if one.withdrawn_at is not None:
            yield Event(one.withdrawn_at, "That judgement", "was withdrawn or replaced")


def _acceptances(response: Response) -> Iterator[Event]:
    for one in Reevaluation.objects.filter(response=response).select_related("asked_by", "taken_back_by"):
        yield Event(one.asked_at, _name(one.asked_by), "asked what would change if this answer were accepted")
        if one.applied_at is not None:
            yield Event(one.applied_at, "The grading worker", "had changed the grades of the others")
        if one.taken_back_at is not None:
            yield Event(one.taken_back_at, _name(one.taken_back_by), "took the acceptance back")


def _name(user: object) -> str:
    return str(user) if user else "Somebody whose account is gone"
