"""A batch of answers, graded a part at a time: what is done is kept, and whoever waits for one grade goes first."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from inference.errors import BadInput
from inference.grading.verdict import GradingTask
from quizgen.attempts.grading import body_result, items_of, refusal_problem, request_task, result_at_once
from quizgen.attempts.models import GradingRequest
from quizgen.claims import Status, renew, update_held
from workers.claimed import Progress

AT_ONCE = 16
"""Graded between two looks at the clock; a grader may ask several of them at a time."""
TURN_S = 5.0
"""After so long others have their turn."""
KEEP_EVERY_S = 1.0
Result = dict[str, Any]
GradeSome = Callable[[Sequence[GradingTask]], list[Result]]
"""Results in order. Raises EngineUnavailable, BadInput."""


class Batch:
    """What of a request's items has its result. Kept at most once a second, and whenever a run ends."""

    def __init__(self, request: GradingRequest, progress: Progress) -> None:
        self._request, self._progress = request, progress
        self._items: list[Mapping[str, Any]] = items_of(request.body)
        self._done: dict[str, Result] = dict(request.partial)
        self._kept_at = time.monotonic()

    def grade(self, grade_some: GradeSome) -> None:
        """Goes on until all is done or the turn is over; the row says which. Raises EngineUnavailable, LeaseLost."""
        self._grade_at_once()
        ends_at = time.monotonic() + TURN_S
        try:
            while self._left() and time.monotonic() < ends_at:
                self._grade_some(self._left()[:AT_ONCE], grade_some)
        finally:
            self._keep()
        self._end()

    def _grade_at_once(self) -> None:
        known = {str(i): result_at_once(item) for i, item in enumerate(self._items) if str(i) not in self._done}
        self._done |= {position: result for position, result in known.items() if result is not None}

    def _left(self) -> list[int]:
        return [i for i in range(len(self._items)) if str(i) not in self._done]

    def _grade_some(self, positions: Sequence[int], grade_some: GradeSome) -> None:
        """One by one where the grader cannot use one of them, so that only this one fails."""
        try:
            results = grade_some([request_task(self._items[i]) for i in positions])
        except BadInput as bad:
            if len(positions) > 1:
                for i in positions:
                    self._grade_some([i], grade_some)
                return
            results = [refusal_problem(bad)]
        self._done |= {str(i): result for i, result in zip(positions, results, strict=True)}
        if time.monotonic() - self._kept_at >= KEEP_EVERY_S:
            self._keep()

    def _keep(self) -> None:
        self._kept_at = self._progress.written_at = time.monotonic()
        renew(self._request, partial=self._done)

    def _end(self) -> None:
        if self._left():
            update_held(self._request, status=Status.PENDING, due=None)
            return
        result = body_result(self._request.body, [self._done[str(i)] for i in range(len(self._items))])
        update_held(self._request, status=Status.SUCCEEDED, due=None, result=result, partial={})
