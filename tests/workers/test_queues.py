"""`manage.py worker` takes all queues, or those that are named."""

import pytest
from django.core.management import CommandError, call_command

from workers import programs
from workers.management.commands.worker import _queues


def started(words: str) -> list[str]:
    return [program.name for program in programs.worker_programs("redis://broker", _queues(words))]


def test_alone_it_takes_everything_and_keeps_the_clock() -> None:
    assert started("") == ["grade", "speech", "slides", "lectures", "beat"]


def test_a_gpu_worker_takes_two_queues_and_brings_no_second_clock() -> None:
    assert started("transcribe,read_slides") == ["speech", "slides"]


def test_a_site_leaves_queues_to_others() -> None:
    assert started("-transcribe, -read_slides") == ["grade", "lectures", "beat"]


def test_a_group_keeps_what_is_wanted_of_it() -> None:
    (worker,) = programs.lecture_workers("redis://broker", ["align"])

    assert worker.command[worker.command.index("--queues") + 1] == "align"


def test_a_queue_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="no queue transcibe: name grade, transcribe"):
        _queues("transcibe")


def test_workers_of_some_queues_start_no_broker(settings) -> None:
    settings.REDIS_URL = ""

    with pytest.raises(CommandError, match="REDIS_URL is not set"):
        call_command("worker", "--queues=transcribe")
