"""The queue of answers that a person should look at: which, in what order, and what stands beside each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from django.db.models import Case, Count, F, IntegerField, OuterRef, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import Lower

from inference.questions.question import KeyPoint
from quizgen.accounts.models import User
from quizgen.attempts.models import Dispute, DisputeState, Grade, Response, Review
from quizgen.claims import Status
from quizgen.courses.models import Course
from quizgen.lectures.models import Lecture

Row = TypeVar("Row", Course, Lecture)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an answer waits, as colour, shape and word."""

    tone: str
    icon: str
    word: str


LONGEST_WAY = 2000
"""Answers through which one can go by next and previous; whoever has judged so many gets the next ones."""

REASONS = {
    "disputed": Reason("partly", "flag", "Disputed"),
    "ungraded": Reason("wrong", "circle-x", "Not graded"),
    "unsure": Reason("unsure", "circle-question-mark", "Unsure"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Of which course, which lecture and for which reason one wants to see answers; None and "" for all."""

    course: Course | None = None
    lecture: Lecture | None = None
    reason: str = ""

    @property
    def query(self) -> str:
        """As in an address, "" where everything is wanted."""
        parts = {
            "course": self.course.pk if self.course else None,
            "lecture": self.lecture.pk if self.lecture else None,
            "why": self.reason,
        }
        return urlencode({name: value for name, value in parts.items() if value})


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands in the queue. `number` counts from 1, None where it is not (any longer) in it."""

    number: int | None
    total: int
    previous: int | None
    following: int | None


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """One answer of the list. `alike` more of the queue are in the same words."""

    response: Response
    grade: Grade | None
    reason: Reason
    alike: int


@dataclass(frozen=True, slots=True)
class PointRow:
    """A key point as the form shows it. `choices` are credits with a word each; `credit` None before a grade."""

    number: int
    point: KeyPoint
    credit: float | None
    quote: str
    choices: tuple[tuple[float, str, str, bool], ...]


def wanted_of(query: Mapping[str, str], user: User) -> Wanted:
    """What is not there or not one's own narrows nothing."""
    lecture = _one_of(Lecture.objects.taught_by(user).select_related("course"), query.get("lecture", ""))
    course = lecture.course if lecture else _one_of(Course.objects.taught_by(user), query.get("course", ""))
    reason = query.get("why", "")
    return Wanted(course, lecture, reason if reason in REASONS else "")


def to_review(user: User, wanted: Wanted) -> QuerySet[Response]:
    """Unordered, to be counted."""
    responses = Response.objects.taught_by(user).to_review().order_by()
    if wanted.lecture:
        responses = responses.filter(question__quiz__lecture=wanted.lecture)
    elif wanted.course:
        responses = responses.filter(question__quiz__lecture__course=wanted.course)
    return responses.filter(**_FILTERS[wanted.reason]) if wanted.reason else responses


_FILTERS: dict[str, dict[str, object]] = {
    "disputed": {"review": Review.DISPUTED},
    "ungraded": {"review": Review.NONE, "status": Status.FAILED},
    "unsure": {"review": Review.UNSURE},
}


def most_useful_first(responses: QuerySet[Response]) -> QuerySet[Response, tuple[int, int]]:
    """(key, number in the same words) of each. Disputes first, the oldest of them first, for somebody waits; then what
    has no grade; then what the grader was least sure of, and before that what several have written alike: to judge
    one of them helps with all."""
    opened = Dispute.objects.filter(response=OuterRef("pk"), state=DisputeState.OPEN).values("opened_at")[:1]
    urgency = Case(
        When(review=Review.DISPUTED, then=Value(0)),
        When(review=Review.NONE, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    ordered = responses.annotate(
        urgency=urgency,
        disputed_at=Case(When(review=Review.DISPUTED, then=Subquery(opened))),
        alike=Window(Count("pk"), partition_by=[F("question"), Lower("text")]),
        words=Lower("text"),
    ).order_by("urgency", F("disputed_at").asc(nulls_last=True), "-alike", "confidence", "words", "submitted_at", "pk")
    return ordered.values_list("pk", "alike")


def waiting_rows(page: Iterable[tuple[int, int]]) -> list[WaitingRow]:
    """What the list shows of (key, number in the same words): only of the rows of one page, not of all that wait."""
    alike = dict(page)
    joined = Response.objects.select_related("attempt__learner", "question__quiz__lecture__course")
    responses = joined.prefetch_related("grades").in_bulk(alike)
    return [_waiting_row(responses[pk], number - 1) for pk, number in alike.items() if pk in responses]


def _waiting_row(response: Response, alike: int) -> WaitingRow:
    return WaitingRow(response, response.grade, REASONS[reason_of(response)], alike)


def way_through(user: User, wanted: Wanted) -> list[int]:
    """The keys of the queue in its order."""
    return [pk for pk, _ in most_useful_first(to_review(user, wanted))[:LONGEST_WAY]]


def place_in(way: Sequence[int], response: Response) -> Place:
    """An answer that is not in the queue has its beginning before it."""
    if response.pk not in way:
        return Place(None, len(way), None, way[0] if way else None)
    here = way.index(response.pk)
    before = way[here - 1] if here else None
    return Place(here + 1, len(way), before, way[here + 1] if here + 1 < len(way) else None)


def reason_of(response: Response) -> str:
    """A key of REASONS, "" for an answer that waits for nobody."""
    if response.review:
        return str(response.review)
    return "ungraded" if response.status == Status.FAILED else ""


def point_rows(points: Sequence[KeyPoint], grade: Grade | None) -> list[PointRow]:
    """The key points with what the grade gave them; "in part" keeps the share that the grader gave."""
    credits = grade.credits if grade and len(grade.credits) == len(points) else [None] * len(points)
    share = grade.score / grade.max_score if grade and grade.max_score else None
    return [_point_row(i, point, credit, share) for i, (point, credit) in enumerate(zip(points, credits, strict=True))]


def _point_row(i: int, point: KeyPoint, credit: dict | None, share: float | None) -> PointRow:
    given = credit["credit"] if credit else share
    part = given if given is not None and 0 < given < 1 else 0.5
    choices = ((1.0, "correct", "There"), (part, "partly", "In part"), (0.0, "wrong", "Missing"))
    return PointRow(
        number=i + 1,
        point=point,
        credit=given,
        quote=credit["quote"] if credit else "",
        choices=tuple((value, tone, word, value == given) for value, tone, word in choices),
    )


def _one_of(rows: QuerySet[Row], key: str) -> Row | None:
    return rows.filter(pk=int(key)).first() if key.isascii() and key.isdecimal() and len(key) < 19 else None
