"""How long gradings through REST take: python -m tests.scale.grading

A site of its own, with web server, broker and warm worker as `make web` and `make worker` start them, in a folder that
is deleted at the end. Answers are sent one after the other as another system sends them, each over a new connection.
"""

import argparse
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from django.conf import settings

MOST_MS, LEAST_PER_S = 100.0, 50.0
BATCH = 256
PATIENCE_S = 120.0
TASKS = (
    ("What is entropy?", "A measure of the disorder of a system.", "it says how disordered something is"),
    ("Why is the sky blue?", "Air scatters blue light more than red light.", "because red light is scattered more"),
    ("What does a pendulum convert?", "Potential energy into kinetic energy.", "It turns height into speed, I think."),
    ("When does water boil?", "At 100 degrees Celsius at sea level.", "when it is about 100 degrees"),
    ("How do vaccines work?", "They train the immune system to recognise a pathogen.", "the body learns what to fight"),
)
MAKE_TOKEN = (
    "from quizgen.accounts.models import User; from quizgen.accounts.services import create_token;"
    "print(create_token(user=User.objects.create_user('bench'), name='bench')[1])"
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.scale.grading", description=__doc__)
    parser.add_argument("--requests", type=int, default=100, help="single answers that are timed")
    parser.add_argument("--batches", type=int, default=3, help=f"batches of {BATCH} that are timed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="qg-bench-") as folder, running_site(Path(folder)) as (address, token):
        timed(address, token, next(items()))  # whatever is loaded at the first answer
        singles = [timed(address, token, item) for item in islice(items(), options.requests)]
        batches = [
            timed(address, token, {"items": list(islice(items(), BATCH))}, prefer="wait=30")
            for _ in range(options.batches)
        ]
    median_ms = 1000 * statistics.median(singles)
    per_s = BATCH / statistics.median(batches)
    _say(f"one answer: median {median_ms:.0f} ms, slowest {1000 * max(singles):.0f} ms, of {len(singles)}")
    _say(f"a batch of {BATCH}: {per_s:.0f} answers per second, median of {len(batches)}")
    return int(median_ms > MOST_MS or per_s < LEAST_PER_S)


def items() -> Iterator[dict[str, Any]]:
    """Answers that take the grader, no two the same."""
    for number, (question, reference, response) in enumerate(cycle(TASKS)):
        yield {"question": question, "reference_answers": [reference], "response": f"{response} ({number})"}


def timed(address: str, token: str, body: dict[str, Any], prefer: str = "") -> float:
    """Seconds from the request to the whole answer. Raises RuntimeError where it is no grade."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Prefer": prefer}
    request = urllib.request.Request(f"{address}/api/v1/grade", json.dumps(body).encode(), headers)
    began = time.perf_counter()
    with urllib.request.urlopen(request, timeout=60) as answer:
        result = json.load(answer)
    took_s = time.perf_counter() - began
    graded = result.get("results", [result])
    if answer.status != 200 or not all("score" in one for one in graded):
        raise RuntimeError(f"{answer.status}: {str(result)[:300]}")
    return took_s


@contextmanager
def running_site(folder: Path) -> Iterator[tuple[str, str]]:
    """Its address and a token."""
    port = _free_port()
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", "GRADER")
    }
    environment |= {"VAR_DIR": str(folder), "PORT": str(port), "DEBUG": "0", "MODEL_DIR": settings.MODEL_DIR}
    _manage(environment, "migrate", "--verbosity", "0")
    token = _manage(environment, "shell", "--no-imports", "-c", MAKE_TOKEN).split()[-1]
    with (folder / "site.log").open("wb") as log:
        started = [
            subprocess.Popen(
                [sys.executable, "manage.py", name], cwd=settings.BASE_DIR, env=environment, stdout=log, stderr=log
            )
            for name in ("worker", "web")
        ]
        try:
            _wait_until_graded(f"http://127.0.0.1:{port}", token, folder / "site.log")
            yield f"http://127.0.0.1:{port}", token
        finally:
            for process in reversed(started):
                process.send_signal(signal.SIGINT)
                process.wait(timeout=30)


def _wait_until_graded(address: str, token: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        with suppress(OSError, RuntimeError):
            timed(address, token, next(items()))
            return
        time.sleep(0.2)
    raise RuntimeError(f"The site does not grade. The end of its log:\n{log.read_text()[-2000:]}")


def _manage(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    run = subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True, capture_output=True, text=True)
    return run.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
