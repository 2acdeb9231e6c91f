"""What a worker logs names lecture, stage and the request that began it all."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quizgen.lectures.models import Stage
from quizgen.logs import bound
from tests.workers.conftest import upload
from tests.workers.machine import Machine, wait_until
from tests.workers.test_killed_workers import all_done

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def machine(tmp_path: Path, script: Path) -> Iterator[Machine]:
    with Machine(tmp_path, script, LOG_FORMAT="json", SCRIPT_REFUSES="silent,blind") as machine:
        yield machine


def lines(machine: Machine) -> list[dict[str, Any]]:
    text = machine.log("lectures")
    return [json.loads(line) for line in text[text.index('{"') :].splitlines() if line.startswith("{")]


def test_a_line_of_a_stage_names_the_lecture_and_the_request_of_its_upload(machine: Machine, recording: Path) -> None:
    machine.start_lecture_worker()

    with bound(request_id="request-1"):
        lecture = upload(recording)
    wait_until(lambda: "refused" in machine.log("lectures") or all_done(lecture))

    (refused,) = [line for line in lines(machine) if "refused" in line["message"]]
    assert (refused["lecture_id"], refused["logger"]) == (lecture.pk, "workers.claimed")
    done = [line for line in lines(machine) if line["message"].endswith("is done")]
    assert {line["stage"] for line in done} == {Stage.INSPECT_MEDIA, Stage.TRANSCRIBE, Stage.READ_SLIDES}
    assert {line["lecture_id"] for line in done} == {lecture.pk}
    assert {line.get("request_id") for line in [*done, refused]} == {"request-1"}
