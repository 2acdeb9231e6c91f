"""Grades anew what already has a grade: for a person who asks, and once a model is back that was away.

Nothing waits for it and no row is claimed: the learner keeps the grade that there is until a better one is appended.
A grade that came meanwhile, or a person's, is never followed by one of these.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, cast

from django.conf import settings
from django.db import transaction
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from inference.errors import BadInput, EngineUnavailable
from inference.grading.verdict import MODEL_AWAY, GradingTask, Verdict
from quizgen import queue
from quizgen.attempts.grading import response_task
from quizgen.attempts.models import Grade, Response
from quizgen.attempts.services import record_grade
from quizgen.claims import Status
from quizgen.logs import bound
from workers import engines
from workers.claimed import GIVEN_UP

logger = logging.getLogger(__name__)

REVIVED_WITHIN = timedelta(days=7)
REACH = 20_000
"""So many of the newest grades are looked through for those of an outage."""
Ask = Callable[[Sequence[GradingTask]], list[Verdict]]


def look_again(response_id: int) -> bool:
    """Has the grader look at an answer with as much thought as there is. False where nothing came of it."""
    return _grade_anew(response_id, _ask("regrade"))


def catch_up(response_id: int) -> bool:
    """Grades what was graded while the model was away, and nudges the next one. False while it still is."""
    response = _answered_meanwhile().filter(pk=response_id).first()
    done = response is not None and _grade_anew(response.pk, _ask("grade_without_fallback"))
    if done:
        resume_catching_up()
    return done


def resume_catching_up() -> None:
    """Nudges the oldest such answer, where the operator wants it (REGRADE_AFTER_OUTAGE)."""
    if settings.REGRADE_AFTER_OUTAGE:
        for response_id in _answered_meanwhile().order_by("pk").values_list("pk", flat=True)[:1]:
            queue.nudge_catching_up(response_id=response_id)


def revive_given_up(count: int) -> None:
    """Has responses graded that were given up on for want of a grader, the oldest first: one to find out whether it is
    back, all once it is."""
    now = timezone.now()
    given_up = Response.objects.filter(status=Status.FAILED, error_code=GIVEN_UP, submitted_at__gt=now - REVIVED_WITHIN)
    for response_id in given_up.order_by("pk").values_list("pk", flat=True)[:count]:
        Response.objects.filter(pk=response_id, status=Status.FAILED).update(
            status=Status.PENDING, due=None, waiting_since=now, error_code="", error=""
        )
        queue.nudge_response(response_id=response_id)


def _answered_meanwhile() -> "QuerySet[Any]":
    """Responses whose newest grade says that the model was away."""
    newest = Grade.objects.filter(response=OuterRef("pk")).order_by("-pk").values("decided_because")[:1]
    last = Grade.objects.aggregate(last=Max("pk"))["last"] or 0
    marked = Grade.objects.filter(pk__gt=last - REACH, decided_because__startswith=MODEL_AWAY)
    responses = Response.objects.filter(status=Status.SUCCEEDED, pk__in=marked.values("response"))
    return responses.annotate(newest=Subquery(newest)).filter(newest__startswith=MODEL_AWAY)


def _ask(way: str) -> Ask:
    """The grader's own method of that name, `grade` where it has none: then there is no other way to look."""
    grader = engines.grader()
    return cast(Ask, getattr(grader, way, grader.grade))


def _grade_anew(response_id: int, ask: Ask) -> bool:
    """Nothing is written where somebody was quicker, and nothing where the grader is away or cannot use it."""
    responses = Response.objects.select_related("question__quiz__lecture").prefetch_related("grades")
    response = responses.filter(pk=response_id).first()
    before = response.grade if response else None
    if response is None or before is None or before.graded_by_id is not None:
        return False
    with bound(lecture_id=response.question.quiz.lecture_id, response_id=response_id):
        try:
            (verdict,) = ask([response_task(response)])
        except (EngineUnavailable, BadInput) as reason:
            logger.info("The answer keeps its grade: %s", reason)
            return False
        return _append(response, before, verdict)


@transaction.atomic
def _append(response: Response, before: Grade, verdict: Verdict) -> bool:
    Response.objects.select_for_update().get(pk=response.pk)
    if Grade.objects.filter(response=response).latest() != before:
        return False
    record_grade(response=response, verdict=verdict)
    return True
