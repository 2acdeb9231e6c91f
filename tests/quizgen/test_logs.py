"""Lines of the log name what they are about, for people and for machines."""

import json
import logging
import sys
from collections.abc import Iterator
from io import StringIO

import pytest
from django.test import Client

from quizgen.logs import HumanLines, JsonLines, bind_afresh, bound

logger = logging.getLogger("quizgen.test")


class Lines:
    def __init__(self, formatter: logging.Formatter) -> None:
        self.stream = StringIO()
        self.handler = logging.StreamHandler(self.stream)
        self.handler.setFormatter(formatter)

    @property
    def text(self) -> str:
        return self.stream.getvalue()


@pytest.fixture(params=[HumanLines, JsonLines])
def lines(request: pytest.FixtureRequest) -> Iterator[Lines]:
    """What the root logger says meanwhile, in the form of the parameter."""
    lines, root = Lines(request.param()), logging.getLogger()
    root.addHandler(lines.handler)
    level = root.level
    root.setLevel(logging.INFO)
    yield lines
    root.removeHandler(lines.handler)
    root.setLevel(level)


as_json = pytest.mark.parametrize("lines", [JsonLines], indirect=True)
for_people = pytest.mark.parametrize("lines", [HumanLines], indirect=True)


@as_json
def test_a_line_for_machines_is_an_object_with_all_that_is_bound(lines: Lines) -> None:
    with bound(lecture_id=7, stage="align"):
        logger.warning("%s waits\nfor its engine", "It")

    line = json.loads(lines.text)
    assert lines.text.count("\n") == 1
    assert (line["level"], line["logger"], line["message"]) == (
        "WARNING",
        "quizgen.test",
        "It waits\nfor its engine",
    )
    assert (line["lecture_id"], line["stage"]) == (7, "align")
    assert line["time"].endswith("+00:00")


@as_json
def test_a_line_for_machines_holds_the_traceback(lines: Lines) -> None:
    try:
        _ = 1 / 0
    except ZeroDivisionError:
        logger.error("A bug", exc_info=sys.exc_info())

    assert "ZeroDivisionError" in json.loads(lines.text)["exception"]


@for_people
def test_a_line_for_people_ends_with_what_is_bound(lines: Lines) -> None:
    with bound(lecture_id=7, stage="align"):
        logger.info("done")
    logger.info("later")

    first, second = lines.text.splitlines()
    assert first.endswith("INFO quizgen.test done [lecture_id=7 stage=align]")
    assert second.endswith("INFO quizgen.test later")


@as_json
def test_what_is_bound_inside_adds_to_what_is_bound_outside(lines: Lines) -> None:
    with bound(request_id="r"), bound(lecture_id=1):
        logger.info("inside")

    assert {"request_id": "r", "lecture_id": 1}.items() <= json.loads(lines.text).items()


@as_json
def test_a_worker_forgets_the_last_task_before_the_next(lines: Lines) -> None:
    bind_afresh(request_id="first")
    bind_afresh(request_id=None)
    logger.info("second")

    assert "request_id" not in json.loads(lines.text)


@as_json
def test_every_request_is_a_line_with_its_id_and_duration(lines: Lines, client: Client, db: None) -> None:
    answer = client.get("/sign-in/?next=/secret", headers={"X-Request-ID": "from-nginx-1"})

    line = json.loads(lines.text.splitlines()[-1])
    assert answer["X-Request-ID"] == line["request_id"] == "from-nginx-1"
    assert (line["method"], line["path"], line["status"]) == ("GET", "/sign-in/", answer.status_code)
    assert line["duration_ms"] >= 0
    assert "secret" not in lines.text


@pytest.mark.parametrize("sent", ["", "two words", "a\nb", "x" * 65, "<script>"])
def test_what_is_no_id_is_replaced_by_one(sent: str, client: Client, db: None) -> None:
    answer = client.get("/sign-in/", headers={"X-Request-ID": sent})

    assert answer["X-Request-ID"] != sent
    assert len(answer["X-Request-ID"]) == 32
