"""The environment names how engines run; each engine takes every option that it is given."""

import json
import os
import subprocess
import sys

import pytest

from inference.engines import WORDS, build_engine

SHOW = """
import json
from quizgen import settings
print(json.dumps({role: named["OPTIONS"] for role, named in settings.ENGINES.items()}))
"""


def options_with(**environment: str) -> dict[str, dict[str, object]]:
    """The options of every role in a process of its own with this environment."""
    names = ("DEVICE", "COMPUTE_TYPE", "BATCH_SIZE", "SPEECH_MODEL", "OCR_MODEL")
    rest = {name: value for name, value in os.environ.items() if name not in names}
    done = subprocess.run(
        [sys.executable, "-c", SHOW], env={**rest, **environment}, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


@pytest.mark.slow
def test_what_is_not_set_is_left_to_the_engine() -> None:
    options = options_with(MODEL_DIR="/models")

    unset = {"model_dir": "/models", "device": "auto", "compute_type": "auto", "batch_size": None, "model": "auto"}
    assert options == {"speech": unset, "slides": unset, "questions": {}, "grading": {}}


@pytest.mark.slow
def test_what_is_set_reaches_speech_and_slides() -> None:
    named = {"DEVICE": "cuda", "COMPUTE_TYPE": "int8_float16", "BATCH_SIZE": "8"}

    options = options_with(MODEL_DIR="/models", SPEECH_MODEL="large-v3", OCR_MODEL="/models/ocr", **named)

    hardware = {"model_dir": "/models", "device": "cuda", "compute_type": "int8_float16", "batch_size": 8}
    assert options["speech"] == {**hardware, "model": "large-v3"}
    assert options["slides"] == {**hardware, "model": "/models/ocr"}


@pytest.mark.parametrize(
    ("role", "word"), [(role, word) for role in ("speech", "slides") for word in WORDS[role] if word != "paddle"]
)
def test_every_engine_takes_every_option(role: str, word: str, tmp_path: object) -> None:
    options = {"model_dir": tmp_path, "device": "cpu", "compute_type": "auto", "batch_size": 2, "model": "auto"}

    assert build_engine(role, word, **options).fingerprint.startswith(f"{role}.")
