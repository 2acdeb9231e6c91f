"""Looks again at all responses to a question whose answers were judged anew, and writes what was decided.

Some at a time, and between them whoever waits for a grade goes first: a learner sits in front of the player.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from inference.errors import BadInput, EngineUnavailable
from inference.grading.exact import grade_exact
from inference.grading.verdict import Exemplar as JudgedAnswer
from inference.grading.verdict import GradingTask, Verdict
from quizgen import queue
from quizgen.attempts import accepting
from quizgen.attempts.exemplars import exemplars_of, grade_as_judged, key_of
from quizgen.attempts.grading import response_task
from quizgen.attempts.models import Reevaluation, ReevaluationStage, Response
from quizgen.claims import Status, claim, update_held
from quizgen.logs import bound
from workers import engines
from workers.claimed import running

logger = logging.getLogger(__name__)

AT_ONCE = 25
NUDGED_AT_ONCE = 20
AFTER = {
    ReevaluationStage.LOOKING: ReevaluationStage.PROPOSED,
    ReevaluationStage.APPLYING: ReevaluationStage.APPLIED,
    ReevaluationStage.TAKING_BACK: ReevaluationStage.TAKEN_BACK,
}


def reevaluate(reevaluation_id: int) -> bool:
    """Does a part of what is left. False where the row was not due or another worker was quicker."""
    row = claim(Reevaluation.objects.select_related("question__quiz__lecture"), reevaluation_id)
    if row is None:
        return False
    with bound(reevaluation_id=row.pk, lecture_id=row.question.quiz.lecture_id), running(row):
        _do_a_part(row)
    if Reevaluation.objects.due().filter(pk=row.pk).exists():
        queue.nudge_reevaluation(reevaluation_id=row.pk)
    return True


def resume_reevaluations() -> None:
    """Nudges those that are due."""
    for pk in Reevaluation.objects.longest_waiting(NUDGED_AT_ONCE).values_list("pk", flat=True):
        queue.nudge_reevaluation(reevaluation_id=pk)


def _do_a_part(row: Reevaluation) -> None:
    """No grader works inside of a transaction; what is written commits with the mark of what is left."""
    looks = [] if row.stage == ReevaluationStage.TAKING_BACK else _looks(row)
    with transaction.atomic():
        update_held(row, status=Status.PENDING, due=None)
        if looks:
            accepting.keep_looks(row, looks)
        elif not _write_some(row):
            end = AFTER[ReevaluationStage(row.stage)]
            Reevaluation.objects.filter(pk=row.pk).update(status=Status.SUCCEEDED, stage=end, **_moment_of(end))


def _write_some(row: Reevaluation) -> bool:
    if row.stage == ReevaluationStage.APPLYING:
        return accepting.apply_some(row, AT_ONCE)
    return row.stage == ReevaluationStage.TAKING_BACK and accepting.set_back_some(row, AT_ONCE)


def _looks(row: Reevaluation) -> list[tuple[Response, Verdict | None]]:
    waiting = accepting.not_looked_at(row).select_related("question__quiz__lecture").prefetch_related("grades")
    responses = list(waiting[:AT_ONCE])
    return list(zip(responses, _verdicts(row, responses), strict=True))


def _verdicts(row: Reevaluation, responses: Sequence[Response]) -> list[Verdict | None]:
    """As if the answer were accepted already."""
    judged = _judgements(row)
    accepted = JudgedAnswer(row.text, 1.0)
    others = tuple(one for one in exemplars_of(row.question) if key_of(one.text) != key_of(row.text))
    blank = response_task(Response(question=row.question))
    tasks = [replace(blank, response=response.text, exemplars=(accepted, *others)) for response in responses]
    known = [_known_verdict(task, judged) for task in tasks]
    asked = iter(graded_or_none([task for task, verdict in zip(tasks, known, strict=True) if verdict is None]))
    return [next(asked) if verdict is None else verdict for verdict in known]


def _judgements(row: Reevaluation) -> dict[str, tuple[list[float], float]]:
    """Credits and credit by the key of the words."""
    live = {one.key: (one.credits, one.credit) for one in row.question.exemplars.live()}
    return live | {key_of(row.text): ([], 1.0)}


def _known_verdict(task: GradingTask, judged: dict[str, tuple[list[float], float]]) -> Verdict | None:
    found = judged.get(key_of(task.response))
    return grade_as_judged(task, *found) if found else grade_exact(task)


def graded_or_none(tasks: Sequence[GradingTask]) -> list[Verdict | None]:
    """In order; one by one where the grader cannot use one of them, and None for that one. Raises EngineUnavailable."""
    try:
        return list(_asked(tasks)) if tasks else []
    except BadInput:
        if len(tasks) == 1:
            return [None]
        return [verdict for task in tasks for verdict in graded_or_none([task])]


def _asked(tasks: Sequence[GradingTask]) -> list[Verdict]:
    """Why an engine is away is for the log: its addresses and folders are nothing for a page."""
    try:
        return engines.grader().grade(tasks)
    except EngineUnavailable as reason:
        logger.warning("The grader is away: %s", reason)
        raise EngineUnavailable("it does not answer") from reason


def _moment_of(end: ReevaluationStage) -> dict[str, object]:
    return {"applied_at": timezone.now()} if end == ReevaluationStage.APPLIED else {}
