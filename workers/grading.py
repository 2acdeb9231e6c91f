"""Claims and grades what awaits a grade: learners' responses and other systems' grading requests."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from inference.grading.verdict import GradingTask, Verdict
from quizgen import queue
from quizgen.attempts.grading import request_result, request_task, response_task
from quizgen.attempts.models import GradingRequest, Response
from quizgen.attempts.services import record_grade
from quizgen.claims import Status, claim, update_held
from quizgen.logs import bound
from workers import engines
from workers.claimed import running

REQUEST_KEPT_FOR = timedelta(hours=24)


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
    return True


def grade_request(grading_request_id: str) -> bool:
    """Writes the result as it is sent. False where the request was not due or another worker was quicker."""
    request = claim(GradingRequest.objects.all(), grading_request_id)
    if request is None:
        return False
    with bound(grading_request_id=grading_request_id), running(request):
        result = request_result(_verdict(request_task(request.body)))
        update_held(request, status=Status.SUCCEEDED, due=None, result=result)
    return True


def warm_up() -> None:
    """Loads the grader and all that it loads at its first answer."""
    engines.grader().grade([GradingTask("What is it?", ("A ready worker.",), (), "It is a worker that is ready.")])


def resume_grading() -> None:
    """Nudges every grading that is due, and drops requests that are older than a day."""
    for response_id in Response.objects.due().values_list("pk", flat=True):
        queue.nudge_response(response_id=response_id)
    GradingRequest.objects.filter(created_at__lt=timezone.now() - REQUEST_KEPT_FOR).delete()
    for request_id in GradingRequest.objects.due().values_list("pk", flat=True):
        queue.nudge_grading_request(grading_request_id=str(request_id))


def _verdict(task: GradingTask) -> Verdict:
    (verdict,) = engines.grader().grade([task])
    return verdict
