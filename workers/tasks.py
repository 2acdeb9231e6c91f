"""Every background task. A message only nudges: the row decides whether there is anything to do."""

from celery import shared_task

from workers import (
    catching_up,
    course_questions,
    grading,
    learning,
    pipeline,
    processes,  # noqa: F401  (what a worker's child does first)
    redrafting,
    reevaluation,
    reporting,
    retention,
)


@shared_task
def run_stage(stage_run_id: int) -> None:
    pipeline.run_stage(stage_run_id)


@shared_task
def grade_response(response_id: int) -> None:
    grading.grade_response(response_id)


@shared_task
def grade_request(grading_request_id: str) -> None:
    grading.grade_request(grading_request_id)


@shared_task
def look_again(response_id: int) -> None:
    catching_up.look_again(response_id)


@shared_task
def catch_up(response_id: int) -> None:
    catching_up.catch_up(response_id)


@shared_task
def reevaluate(reevaluation_id: int) -> None:
    reevaluation.reevaluate(reevaluation_id)


@shared_task
def look_at_learning(learning_check_id: int) -> None:
    learning.look_at_learning(learning_check_id)


@shared_task
def write_over_course(course_run_id: int) -> None:
    course_questions.write_over_course(course_run_id)


@shared_task
def redraft(redraft_id: int) -> None:
    redrafting.redraft(redraft_id)


@shared_task
def resume() -> None:
    reporting.look_at_model_soon("questions")
    pipeline.resume()
    course_questions.resume_course_runs()
    redrafting.resume_redrafts()


@shared_task
def resume_grading() -> None:
    reporting.look_at_model_soon("grading")
    grading.resume_grading()
    reevaluation.resume_reevaluations()
    learning.resume_learning_checks()
    catching_up.resume_catching_up()


@shared_task
def forget_reasoning() -> None:
    retention.forget_reasoning()
