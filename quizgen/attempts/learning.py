"""What the grader has learned from the people who teach a course: how far it agrees with them since, and which other
answers it would grade differently now.

An answer that a person has judged is graded anew knowing only the *other* judged answers to its question, so that the
figure says what to expect of answers that nobody has judged. The grading worker does the work, some at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from inference.grading.exact import grade_exact
from inference.grading.verdict import GradingTask, Verdict
from quizgen import queue
from quizgen.accounts.models import User
from quizgen.attempts.agreement import STEPS, Agreement, agreement_of, in_quarters, pairs_by_response
from quizgen.attempts.exemplars import grade_as_judged, key_of, same_words
from quizgen.attempts.grading import response_task
from quizgen.attempts.models import PERSON, Exemplar, Grade, LearningCheck, Response
from quizgen.courses.models import Course

MOST_JUDGED, MOST_OTHERS = 400, 400
"""Answers that are looked at, the newest."""
Look = tuple[int, int, int | None, int]
"""Response, and quarters of the points: the grader's then, a person's, the grader's now."""


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that nobody has judged and that would have another share of the points (0..1) now."""

    response: Response
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Learned:
    """Agreement with people over the same answers, then and now; how many others were looked at and would change."""

    before: Agreement
    after: Agreement
    others: int
    changes: tuple[Change, ...]


def check_learning(*, course: Course, user: User) -> LearningCheck:
    """Has it looked at; where that is under way already, that one is given back."""
    under_way = LearningCheck.objects.under_way().filter(course=course)
    try:
        with transaction.atomic():
            row = LearningCheck.objects.create(course=course, asked_by=user)
            transaction.on_commit(partial(queue.nudge_learning_check, learning_check_id=row.pk))
    except IntegrityError:
        return under_way.get()
    return row


def left_to_look_at(row: LearningCheck, count: int) -> list[Response]:
    """The next `count` responses."""
    seen = {look[0] for look in row.looks}
    wanted = [pk for pk in (*_judged(row.course), *_others(row.course)) if pk not in seen][:count]
    responses = Response.objects.filter(pk__in=wanted).select_related("question__quiz__lecture")
    return list(responses.prefetch_related("grades", "question__key_points"))


def known_verdict(response: Response) -> Verdict | None:
    """What needs no grader: the words of a judged answer, unless this is that one; a reference answer; nothing."""
    is_judged = any(grade.is_a_persons for grade in response.grades.all())
    judged = None if is_judged else same_words(response.question, response.text)
    task = response_task(response)
    return grade_as_judged(task, judged.credits, judged.credit) if judged else grade_exact(task)


def task_without_itself(response: Response) -> GradingTask:
    """What the grader is asked, as if this answer had not been judged."""
    task, own = response_task(response), key_of(response.text)
    return replace(task, exemplars=tuple(one for one in task.exemplars if key_of(one.text) != own))


def looks_of(row: LearningCheck, verdicts: Sequence[tuple[Response, Verdict | None]]) -> list[Look]:
    """What the grader cannot use counts as it did."""
    judged = pairs_by_response(row.course)
    return [_look(response, judged.get(response.pk), verdict) for response, verdict in verdicts]


def learned(row: LearningCheck) -> Learned:
    """What the looks so far come to."""
    judged = [look for look in row.looks if look[2] is not None]
    others = [look for look in row.looks if look[2] is None]
    return Learned(
        before=agreement_of([(then, person) for _, then, person, _ in judged]),
        after=agreement_of([(now, person) for _, _, person, now in judged]),
        others=len(others),
        changes=_changes([look for look in others if look[1] != look[3]]),
    )


def _look(response: Response, pair: tuple[int, int] | None, verdict: Verdict | None) -> Look:
    grade = response.grade
    then = pair[0] if pair else in_quarters(grade.score, grade.max_score) if grade and grade.max_score else 0
    now = in_quarters(verdict.score, verdict.max_score) if verdict else then
    return response.pk, then, pair[1] if pair else None, now


def _judged(course: Course) -> list[int]:
    """Those that the grader and then a person have graded."""
    return sorted(pairs_by_response(course), reverse=True)[:MOST_JUDGED]


def _others(course: Course) -> QuerySet[Response, int]:
    """Graded by the grader alone, to questions of which it knows judged answers."""
    grades = Grade.objects.filter(response=OuterRef("pk"), max_score__gt=0)
    known = Exemplar.objects.live().filter(question=OuterRef("question"))
    responses = Response.objects.filter(Exists(grades), Exists(known), question__quiz__lecture__course=course)
    unjudged = responses.exclude(Exists(grades.filter(grader=PERSON)))
    return unjudged.order_by("-pk").values_list("pk", flat=True)[:MOST_OTHERS]


def _changes(looks: Sequence[Look]) -> tuple[Change, ...]:
    """Those that would change most come first. What has been deleted since is left out."""
    found = Response.objects.select_related("question", "attempt__learner").in_bulk([look[0] for look in looks])
    most_first = sorted(looks, key=lambda look: -abs(look[3] - look[1]))
    return tuple(Change(found[pk], then / STEPS, now / STEPS) for pk, then, _, now in most_first if pk in found)
