"""deploy/vllm/ serves each profile as profiles.py says, with a key, on a private address."""

import os
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from inference.llm import serving
from inference.llm.profiles import PROFILES, Profile

SERVED = serving.served()
SCRIPT = serving.FOLDER / "serve"
FULL_CACHE = ("nano3-bf16", "nano3-4b", "nano2-9b")
each = pytest.mark.parametrize("profile", SERVED, ids=lambda profile: profile.name)


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((serving.FOLDER / "compose.yaml").read_text())


def option(words: list[str], name: str) -> str | None:
    return words[words.index(name) + 1] if name in words else None


def started(tmp_path: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The script with a program in the place of vLLM that says how it was called."""
    program = tmp_path / "vllm"
    program.write_text('#!/bin/sh\nenv\nprintf "%s\\n" ARGUMENTS "$@"\n')
    program.chmod(0o755)
    given = {"PATH": os.environ["PATH"], "VLLM": str(program), **environment}
    return subprocess.run(["sh", SCRIPT, *arguments], env=given, capture_output=True, text=True, check=False)


def test_the_files_are_what_the_profiles_make_of_them() -> None:
    assert SCRIPT.read_text() == serving.shell()
    assert os.access(SCRIPT, os.X_OK)
    assert (serving.FOLDER / "compose.yaml").read_text() == serving.compose()
    assert {profile.name for profile in SERVED} == set(PROFILES) - {"any"}


@each
def test_the_script_serves_the_model_with_its_flags_behind_a_key_on_loopback(profile: Profile, tmp_path: Path) -> None:
    ran = started(tmp_path, profile.name, "--gpu-memory-utilization", "0.8", LLM_API_KEY="sk-one")

    environment, _, arguments = ran.stdout.partition("ARGUMENTS\n")
    words = arguments.splitlines()
    assert (ran.returncode, ran.stderr) == (0, "")
    assert words[:2] == ["serve", profile.model]
    assert words[2:] == [
        *serving.flags(profile),
        *("--gpu-memory-utilization", "0.8", "--host", "127.0.0.1", "--port", "8000"),
    ]
    assert "VLLM_API_KEY=sk-one" in environment.splitlines()
    assert "sk-one" not in arguments, "arguments are seen by every user of the machine"
    for name, value in serving.environment(profile).items():
        assert f"{name}={value}" in environment.splitlines()


@each
def test_the_service_has_the_same_flags_and_its_gpus(profile: Profile, compose: dict[str, Any]) -> None:
    service = compose["services"][profile.name]

    assert service["profiles"] == [profile.name]
    assert service["command"] == [profile.model, *serving.flags(profile), "--host", "0.0.0.0", "--port", "8000"]
    assert service["environment"] == {
        "VLLM_API_KEY": "${LLM_API_KEY:?set it in deploy/.env}",
        **serving.environment(profile),
    }
    (device,) = service["deploy"]["resources"]["reservations"]["devices"]
    assert (device["count"], device["capabilities"]) == (profile.gpus, ["gpu"])


@each
def test_every_service_is_private_and_its_health_is_watched(profile: Profile, compose: dict[str, Any]) -> None:
    service = compose["services"][profile.name]

    assert service["ports"] == ["${LLM_BIND:-127.0.0.1}:${LLM_PORT:-8001}:8000"]
    assert service["networks"] == {"default": {"aliases": ["llm"]}}
    assert "/health" in service["healthcheck"]["test"][-1]
    assert service["volumes"] == ["models:/root/.cache/huggingface"]
    assert "no-new-privileges:true" in service["security_opt"]


@each
def test_the_flags_are_those_that_the_client_relies_on(profile: Profile) -> None:
    words = list(serving.flags(profile))

    assert option(words, "--structured-outputs-config") == '{"backend":"guidance","disable_any_whitespace":true}'
    assert option(words, "--mamba-ssm-cache-dtype") == "float32"
    assert option(words, "--max-num-seqs") == "8"
    assert option(words, "--max-model-len") == str(profile.context)
    assert option(words, "--reasoning-parser") == (profile.reasoning_parser or None)
    assert option(words, "--kv-cache-dtype") == (None if profile.name in FULL_CACHE else "fp8")
    assert option(words, "--tensor-parallel-size") == (str(profile.gpus) if profile.gpus > 1 else None)
    assert not any("tool" in word for word in words), "the model has no tools"


def test_who_names_no_profile_or_no_key_is_told(tmp_path: Path) -> None:
    assert "which profile?" in started(tmp_path, LLM_API_KEY="sk-one").stderr
    assert "LLM_API_KEY" in started(tmp_path, "nano3-fp8").stderr
    unknown = started(tmp_path, "nano9", LLM_API_KEY="sk-one")
    assert unknown.returncode == 2
    assert "nano3-fp8" in unknown.stderr


def test_the_address_and_the_port_may_be_named(tmp_path: Path) -> None:
    ran = started(tmp_path, "nano2-9b", LLM_API_KEY="sk-one", HOST="10.0.0.7", PORT="9000")

    assert ran.stdout.splitlines()[-4:] == ["--host", "10.0.0.7", "--port", "9000"]


def test_the_page_names_every_profile() -> None:
    page = (serving.FOLDER.parents[1] / "docs" / "serving.md").read_text()

    for profile in SERVED:
        assert f"`{profile.name}`" in page
        assert shlex.quote(profile.model) in page
