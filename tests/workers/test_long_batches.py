"""A batch keeps what is done, lets others have their turn, and goes on where it was cut off."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from inference.errors import EngineUnavailable
from inference.grading.verdict import GradingTask, Verdict
from quizgen.accounts.models import ApiToken, User
from quizgen.attempts.models import GradingRequest
from quizgen.claims import Status
from tests.workers.scripted import GraderScript
from workers import batches, engines, grading

ITEM = {"question": "What?", "reference_answers": ["kinetic energy"], "key_points": [], "language": "en"}
SENT: list[str] = []
FAILS_AFTER: list[int] = []


class CountingGrader(GraderScript):
    """Notes what it was sent; away once that is more than FAILS_AFTER."""

    def grade(self, tasks: Sequence[GradingTask]) -> list[Verdict]:
        if FAILS_AFTER and len(SENT) >= FAILS_AFTER[0]:
            raise EngineUnavailable("gone")
        SENT.extend(task.response for task in tasks)
        return super().grade(tasks)


@pytest.fixture(autouse=True)
def counting(settings: Any) -> Iterator[None]:
    SENT.clear()
    FAILS_AFTER.clear()
    settings.ENGINES = {**settings.ENGINES, "grading": {"BACKEND": f"{__name__}.CountingGrader", "OPTIONS": {}}}
    engines._engine.cache_clear()
    yield
    engines._engine.cache_clear()


@pytest.fixture
def batch(db: None) -> GradingRequest:
    """Of forty answers, the second of which is in a language that the grader does not read."""
    token = ApiToken.objects.create(user=User.objects.create(username="lms"), name="lms", token_hash="x")
    items: list[dict[str, Any]] = [{**ITEM, "response": f"kinetic {i}"} for i in range(40)]
    items[1]["language"] = "de"
    return GradingRequest.objects.create(token=token, body={"items": items})


def run(batch: GradingRequest) -> GradingRequest:
    grading.grade_request(str(batch.pk))
    batch.refresh_from_db()
    return batch


def test_a_quick_batch_is_done_in_one_turn_and_in_order(batch: GradingRequest) -> None:
    done = run(batch)

    assert (done.status, done.partial) == (Status.SUCCEEDED, {})
    assert done.result is not None
    results = done.result["results"]
    assert [i for i, result in enumerate(results) if "verdict" not in result] == [1]
    assert results[1]["code"] == "grading.language"


def test_others_have_their_turn_before_a_slow_one_is_done(
    batch: GradingRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "TURN_S", 0.0)
    assert run(batch).status == Status.PENDING

    monkeypatch.setattr(batches, "TURN_S", 5.0)

    assert run(batch).status == Status.SUCCEEDED


def test_an_engine_that_goes_away_loses_nothing(batch: GradingRequest) -> None:
    FAILS_AFTER.append(20)
    away = run(batch)
    kept = set(away.partial)
    assert (away.status, away.error_code) == (Status.PENDING, "engine.unavailable")
    assert kept

    FAILS_AFTER.clear()
    SENT.clear()
    GradingRequest.objects.filter(pk=batch.pk).update(due=None)
    done = run(batch)

    assert done.status == Status.SUCCEEDED
    assert len(SENT) == 40 - len(kept)
    assert done.result is not None
    assert len(done.result["results"]) == 40


def test_what_was_kept_is_not_graded_again_after_a_worker_died(
    batch: GradingRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "KEEP_EVERY_S", 0.0)
    GradingRequest.objects.filter(pk=batch.pk).update(
        status=Status.RUNNING, claims=7, partial={str(i): {"verdict": "kept"} for i in range(39)}
    )

    done = run(batch)

    assert SENT == ["kinetic 39"]
    assert done.result is not None
    assert [result["verdict"] for result in done.result["results"]] == ["kept"] * 39 + ["correct"]


def test_a_batch_that_another_worker_took_over_is_left_to_it(
    batch: GradingRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken_over(tasks: Sequence[GradingTask]) -> list[dict[str, Any]]:
        GradingRequest.objects.filter(pk=batch.pk).update(claims=99)
        return [{"verdict": "late"} for _ in tasks]

    monkeypatch.setattr(grading, "_results", taken_over)
    left = run(batch)

    assert (left.status, left.partial, left.result) == (Status.RUNNING, {}, None)
