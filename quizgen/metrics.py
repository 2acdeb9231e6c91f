"""/metrics in the format of Prometheus, counted from the rows at each scrape.

The rows are the truth, so every web process gives the same answer and none is lost with a process. What is deleted with
a lecture leaves the counts; Prometheus takes that for a restart.
"""

import ipaddress
import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from django.conf import settings
from django.db.models import Count, DateTimeField, DurationField, ExpressionWrapper, F, Manager, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Greatest
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector

from quizgen import model_use
from quizgen.attempts.models import Grade, GradingRequest, Response
from quizgen.claims import Status
from quizgen.engines import a_model_is_asked, model_now
from quizgen.lectures.models import Stage, StageRun
from quizgen.queue import GRADE_QUEUE

REQUESTS = "grade_requests"
BUCKETS_S = (1, 5, 15, 60, 180, 600, 1800, 3600, 10_800)
FORWARDED = ("X-Forwarded-For", "X-Real-IP", "Forwarded")


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For whoever has METRICS_TOKEN as bearer; without one set, for this machine itself, not through a proxy."""
    if not _may_read(request):
        return HttpResponseForbidden("Metrics are read with METRICS_TOKEN, or from the machine itself.\n")
    registry = CollectorRegistry()
    registry.register(Rows())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)


class Rows(Collector):
    """What the rows say now."""

    def describe(self) -> Iterable[Metric]:
        return []

    def collect(self) -> Iterator[Metric]:
        yield stage_durations()
        yield from queues(timezone.now())
        yield grades()
        yield errors()
        if a_model_is_asked():
            yield from language_model()


def stage_durations() -> Metric:
    """How long each stage took that is done, from its start to its rows."""
    family = HistogramMetricFamily("quizgen_stage_duration_seconds", "Time of a finished stage.", labels=["stage"])
    took = ExpressionWrapper(F("finished_at") - F("started_at"), output_field=DurationField())
    within = {f"within_{s}": Count("pk", filter=Q(took__lte=timedelta(seconds=s))) for s in BUCKETS_S}
    done = StageRun.objects.filter(status=Status.SUCCEEDED, started_at__isnull=False, finished_at__isnull=False)
    counted: Any = done.annotate(took=took).values("stage").annotate(total=Sum("took"), count=Count("pk"), **within)
    for row in counted.order_by("stage"):
        buckets = [(f"{s}.0", row[f"within_{s}"]) for s in BUCKETS_S]
        family.add_metric([row["stage"]], [*buckets, ("+Inf", row["count"])], row["total"].total_seconds())
    return family


def queues(now: datetime) -> Iterator[Metric]:
    """Per queue: how many rows may be claimed now, and for how long the oldest of them has been waiting for that."""
    waiting = GaugeMetricFamily("quizgen_queue_due", "Rows that a worker may claim now.", labels=["queue"])
    oldest = GaugeMetricFamily(
        "quizgen_queue_oldest_seconds", "Since when the oldest row that may be claimed is due.", labels=["queue"]
    )
    for queue, (count, first) in _due().items():
        waiting.add_metric([queue], count)
        oldest.add_metric([queue], max((now - first).total_seconds(), 0.0) if first else 0.0)
    yield waiting
    yield oldest


def grades() -> Metric:
    family = CounterMetricFamily("quizgen_grades", "Grades given.", labels=["verdict", "grader"])
    # Of "*" and not of the key, so that the index of the two columns is all that is read.
    for row in Grade.objects.order_by("verdict", "grader").values("verdict", "grader").annotate(count=Count("*")):
        family.add_metric([row["verdict"], row["grader"]], row["count"])
    return family


def errors() -> Metric:
    """Rows that failed, and rows that wait for an engine which is away, by their code."""
    family = GaugeMetricFamily("quizgen_errors", "Rows with an error.", labels=["queue", "code", "status"])
    stages = _with_error(StageRun.objects, "stage", "error_code", "status")
    answers = ((GRADE_QUEUE, *row) for row in _with_error(Response.objects, "error_code", "status"))
    requests = ((REQUESTS, *row) for row in _with_error(GradingRequest.objects, "error_code", "status"))
    for queue, code, status, count in chain(stages, answers, requests):
        family.add_metric([queue, code, status], count)
    return family


def language_model() -> Iterator[Metric]:
    """Whether it answers, as a worker found; what it has used for lectures, and uses for a grade of late. The server's
    own /metrics say how it fares."""
    up = GaugeMetricFamily("quizgen_language_model_up", "Whether the language model answered a worker lately.")
    up.add_metric([], float(model_now().answers))
    yield up
    lectures = CounterMetricFamily("quizgen_language_model_lecture_tokens", "Tokens for lectures.", labels=["kind"])
    for kind, total in model_use.for_lectures().tokens.items():
        lectures.add_metric([kind], total)
    yield lectures
    grade = GaugeMetricFamily("quizgen_language_model_grade_tokens", "Mean tokens of a late grade.", labels=["kind"])
    for kind, mean in model_use.for_latest_grades().each.items():
        grade.add_metric([kind], mean)
    yield grade


def _with_error(rows: Manager, *columns: str) -> QuerySet:
    return rows.exclude(error_code="").order_by(*columns).values_list(*columns).annotate(count=Count("*"))


def _due() -> dict[str, tuple[int, datetime | None]]:
    """By queue, how many rows are due, and since when the first of them is."""
    counted = {"count": Count("*"), "first": Min(_due_since())}
    stages = StageRun.objects.due().order_by().values_list("stage").annotate(**counted)
    due: dict[str, tuple[int, datetime | None]] = dict.fromkeys(Stage.values, (0, None))
    due.update({stage: (count, first) for stage, count, first in stages})
    for queue, rows in ((GRADE_QUEUE, Response.objects.due()), (REQUESTS, GradingRequest.objects.due())):
        found = rows.aggregate(**counted)
        due[queue] = found["count"], found["first"]
    return due


def _due_since() -> Coalesce:
    """The end of the lease or of the put-off; where there is none, since it waits."""
    later = Greatest("due", "waiting_since", output_field=DateTimeField())
    return Coalesce(later, "waiting_since", output_field=DateTimeField())


def _may_read(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").encode()
        return secrets.compare_digest(given, f"Bearer {settings.METRICS_TOKEN}".encode())
    came_by_proxy = any(name in request.headers for name in FORWARDED)
    return not came_by_proxy and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
