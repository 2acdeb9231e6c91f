"""What a worker's child does after the fork, before its first task."""

from typing import Any

from celery import current_app
from celery.signals import task_prerun, worker_process_init

from quizgen.logs import REQUEST_ID, bind_afresh
from quizgen.queue import GRADE_QUEUE
from workers import grading


@worker_process_init.connect
def _prepare(**_: Any) -> None:
    if set(current_app.amqp.queues.consume_from) == {GRADE_QUEUE}:
        grading.warm_up()


@task_prerun.connect
def _name_the_request(task: Any, **_: Any) -> None:
    """The lines of this task name the request that nudged it, where one did."""
    bind_afresh(**{REQUEST_ID: task.request.get(REQUEST_ID)})
