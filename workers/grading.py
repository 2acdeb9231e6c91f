"""Claims and grades what awaits a grade: learners' responses and other systems' grading requests."""

import logging
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from inference.errors import BadInput, EngineUnavailable
from inference.grading.verdict import MODEL_AWAY, GradingTask, Verdict
from quizgen import queue
from quizgen.attempts.grading import request_result, request_task, response_task
from quizgen.attempts.models import GradingRequest, Response
from quizgen.attempts.services import record_grade
from quizgen.claims import Status, claim, update_held
from quizgen.logs import bound
from workers import engines
from workers.batches import Batch
from workers.catching_up import revive_given_up
from workers.claimed import running

logger = logging.getLogger(__name__)

NUDGED_AT_ONCE = 100
"""Of each kind by one `resume_grading`; whoever is done with one nudges the next one."""


def grade_response(response_id: int) -> bool:
    """Appends a Grade. False where the response was not due or another worker was quicker."""
    response = claim(Response.objects.select_related("question__quiz__lecture"), response_id)
    if response is None:
        return False
    lecture_id = response.question.quiz.lecture_id
    with bound(lecture_id=lecture_id, response_id=response_id), running(response):
        verdict = _verdict(response_task(response))
        with transaction.atomic():
            update_held(response, status=Status.SUCCEEDED, due=None)
            record_grade(response=response, verdict=verdict)
        if not verdict.decided_because.startswith(MODEL_AWAY):
            revive_given_up(NUDGED_AT_ONCE)
    _nudge_responses(1)
    return True


def grade_request(grading_request_id: str) -> bool:
    """Writes the result as it is sent; of a long batch a part. False where the request was not due or another worker
    was quicker."""
    request = claim(GradingRequest.objects.all(), grading_request_id)
    if request is None:
        return False
    with bound(grading_request_id=grading_request_id), running(request) as progress:
        if "items" in request.body:
            Batch(request, progress).grade(_results)
        else:
            result = request_result(_verdict(request_task(request.body)))
            update_held(request, status=Status.SUCCEEDED, due=None, result=result)
    _nudge_requests(1)
    return True


def warm_up() -> None:
    """Loads the grader and all that it loads at its first answer. A model that is away is no reason not to start."""
    try:
        engines.grader().grade([GradingTask("What is it?", ("A ready worker.",), (), "It is a worker that is ready.")])
    except (EngineUnavailable, BadInput) as reason:
        logger.warning("The grader is not ready: %s", reason)


def resume_grading() -> None:
    """Nudges the gradings that are due, the first comers first, and drops requests that are older than a day. Of what
    was given up on, one is tried again."""
    revive_given_up(1)
    _nudge_responses(NUDGED_AT_ONCE)
    GradingRequest.objects.expired().delete()
    _nudge_requests(NUDGED_AT_ONCE)


def _nudge_responses(count: int) -> None:
    for response_id in Response.objects.longest_waiting(count).values_list("pk", flat=True):
        queue.nudge_response(response_id=response_id)


def _nudge_requests(count: int) -> None:
    for request_id in GradingRequest.objects.longest_waiting(count).values_list("pk", flat=True):
        queue.nudge_grading_request(grading_request_id=str(request_id))


def _results(tasks: Sequence[GradingTask]) -> list[dict[str, Any]]:
    return [request_result(verdict) for verdict in _verdicts(tasks)]


def _verdict(task: GradingTask) -> Verdict:
    (verdict,) = _verdicts([task])
    return verdict


def _verdicts(tasks: Sequence[GradingTask]) -> list[Verdict]:
    """Why an engine is away is for the log: its addresses and folders are nothing for learners or callers."""
    try:
        return engines.grader().grade(tasks)
    except EngineUnavailable as reason:
        logger.warning("The grader is away: %s", reason)
        raise EngineUnavailable("it does not answer") from reason
