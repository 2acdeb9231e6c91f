"""Units and compose file start the programs that the site itself starts, with settings that there are."""

import configparser
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from workers import programs

UNITS = ("web", "speech", "slides", "lectures", "grade", "beat", "prepare")
HARDENED = {
    "User": "quizgen",
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "CapabilityBoundingSet": "",
    "RestrictNamespaces": "yes",
}
OF_OTHER_PROGRAMS = {"PYTHONUNBUFFERED", "BIND"}
WORKERS = {program.name: list(program.command) for program in programs.worker_programs("") if program.name != "beat"}


@pytest.fixture(scope="module")
def deploy() -> Path:
    return Path(__file__).resolve().parent.parent / "deploy"


@pytest.fixture(scope="module")
def compose(deploy: Path) -> dict[str, Any]:
    return yaml.safe_load((deploy / "compose.yaml").read_text())


@pytest.fixture(scope="module")
def known_settings(deploy: Path) -> set[str]:
    source = (deploy.parent / "quizgen" / "settings.py").read_text()
    of_the_model = (deploy.parent / "inference" / "llm" / "options.py").read_text()
    read = re.findall(r'(?:env\.\w+|_asked)\(\s*"([A-Z0-9_]+)"', source)
    return {*read, *re.findall(r'"(LLM_[A-Z_]+)"', of_the_model)}


def unit(deploy: Path, name: str) -> configparser.RawConfigParser:
    parsed = configparser.RawConfigParser(strict=False)
    parsed.optionxform = str  # type: ignore[assignment]
    parsed.read(deploy / "systemd" / f"quizgen-{name}.service")
    return parsed


def queues(command: list[str]) -> set[str]:
    return set(command[command.index("--queues") + 1].split(","))


def option(command: list[str], name: str) -> str:
    return command[command.index(name) + 1]


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_may_do_no_more_than_it_needs(name: str, deploy: Path) -> None:
    service = unit(deploy, name)["Service"]

    assert {key: service[key] for key in HARDENED} == HARDENED


@pytest.mark.parametrize("name", UNITS)
def test_the_target_takes_every_unit_along(name: str, deploy: Path) -> None:
    assert unit(deploy, name)["Unit"]["PartOf"] == "quizgen.target"
    if name != "prepare":
        assert f"quizgen-{name}.service" in (deploy / "systemd" / "quizgen.target").read_text()
        assert unit(deploy, name)["Unit"]["Requires"] == "quizgen-prepare.service"


@pytest.mark.parametrize("name", WORKERS)
def test_a_worker_of_a_unit_takes_the_queues_of_the_same_one_of_a_single_machine(name: str, deploy: Path) -> None:
    command = shlex.split(unit(deploy, name)["Service"]["ExecStart"])

    assert queues(command) == queues(WORKERS[name])
    assert option(command, "--concurrency") == option(WORKERS[name], "--concurrency")
    assert option(command, "--hostname") == f"{name}@%%h"


@pytest.mark.parametrize("name", WORKERS)
def test_a_worker_of_the_compose_file_takes_them_too(name: str, compose: dict[str, Any]) -> None:
    command = compose["services"][name]["command"]

    assert queues(command) == queues(WORKERS[name])
    assert option(command, "--hostname") == f"{name}@%h"


def test_the_compose_file_sets_what_the_site_reads(compose: dict[str, Any], known_settings: set[str]) -> None:
    given = {name for service in _of_the_site(compose) for name in service["environment"]}

    assert given - OF_OTHER_PROGRAMS <= known_settings
    assert {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS"} <= given


def test_the_example_environment_sets_what_the_site_reads(deploy: Path, known_settings: set[str]) -> None:
    lines = (deploy / "systemd" / "environment.example").read_text().splitlines()

    given = {line.partition("=")[0] for line in lines if line and not line.startswith("#")}

    assert len(given) > 5
    assert given <= known_settings


def test_nothing_of_the_site_starts_before_the_database_is_migrated(compose: dict[str, Any]) -> None:
    services = compose["services"]

    for name in (*WORKERS, "web", "beat"):
        assert services[name]["depends_on"]["prepare"] == {"condition": "service_completed_successfully"}
    assert "migrate" in services["prepare"]["command"][-1]
    assert services["prepare"]["depends_on"] == {"database": {"condition": "service_healthy"}}


def test_every_part_of_the_compose_file_is_there(compose: dict[str, Any], deploy: Path) -> None:
    volumes = {
        volume.partition(":")[0] for service in compose["services"].values() for volume in service.get("volumes", [])
    }

    assert volumes == set(compose["volumes"])
    for service in _of_the_site(compose):
        assert (deploy / service["build"]["context"] / service["build"]["dockerfile"]).is_file()


def test_the_secrets_of_the_compose_file_have_no_default(deploy: Path) -> None:
    text = (deploy / "compose.yaml").read_text()
    example = (deploy / "compose.env.example").read_text()

    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "SITE_HOST"):
        assert f"${{{name}:?" in text
        assert re.search(rf"^{name}=", example, re.MULTILINE)


def test_the_image_holds_what_the_programs_import_and_no_more(deploy: Path) -> None:
    kept = re.findall(r"^!(.+)$", (deploy / "Dockerfile.dockerignore").read_text(), re.MULTILINE)

    assert {"inference", "quizgen", "workers", "manage.py", "templates", "static"} <= set(kept)
    assert all((deploy.parent / path).exists() for path in kept)


def test_the_front_server_forwards_what_the_site_relies_on(deploy: Path) -> None:
    text = (deploy / "nginx.conf").read_text()

    for needed in ("X-Forwarded-Proto $scheme", "X-Request-ID $request_id", "X-Forwarded-For", "internal;"):
        assert needed in text
    assert re.search(r"location = /metrics \{\s*return 404;", text)


def _of_the_site(compose: dict[str, Any]) -> list[dict[str, Any]]:
    return [service for service in compose["services"].values() if "build" in service]
