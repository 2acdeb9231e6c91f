"""The sample lecture through the real pipeline, its questions and grades by a real vLLM: nothing breaks."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.vllm.serving import MODEL

pytestmark = [pytest.mark.vllm, pytest.mark.timeout(900)]
SAMPLE = "static/sample/physics-works.mp4"


@pytest.fixture
def site(llm_options: Mapping[str, Any], tmp_path: Path) -> dict[str, str]:
    """The environment of a site whose engines ask that server, with budgets that noise does not fill for long."""
    budgets = {f"LLM_BUDGET_{task}": "16" for task in ("WRITE", "CRITIC", "CAREFUL", "REGRADE", "COURSE")}
    named = {"LLM_URL": llm_options["url"], "LLM_API_KEY": llm_options["api_key"], "LLM_MODEL": llm_options["model"]}
    own = {"DJANGO_SETTINGS_MODULE": "quizgen.settings", "VAR_DIR": str(tmp_path), "TMPDIR": str(tmp_path)}
    return {**os.environ, **own, **named, **budgets, "LLM_TIMEOUT_S": "300"}


def manage(project_dir: Path, site: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=project_dir,
        env=dict(site),
        capture_output=True,
        text=True,
        check=False,
        timeout=840,
    )


@pytest.mark.parametrize("writer", ["llm", "combined"])
def test_every_stage_ends_and_no_question_is_without_its_evidence(
    project_dir: Path, tmp_path: Path, site: dict[str, str], writer: str
) -> None:
    out = tmp_path / "out.json"

    ran = manage(project_dir, {**site, "QUESTION_WRITER": writer}, "process_lecture", SAMPLE, "--json", str(out))

    assert (ran.returncode, ran.stderr) == (0, "")
    made = json.loads(out.read_text())
    assert len(made["segments"]) > 10
    said = " ".join(segment["text"] for segment in made["segments"])
    shown = " ".join(slide["text"] for slide in made["slides"])
    for question in made["questions"]:
        assert question["evidence"]["text"][:20] in f"{said} {shown}"
    if writer == "combined":
        assert made["questions"], "what the rules write is offered whatever the model says"


def test_the_check_shows_what_the_model_can_do_and_a_sample_of_it(project_dir: Path, site: dict[str, str]) -> None:
    ran = manage(project_dir, site, "check_llm")

    assert ran.returncode == 0, ran.stderr
    assert MODEL in ran.stdout
    assert "kept by the server" in ran.stdout
    assert "Verdict" in ran.stdout
