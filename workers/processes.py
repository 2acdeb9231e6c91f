"""What a worker's child does after the fork, before its first task."""

from typing import Any

from celery import current_app
from celery.signals import worker_process_init

from workers import grading

GRADE_QUEUE = "grade"


@worker_process_init.connect
def _prepare(**_: Any) -> None:
    if set(current_app.amqp.queues.consume_from) == {GRADE_QUEUE}:
        grading.warm_up()
