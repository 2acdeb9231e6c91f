"""The sample lecture through the real pipeline, its questions and grades by a real vLLM: nothing breaks."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from inference.grading.cascade import CascadeGrader
from inference.grading.llm import LlmGrader
from inference.grading.verdict import GradingTask
from inference.questions.question import KeyPoint
from tests.vllm.serving import MODEL, ROOT, Vllm
from tests.vllm.test_graders import assert_holds_together

pytestmark = [pytest.mark.vllm, pytest.mark.timeout(900)]
SAMPLE = "static/sample/physics-works.mp4"


@pytest.fixture(scope="module")
def site(vllm: Vllm, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a site whose engines ask that server, with budgets that noise does not fill for long."""
    folder = str(tmp_path_factory.mktemp("site"))
    budgets = {f"LLM_BUDGET_{task}": "16" for task in ("WRITE", "CRITIC", "CAREFUL", "REGRADE", "COURSE")}
    llm = vllm.options
    named = {"LLM_URL": llm["url"], "LLM_API_KEY": llm["api_key"], "LLM_MODEL": llm["model"], "LLM_TIMEOUT_S": "300"}
    own = {"DJANGO_SETTINGS_MODULE": "quizgen.settings", "VAR_DIR": folder, "TMPDIR": folder}
    return {**os.environ, **own, **named, **budgets}


@pytest.fixture(scope="module")
def made(site: dict[str, str]) -> dict[str, Any]:
    """What comes of the sample where rules and model write together."""
    out = Path(site["VAR_DIR"]) / "made.json"
    ran = python({**site, "QUESTION_WRITER": "combined"}, "manage.py", "process_lecture", SAMPLE, "--json", str(out))
    assert (ran.returncode, ran.stderr) == (0, "")
    found: dict[str, Any] = json.loads(out.read_text())
    return found


def python(site: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=dict(site),
        capture_output=True,
        text=True,
        check=False,
        timeout=840,
    )


def test_every_stage_ends_and_no_question_is_without_its_evidence(made: dict[str, Any]) -> None:
    assert len(made["segments"]) > 10
    assert made["questions"], "what the rules write is offered whatever the model says"
    said = " ".join(segment["text"] for segment in made["segments"])
    shown = " ".join(slide["text"] for slide in made["slides"])
    for question in made["questions"]:
        assert question["evidence"]["text"][:20] in f"{said} {shown}"


def test_the_model_alone_may_write_nothing_and_breaks_nothing(
    made: dict[str, Any], site: dict[str, str], tmp_path: Path
) -> None:
    transcript = tmp_path / "transcript.json"
    transcript.write_text(json.dumps({"language": "en", "segments": made["segments"]}))

    ran = python(site, "-m", "inference.questions", str(transcript), "--engine", "llm", "--explain")

    assert ran.returncode == 0, ran.stderr
    assert "Thrown out:" in ran.stderr
    for line in ran.stdout.splitlines():
        assert json.loads(line)["evidence"]["text"]


def test_answers_to_its_questions_are_graded(made: dict[str, Any], llm_options: Mapping[str, Any]) -> None:
    tasks = [
        GradingTask(
            question["stem"],
            tuple(question["reference_answers"]),
            tuple(KeyPoint(point["text"] if isinstance(point, dict) else point) for point in question["key_points"]),
            "It has to do with force, I think.",
        )
        for question in made["questions"][:3]
    ]

    assert_holds_together(LlmGrader(llm=llm_options), tasks)
    assert_holds_together(CascadeGrader(llm=llm_options), tasks)


def test_the_check_shows_what_the_model_can_do_and_a_sample_of_it(site: dict[str, str]) -> None:
    ran = python(site, "manage.py", "check_llm")

    assert ran.returncode == 0, ran.stderr
    assert MODEL in ran.stdout
    assert "kept by the server" in ran.stdout
    assert "Verdict" in ran.stdout
