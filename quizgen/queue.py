"""The only place where the web names a background task. A nudge may be lost: `resume` finds whatever is due.

A nudge that waited longer than NUDGE_EXPIRES_S is dropped by the worker: `resume` has sent many others meanwhile, and
so no queue grows without end behind a long lecture.
"""

import logging

from kombu.exceptions import OperationalError

from quizgen.celery import app
from quizgen.logs import REQUEST_ID, bound_value

logger = logging.getLogger(__name__)

GRADE_QUEUE = "grade"
QUESTIONS_QUEUE = "write_questions"
"""The queue of the stage of that name: its workers have the engine."""
NUDGE_EXPIRES_S = 600


def nudge_stage(*, stage_run_id: int, stage: str) -> None:
    """Asks a worker of the stage's own queue to claim this StageRun."""
    _send("workers.tasks.run_stage", stage_run_id, queue=stage)


def nudge_response(*, response_id: int) -> None:
    """Asks the warm grading worker to claim this Response."""
    _send("workers.tasks.grade_response", response_id, queue=GRADE_QUEUE)


def nudge_grading_request(*, grading_request_id: str) -> None:
    """Asks the warm grading worker to claim this GradingRequest."""
    _send("workers.tasks.grade_request", grading_request_id, queue=GRADE_QUEUE)


def nudge_reevaluation(*, reevaluation_id: int) -> None:
    """Asks the warm grading worker to go on with this Reevaluation."""
    _send("workers.tasks.reevaluate", reevaluation_id, queue=GRADE_QUEUE)


def nudge_learning_check(*, learning_check_id: int) -> None:
    """Asks the warm grading worker to go on with this LearningCheck."""
    _send("workers.tasks.look_at_learning", learning_check_id, queue=GRADE_QUEUE)


def nudge_second_look(*, response_id: int) -> None:
    """Asks the warm grading worker to look at an answer again, with as much thought as there is."""
    _send("workers.tasks.look_again", response_id, queue=GRADE_QUEUE)


def nudge_catching_up(*, response_id: int) -> None:
    """Asks the warm grading worker to grade anew what was graded while the language model was away."""
    _send("workers.tasks.catch_up", response_id, queue=GRADE_QUEUE)


def nudge_redraft(*, redraft_id: int) -> None:
    """Asks a worker that writes questions to write another draft in the place of one."""
    _send("workers.tasks.redraft", redraft_id, queue=QUESTIONS_QUEUE)


def nudge_course_run(*, course_run_id: int) -> None:
    """Asks a worker that writes questions to write some over this course."""
    _send("workers.tasks.write_over_course", course_run_id, queue=QUESTIONS_QUEUE)


def _send(task: str, row_id: int | str, *, queue: str) -> None:
    # Whatever a request sets going names it in the worker's log too.
    headers = {REQUEST_ID: bound_value(REQUEST_ID)}
    try:
        app.send_task(task, args=[row_id], queue=queue, expires=NUDGE_EXPIRES_S, headers=headers)
    except OperationalError:
        logger.warning("The broker is away; %s %s waits for the next resume.", task, row_id)
