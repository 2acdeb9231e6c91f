"""/healthz and /readyz say what is missing, and nothing that helps an attacker."""

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from redis import ConnectionError as RedisConnectionError

from quizgen import health
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
