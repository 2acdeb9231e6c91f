"""A bad configuration is said by `manage.py check`, with an id and a hint."""

from typing import Any

import pytest
from django.core.checks import CheckMessage

from inference import cuda
from inference.engines import WORDS
from quizgen.checks import (
    check_broker,
    check_broker_is_set,
    check_device,
    check_engines,
    check_intervals,
    check_language_model,
    check_rates,
)


def ids(messages: list[CheckMessage]) -> list[str | None]:
    assert all(message.hint for message in messages)
    return [message.id for message in messages]


def test_the_default_configuration_is_fine() -> None:
    assert (
        ids(
            [
                *check_engines(),
                *check_language_model(),
                *check_device(),
                *check_intervals(),
                *check_broker(),
                *check_rates(),
            ]
        )
        == []
    )


@pytest.mark.parametrize(("url", "said"), [("", ["quizgen.E006"]), ("http://gpu:8000/v1", [])])
def test_an_engine_that_asks_a_language_model_without_one(settings: Any, url: str, said: list[str]) -> None:
    settings.ENGINES = {"grading": {"BACKEND": WORDS["grading"]["cascade"], "OPTIONS": {}}}
    settings.LLM = {**settings.LLM, "url": url}

    assert ids(check_language_model()) == said


@pytest.mark.parametrize("path", ["inference.speech.nowhere.Transcriber", "nowhere.at.all.Engine"])
def test_an_engine_that_is_not_installed(settings: Any, path: str) -> None:
    settings.ENGINES = {"speech": {"BACKEND": path, "OPTIONS": {}}}

    assert ids(check_engines()) == ["quizgen.E001"]


def test_a_device_that_is_none(settings: Any) -> None:
    settings.DEVICE = "cudda"

    assert ids(check_device()) == ["quizgen.E004"]


@pytest.mark.parametrize(("driver", "said"), [(False, ["quizgen.W002"]), (True, [])])
def test_a_wish_for_a_gpu_on_a_machine_without_one(
    settings: Any, monkeypatch: pytest.MonkeyPatch, driver: bool, said: list[str]
) -> None:
    settings.DEVICE = "cuda"
    monkeypatch.setattr(cuda, "driver_is_there", lambda: driver)

    assert ids(check_device()) == said


def test_a_lease_that_no_worker_can_keep(settings: Any) -> None:
    settings.LEASE_S = 1

    assert ids(check_intervals()) == ["quizgen.E002"]


def test_an_address_that_is_no_redis(settings: Any) -> None:
    settings.REDIS_URL = "amqp://localhost"

    assert ids(check_broker()) == ["quizgen.E003"]


def test_a_deployment_without_a_broker(settings: Any) -> None:
    settings.REDIS_URL = ""

    assert ids(check_broker_is_set()) == ["quizgen.W001"]


@pytest.mark.parametrize(("rate", "said"), [("20/min", []), ("20", ["quizgen.E005"]), ("often", ["quizgen.E005"])])
def test_a_rate_that_cannot_be_read_is_named(settings: Any, rate: str, said: list[str]) -> None:
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": {"grading": rate}}

    assert ids(check_rates()) == said
