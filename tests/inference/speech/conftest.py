"""Engines and recordings for the speech tests."""

import os
from pathlib import Path

import numpy as np
import pytest

from inference.speech.sound import stream_sound
from inference.speech.whisper import WhisperTranscriber
from tests.inference.recordings import RATE

MATERIAL = Path(__file__).resolve().parents[2] / "material" / "speech"


class Kept:
    """Partial work in memory."""

    def __init__(self) -> None:
        self.saved: dict[str, bytes] = {}

    def load(self, name: str) -> bytes | None:
        return self.saved.get(name)

    def save(self, name: str, data: bytes) -> None:
        self.saved[name] = data


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def jfk() -> Path:
    return MATERIAL / "jfk.flac"


@pytest.fixture
def jfk_samples(jfk) -> np.ndarray:
    return np.concatenate(list(stream_sound(jfk)))


@pytest.fixture(scope="session")
def tiny(tmp_path_factory) -> WhisperTranscriber:
    """The smallest real model, prepared once per run (or in MODEL_DIR) and loaded once."""
    model_dir = os.environ.get("MODEL_DIR") or tmp_path_factory.mktemp("models")
    return WhisperTranscriber(model_dir, model="tiny.en", device="cpu")


@pytest.fixture(scope="session")
def on_cuda(tmp_path_factory) -> WhisperTranscriber:
    """The packaged model in float16, on the GPU; asked for only where there is one."""
    model_dir = os.environ.get("MODEL_DIR") or tmp_path_factory.mktemp("models")
    return WhisperTranscriber(model_dir, model="base", device="cuda")


@pytest.fixture
def pause() -> np.ndarray:
    return np.zeros(RATE, np.float32)
