"""A progress bar for each stage in the terminal, read from the rows."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from quizgen.claims import Status
from quizgen.lectures.models import Lecture, Stage, StageRun

LOOK_EVERY_S = 0.25
MARKS = {Status.PENDING: " ", Status.RUNNING: "·", Status.SUCCEEDED: "✓", Status.FAILED: "✗"}


class StageBars:
    """Bars of one lecture, as long as the block lasts."""

    def __init__(self, lecture: Lecture, console: Console) -> None:
        self.lecture = lecture
        columns = (TextColumn("{task.fields[mark]} {task.description}"), BarColumn(), TimeElapsedColumn())
        self._progress = Progress(*columns, console=console)
        self._bars: dict[str, TaskID] = {}

    def __enter__(self) -> Self:
        width = max(len(stage.label) for stage in Stage)
        for stage in Stage:
            self._bars[stage] = self._progress.add_task(f"{stage.label:<{width}}", total=1.0, start=False, mark=" ")
        self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.draw()
        self._progress.stop()

    def draw(self) -> list[StageRun]:
        """Draws the rows as they are now, and returns them."""
        runs = list(self.lecture.stage_runs.all())
        for run in runs:
            self._draw(run)
        return runs

    def _draw(self, run: StageRun) -> None:
        bar = self._bars[run.stage]
        if run.status == Status.RUNNING:
            self._progress.start_task(bar)
        done = 1.0 if run.status == Status.SUCCEEDED else run.progress
        self._progress.update(bar, completed=done, mark=MARKS[Status(run.status)])
        if run.status in (Status.SUCCEEDED, Status.FAILED):
            self._progress.stop_task(bar)


def watch(lecture: Lecture, meanwhile: Callable[[], None]) -> None:
    """Draws until nothing of the lecture waits or runs any more; calls `meanwhile` between two looks."""
    with StageBars(lecture, Console()) as bars:
        while not settled(bars.draw()):
            meanwhile()
            time.sleep(LOOK_EVERY_S)


def settled(runs: list[StageRun]) -> bool:
    """All stages done, or one failed and none under way."""
    under_way = any(run.status in (Status.PENDING, Status.RUNNING) for run in runs)
    return not under_way and (len(runs) == len(Stage) or any(run.status == Status.FAILED for run in runs))
