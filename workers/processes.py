"""What a worker's child does after the fork, before its first task."""

import os
from typing import Any

from celery import current_app
from celery.signals import worker_process_init

from workers import grading
from workers.tether import die_with_parent

GRADE_QUEUE = "grade"


@worker_process_init.connect
def _prepare(**_: Any) -> None:
    # Only under a supervisor: elsewhere a child may finish what it does when its parent is gone.
    if os.environ.get("TETHERED"):
        die_with_parent()
    if set(current_app.amqp.queues.consume_from) == {GRADE_QUEUE}:
        grading.warm_up()
