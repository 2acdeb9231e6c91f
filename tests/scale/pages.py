"""How long pages take on a site in use: python -m tests.scale.pages

A database of its own, beside the one that DATABASE_URL names, is filled with 200 lectures, 5,000 questions and
100,000 responses and dropped at the end. Each page is asked for through all the middleware by Django's test client.
"""

import argparse
import logging
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.scale.addresses import Page, pages_of
from tests.scale.rows import ISSUED, write_school
from workers.site import collect_static

MOST_MS = 60.0


@dataclass(frozen=True, slots=True)
class Timing:
    """`median_ms` is wall clock time, `cpu_ms` the median of this process's own processor time."""

    page: Page
    queries: int
    median_ms: float
    cpu_ms: float
    kilobytes: float


def main() -> int:
    options = _options()
    logging.disable(logging.INFO)  # a line for each of a thousand requests would bury the table
    with _own_database():
        collect_static()
        started = time.perf_counter()
        school = write_school(ISSUED)
        _settle()
        _say(
            f"{connection.vendor}: {ISSUED.lectures} lectures, {ISSUED.lectures * ISSUED.questions} questions, "
            f"{ISSUED.responses} responses, written in {time.perf_counter() - started:.0f} s"
        )
        timings = [timed(page, options.requests) for page in pages_of(school)]
    _write(timings, options.requests)
    return int(any(timing.median_ms > MOST_MS for timing in timings))


def timed(page: Page, requests: int) -> Timing:
    """After one request that counts the queries and fills what is kept between requests."""
    client = page.client()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(page.address)
        number = len(queries)
    if response.status_code != 200:
        raise SystemExit(f"{page.name} answers {response.status_code}: {page.address}")
    walls, processors = zip(*(_once(lambda: client.get(page.address)) for _ in range(requests)), strict=True)
    return Timing(
        page,
        number,
        1000 * statistics.median(walls),
        1000 * statistics.median(processors),
        len(response.content) / 1024,
    )


def _once(request: Callable[[], object]) -> tuple[float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    request()
    return time.perf_counter() - wall, time.process_time() - processor


@contextmanager
def _own_database() -> Iterator[None]:
    """On the server of DATABASE_URL, or in a temporary file; whatever is there stays untouched."""
    with tempfile.TemporaryDirectory(prefix="quizgen-scale-") as folder:
        name = settings.DATABASES["default"]["NAME"]
        test = connection.settings_dict["TEST"]
        test["NAME"] = f"{folder}/scale.sqlite3" if connection.vendor == "sqlite" else f"{name}_scale"
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)


def _settle() -> None:
    """The planner's figures, which a site has from its database's own upkeep."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _write(timings: list[Timing], requests: int) -> None:
    _say(f"\n{'page':<34}{'queries':>8}{'median ms':>11}{'cpu ms':>8}{'KB':>7}")
    for timing in timings:
        verdict = "" if timing.median_ms <= MOST_MS else "  MISSED"
        figures = f"{timing.queries:>8}{timing.median_ms:>11.1f}{timing.cpu_ms:>8.1f}{timing.kilobytes:>7.0f}"
        _say(f"{timing.page.name:<34}{figures}{verdict}")
    _say(f"Medians of {requests} requests; at most {MOST_MS:g} ms.")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.scale.pages", description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=30, help="for each page (30)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
