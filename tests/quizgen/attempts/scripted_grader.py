"""A grader that does what the answer says, and a thread that claims and grades as the worker does."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import close_old_connections, connection

from inference.engine import fingerprint
from inference.errors import BadInput
from inference.grading.verdict import GradingTask, KeyPointCredit, Verdict, VerdictLabel
from inference.questions.question import KeyPoint
from quizgen.attempts.models import GradingRequest, LearningCheck, Reevaluation, Response
from workers import engines, grading, learning, reevaluation

ENGINE = {"grading": {"BACKEND": f"{__name__}.ObedientGrader", "OPTIONS": {}}}
HINT = "A key term: kinetic."


class ObedientGrader:
    """ "all" earns every point, "half" the first one, anything else none; "unsure" lowers the confidence. Where there
    are exemplars, "like that" earns all and "unlike that" nothing."""

    fingerprint = fingerprint("grading.obedient")

    def grade(self, tasks: Sequence[GradingTask]) -> list[Verdict]:
        return [verdict_on(task) for task in tasks]


def verdict_on(task: GradingTask) -> Verdict:
    if not task.language.startswith("en"):
        raise BadInput("grading.language", "This grader reads English only.")
    points = task.key_points or (KeyPoint(task.reference_answers[0]),)
    earned = _earned(task, len(points))
    credits = tuple(
        KeyPointCredit(point.text, point.points, float(i < earned), task.response if i < earned else "")
        for i, point in enumerate(points)
    )
    label: VerdictLabel = "irrelevant"
    if earned:
        label = "correct" if earned == len(points) else "partially_correct_incomplete"
    return Verdict(
        label=label,
        score=sum(one.points * one.credit for one in credits),
        max_score=sum(one.points for one in credits),
        credits=credits,
        feedback=(f"{earned} of {len(points)} parts are there.", HINT, f"The answer: {task.reference_answers[0]}"),
        confidence=0.5 if "unsure" in task.response else 0.9,
        grader=ObedientGrader.fingerprint,
    )


def _earned(task: GradingTask, points: int) -> int:
    if task.exemplars and "like that" in task.response:
        return 0 if "unlike that" in task.response else points
    return points if "all" in task.response else int("half" in task.response)


def grade_what_is_due() -> None:
    for response_id in Response.objects.due().values_list("pk", flat=True):
        grading.grade_response(response_id)
    for request_id in GradingRequest.objects.due().values_list("pk", flat=True):
        grading.grade_request(str(request_id))
    while due := Reevaluation.objects.due().values_list("pk", flat=True).first():
        reevaluation.reevaluate(due)
    while due := LearningCheck.objects.due().values_list("pk", flat=True).first():
        learning.look_at_learning(due)


@contextmanager
def grading_worker(settings: Any, *, when: Callable[[], bool] = lambda: True) -> Iterator[None]:
    """Grades in a thread of its own while the block runs, and only while `when` holds."""
    settings.ENGINES = {**settings.ENGINES, **ENGINE}
    engines._engine.cache_clear()
    done = threading.Event()

    def work() -> None:
        while not done.wait(0.02):
            close_old_connections()
            if when():
                grade_what_is_due()
        connection.close()

    thread = threading.Thread(target=work, name="grading")
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        engines._engine.cache_clear()
