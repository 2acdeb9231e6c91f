"""Running stages in the test's own process, as a worker would."""

from quizgen.claims import Status
from quizgen.lectures.models import Lecture, StageRun
from workers import pipeline


def run_all(lecture: Lecture) -> None:
    """Runs what is due, in order, until nothing is."""
    while any(pipeline.run_stage(run.pk) for run in lecture.stage_runs.all()):
        pass


def run_until(lecture: Lecture, stage: str) -> StageRun:
    """Runs all before `stage` and returns its row, which waits."""
    while True:
        waiting = lecture.stage_runs.filter(status=Status.PENDING).exclude(stage=stage).first()
        if waiting is None:
            return lecture.stage_runs.get(stage=stage)
        pipeline.run_stage(waiting.pk)


def statuses(lecture: Lecture) -> dict[str, str]:
    return dict(lecture.stage_runs.values_list("stage", "status"))
