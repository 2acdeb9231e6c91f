"""/metrics counts rows; a token or the machine itself may read it."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from inference.engines import WORDS
from quizgen.attempts.models import Attempt, Grade, Response
from quizgen.claims import Status
from quizgen.courses.models import Course, Role
from quizgen.lectures.models import Lecture, Stage, StageRun
from tests.quizgen.attempts import classroom

pytestmark = pytest.mark.django_db

Sample = Callable[..., float | None]


@pytest.fixture
def lecture() -> Lecture:
    course = Course.objects.create(title="Physics")
    return classroom.lecture_with_media(course, classroom.person("ada", course, Role.INSTRUCTOR))


@pytest.fixture
def sample(client: Client) -> Sample:
    def value(name: str, **labels: str) -> float | None:
        text = client.get("/metrics").content.decode()
        samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
        return next((s.value for s in samples if s.name == name and s.labels == labels), None)

    return value


def done(lecture: Lecture, stage: Stage, seconds: float) -> None:
    now = timezone.now()
    lecture.stage_runs.create(
        stage=stage, status=Status.SUCCEEDED, started_at=now - timedelta(seconds=seconds), finished_at=now
    )


def response(lecture: Lecture, **values: Any) -> Response:
    quiz = classroom.published_quiz(lecture)
    learner = classroom.person(uuid.uuid4().hex)
    attempt = Attempt.objects.create(quiz=quiz, learner=learner)
    return Response.objects.create(attempt=attempt, question=classroom.question(quiz), text="x", **values)


def test_finished_stages_are_a_histogram(lecture: Lecture, sample: Sample) -> None:
    done(lecture, Stage.TRANSCRIBE, 90)

    def within(seconds: str) -> float | None:
        return sample("quizgen_stage_duration_seconds_bucket", stage="transcribe", le=seconds)

    assert (within("60.0"), within("180.0"), within("+Inf")) == (0, 1, 1)
    assert sample("quizgen_stage_duration_seconds_sum", stage="transcribe") == pytest.approx(90)
    assert sample("quizgen_stage_duration_seconds_count", stage="transcribe") == 1


def test_a_queue_is_as_old_as_its_oldest_row_that_is_due(lecture: Lecture, sample: Sample) -> None:
    lecture.stage_runs.create(stage=Stage.ALIGN, waiting_since=timezone.now() - timedelta(seconds=100))

    assert sample("quizgen_queue_due", queue="align") == 1
    assert sample("quizgen_queue_oldest_seconds", queue="align") == pytest.approx(100, abs=20)
    assert sample("quizgen_queue_oldest_seconds", queue="transcribe") == 0


def test_a_lease_that_ran_out_is_due_since_then(lecture: Lecture, sample: Sample) -> None:
    now = timezone.now()
    lecture.stage_runs.create(
        stage=Stage.ALIGN,
        status=Status.RUNNING,
        waiting_since=now - timedelta(hours=2),
        due=now - timedelta(seconds=100),
    )

    assert sample("quizgen_queue_oldest_seconds", queue="align") == pytest.approx(100, abs=20)


def test_what_is_put_off_or_running_is_not_due(lecture: Lecture, sample: Sample) -> None:
    later = timezone.now() + timedelta(seconds=100)
    lecture.stage_runs.create(stage=Stage.ALIGN, due=later)
    lecture.stage_runs.create(stage=Stage.TRANSCRIBE, status=Status.RUNNING, due=later)

    assert [sample("quizgen_queue_due", queue=stage) for stage in ("align", "transcribe")] == [0, 0]


def test_responses_that_wait_for_their_grade_are_a_queue(lecture: Lecture, sample: Sample) -> None:
    response(lecture)

    assert sample("quizgen_queue_due", queue="grade") == 1


def test_grades_are_counted_by_verdict_and_grader(lecture: Lecture, sample: Sample) -> None:
    graded = response(lecture, status=Status.SUCCEEDED)
    for _ in range(2):
        Grade.objects.create(response=graded, score=1, max_score=1, verdict="correct", grader='odd "name"\n')

    assert sample("quizgen_grades_total", verdict="correct", grader='odd "name"\n') == 2


def test_errors_are_counted_by_their_code(lecture: Lecture, sample: Sample) -> None:
    lecture.stage_runs.create(stage=Stage.ALIGN, status=Status.FAILED, error_code="internal")

    assert sample("quizgen_errors", queue="align", code="internal", status="failed") == 1


def test_the_number_of_queries_does_not_grow_with_the_rows(
    lecture: Lecture, django_assert_max_num_queries: Any
) -> None:
    StageRun.objects.bulk_create(StageRun(lecture=lecture, stage=stage) for stage in Stage)

    with django_assert_max_num_queries(8):
        Client().get("/metrics")


@pytest.mark.parametrize(
    ("token", "address", "headers", "status"),
    [
        ("", "127.0.0.1", {}, 200),
        ("", "::1", {}, 200),
        ("", "10.0.0.9", {}, 403),
        ("", "", {}, 403),
        ("", "127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 403),
        ("", "127.0.0.1", {"X-Real-IP": "127.0.0.1"}, 403),
        ("a token", "10.0.0.9", {"Authorization": "Bearer a token"}, 200),
        ("a token", "10.0.0.9", {"Authorization": "Bearer another"}, 403),
        ("a token", "10.0.0.9", {"Authorization": "Bearer é"}, 403),
        ("a token", "127.0.0.1", {}, 403),
    ],
)
def test_who_may_read_them(token: str, address: str, headers: dict[str, str], status: int, settings: Any) -> None:
    settings.METRICS_TOKEN = token

    assert Client().get("/metrics", REMOTE_ADDR=address, headers=headers).status_code == status


def test_what_the_language_model_uses_is_counted_where_an_engine_asks_one(
    lecture: Lecture, sample: Sample, settings: Any
) -> None:
    lecture.stage_runs.filter(stage=Stage.WRITE_QUESTIONS).delete()
    lecture.stage_runs.create(stage=Stage.WRITE_QUESTIONS, tokens={"prompt": 900, "reasoning": 70, "calls": 2})
    answered = response(lecture)
    for prompt in (100, 300):
        Grade.objects.create(
            response=answered, score=1, max_score=1, tokens={"prompt": prompt, "answer": 5, "calls": 1}
        )
    assert sample("quizgen_language_model_up") is None

    settings.ENGINES = {**settings.ENGINES, "grading": {"BACKEND": WORDS["grading"]["llm"], "OPTIONS": {}}}

    assert sample("quizgen_language_model_up") == 0.0
    assert sample("quizgen_language_model_lecture_tokens_total", kind="prompt") == 900
    assert sample("quizgen_language_model_lecture_tokens_total", kind="answer") == 0
    assert sample("quizgen_language_model_grade_tokens", kind="prompt") == 200
