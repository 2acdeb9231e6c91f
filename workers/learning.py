"""Looks at what the grader learned in a course, some answers at a time: whoever waits for a grade goes first."""

from collections.abc import Sequence

from inference.grading.verdict import Verdict
from quizgen import queue
from quizgen.attempts import learning
from quizgen.attempts.models import LearningCheck, Response
from quizgen.claims import Status, claim, update_held
from quizgen.logs import bound
from workers.claimed import running
from workers.reevaluation import graded_or_none

AT_ONCE = 25
NUDGED_AT_ONCE = 20


def look_at_learning(learning_check_id: int) -> bool:
    """Does a part of what is left. False where the row was not due or another worker was quicker."""
    row = claim(LearningCheck.objects.select_related("course"), learning_check_id)
    if row is None:
        return False
    with bound(learning_check_id=row.pk), running(row):
        _do_a_part(row)
    if LearningCheck.objects.due().filter(pk=row.pk).exists():
        queue.nudge_learning_check(learning_check_id=row.pk)
    return True


def resume_learning_checks() -> None:
    """Nudges those that are due."""
    for pk in LearningCheck.objects.longest_waiting(NUDGED_AT_ONCE).values_list("pk", flat=True):
        queue.nudge_learning_check(learning_check_id=pk)


def _do_a_part(row: LearningCheck) -> None:
    responses = learning.left_to_look_at(row, AT_ONCE)
    if not responses:
        update_held(row, status=Status.SUCCEEDED, due=None)
        return
    looks = learning.looks_of(row, list(zip(responses, _verdicts(responses), strict=True)))
    update_held(row, status=Status.PENDING, due=None, looks=[*row.looks, *looks])


def _verdicts(responses: Sequence[Response]) -> list[Verdict | None]:
    known = [learning.known_verdict(response) for response in responses]
    unknown = [response for response, verdict in zip(responses, known, strict=True) if verdict is None]
    asked = iter(graded_or_none([learning.task_without_itself(response) for response in unknown]))
    return [next(asked) if verdict is None else verdict for verdict in known]
