"""/healthz and /readyz say what is missing, and nothing that helps an attacker."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from redis import ConnectionError as RedisConnectionError

from inference.engines import WORDS
from inference.llm.capabilities import Capabilities
from quizgen import health
from quizgen.engines import NOT_LOOKED_YET, ModelNow, note_model
from quizgen.lectures.models import Stage

pytestmark = pytest.mark.django_db

QUEUES = [*Stage.values, "grade", "default"]


@pytest.fixture
def all_well(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.REDIS_URL = "redis://:pass-word@127.0.0.1:1/0"
    monkeypatch.setattr("redis.Redis.ping", lambda _: True)
    workers(monkeypatch, QUEUES)


def workers(monkeypatch: pytest.MonkeyPatch, queues: list[str]) -> None:
    answers = {"lectures@host": [{"name": name} for name in queues]} if queues else None
    inspect = SimpleNamespace(active_queues=lambda: answers)
    monkeypatch.setattr(health.app.control, "inspect", lambda **_: inspect)
    health._untaken.cache_clear()


def ready(client: Client) -> tuple[int, dict[str, str]]:
    answer = client.get("/readyz")
    return answer.status_code, {name: wrong for name, wrong in answer.json()["checks"].items() if wrong != "ok"}


def test_the_process_lives_whatever_else_is_away(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


def test_a_site_with_everything_is_ready(all_well: None, client: Client) -> None:
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json()["checks"] == dict.fromkeys(("database", "broker", "storage", "engines", "workers"), "ok")
    assert "no-store" in answer["Cache-Control"]


def test_a_database_that_is_away_is_named(all_well: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> int:
        raise DatabaseError("could not connect to 10.1.2.3 as quizgen")

    monkeypatch.setattr(health, "_unapplied_migrations", away)

    assert ready(client) == (503, {"database": "The database does not answer."})


def test_migrations_that_wait_are_counted(all_well: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_unapplied_migrations", lambda: 2)

    assert ready(client) == (503, {"database": "2 migrations are not applied: run manage.py migrate."})


def test_without_a_broker_neither_it_nor_a_worker_answers(
    all_well: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(self: Any) -> bool:
        raise RedisConnectionError("pass-word")

    monkeypatch.setattr("redis.Redis.ping", away)

    code, wrong = ready(client)

    assert (code, set(wrong)) == (503, {"broker", "workers"})
    assert "pass-word" not in client.get("/readyz").content.decode()


def test_a_queue_that_no_worker_takes_is_named(all_well: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    workers(monkeypatch, [queue for queue in QUEUES if queue != "grade"])

    assert ready(client) == (503, {"workers": "No worker answers for: grade."})


def test_no_worker_at_all_is_seen(all_well: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    workers(monkeypatch, [])

    assert ready(client)[1]["workers"].count(",") == len(QUEUES) - 1


def test_an_engine_that_is_not_installed_is_seen(all_well: None, client: Client, settings: Any) -> None:
    settings.ENGINES = {**settings.ENGINES, "speech": {"BACKEND": "not_there.Engine", "OPTIONS": {}}}

    assert ready(client) == (503, {"engines": "An engine is not installed: run manage.py check."})


def test_a_full_disk_is_seen_before_uploads_fail(
    all_well: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1024))

    assert ready(client) == (503, {"storage": "The disk for recordings is almost full."})


def test_a_storage_that_is_away_is_named(all_well: None, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(name: str) -> bool:
        raise OSError("secret-endpoint")

    monkeypatch.setattr(health.default_storage, "exists", away)

    assert ready(client) == (503, {"storage": "The storage of recordings does not answer."})


def test_a_folder_that_is_made_by_the_first_upload_is_no_fault(
    all_well: None, client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "not" / "yet"

    assert ready(client)[0] == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_health_check_is_not_sent_to_https(path: str, client: Client, settings: Any, all_well: None) -> None:
    settings.SECURE_SSL_REDIRECT = True

    assert client.get(path).status_code == 200


@pytest.fixture
def with_model(all_well: None, settings: Any) -> Iterator[None]:
    cache.clear()
    grading = {"BACKEND": WORDS["grading"]["cascade"], "OPTIONS": {}}
    settings.ENGINES = {**settings.ENGINES, "grading": grading}
    settings.LLM = {**settings.LLM, "url": "http://10.1.2.3:8000/v1"}
    yield
    cache.clear()


def test_a_language_model_that_is_away_does_not_take_the_site_out_of_use(with_model: None, client: Client) -> None:
    note_model(ModelNow("The language model's server at 10.1.2.3 cannot be reached.", seen_at=timezone.now()))

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json()["language_model"] == {"status": "The language model does not answer."}


def test_what_the_language_model_can_do_is_said_without_its_name(with_model: None, client: Client) -> None:
    can = Capabilities(model="nvidia/nemotron", context=2048, switch="template", budget="two_calls")
    note_model(ModelNow("", "llm.nvidia/nemotron@0", can.as_row(), timezone.now()))

    said = client.get("/readyz").json()["language_model"]

    assert (said["status"], said["Budget of thinking"]) == ("ok", "kept by two calls")
    assert "nemotron" not in str(said)


@pytest.mark.parametrize("minutes", [None, 20], ids=["never", "long-ago"])
def test_news_that_are_old_are_none(with_model: None, client: Client, minutes: int | None) -> None:
    if minutes is not None:
        note_model(ModelNow("", seen_at=timezone.now() - timedelta(minutes=minutes)))

    assert client.get("/readyz").json()["language_model"]["status"] == NOT_LOOKED_YET
