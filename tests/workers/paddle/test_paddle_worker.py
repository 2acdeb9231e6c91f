"""A worker in PaddleOCR's environment reads slides, and needs no other engine's library for it."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from inference.engines import WORDS
from quizgen.claims import Status
from quizgen.lectures.models import Lecture, Stage
from tests.inference.slides.conftest import TEXT, slide_film
from tests.workers.conftest import upload
from workers import engines, pipeline

pytestmark = [pytest.mark.paddle, pytest.mark.slow]

__all__ = ["slide_film"]
OTHER_ENGINES = ("faster_whisper", "ctranslate2", "spacy", "lemminflect")


@pytest.fixture
def lecture(db: None, settings: Any, slide_film: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lecture:
    """An uploaded lecture that has been looked at, on a site whose slides PaddleOCR reads."""
    paddle = {"BACKEND": WORDS["slides"]["paddle"], "OPTIONS": {"model_dir": tmp_path / "models", "device": "auto"}}
    settings.ENGINES = {**settings.ENGINES, "slides": paddle}
    engines._engine.cache_clear()
    lecture = upload(slide_film)
    assert pipeline.run_stage(lecture.stage_runs.get().pk)
    return lecture


def test_it_runs_read_slides(lecture: Lecture) -> None:
    run = lecture.stage_runs.get(stage=Stage.READ_SLIDES)

    assert pipeline.run_stage(run.pk)

    run.refresh_from_db()
    assert (run.status, run.error) == (Status.SUCCEEDED, "")
    assert [slide.text for slide in lecture.slides.all()] == [
        "\n".join((title, *lines)) for title, lines in TEXT.items()
    ]


def test_no_other_engine_is_installed_beside_it() -> None:
    assert [name for name in OTHER_ENGINES if find_spec(name)] == []


def test_one_setting_names_it() -> None:
    """`OCR=paddle`, as an operator sets it, through the settings and the checks of a process of its own."""
    code = "import django; django.setup(); from workers import engines; print(engines.slide_reader().fingerprint)"
    environment = {**os.environ, "OCR": "paddle", "DJANGO_SETTINGS_MODULE": "quizgen.settings"}

    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)

    assert done.stdout.startswith("slides.paddle:PP-OCRv6-small@")
