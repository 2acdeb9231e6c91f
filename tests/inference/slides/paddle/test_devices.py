"""Which device PaddleOCR is started on."""

from pathlib import Path
from typing import Any

import pytest

from inference.errors import EngineUnavailable
from inference.slides import paddle
from inference.slides.paddle import PaddleSlideReader

pytestmark = [pytest.mark.paddle, pytest.mark.slow]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What PaddleOCR was started with, instead of starting it."""
    arguments: list[dict[str, Any]] = []
    monkeypatch.setattr(paddle, "pipeline_arguments", lambda *chosen: {"on_gpu": chosen[1]})
    monkeypatch.setattr(paddle, "PaddleOCR", lambda **named: arguments.append(named) or object())
    return arguments


@pytest.mark.parametrize(
    ("device", "present", "on_gpu"),
    [
        ("auto", "cpu", False),
        ("auto", "gpu:0", True),
        ("cpu", "gpu:0", False),
        ("gpu", "gpu:0", True),
        ("cuda", "gpu:0", True),
    ],
)
def test_auto_takes_the_gpu_where_there_is_one(
    device: str, present: str, on_gpu: bool, started: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paddle, "get_default_device", lambda: present)

    PaddleSlideReader("nowhere", device=device).load()

    assert started == [{"on_gpu": on_gpu}]


@pytest.mark.parametrize("device", ["gpu", "cuda"])
def test_a_wish_for_a_gpu_is_not_met_by_the_cpu(
    device: str, started: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paddle, "get_default_device", lambda: "cpu")

    with pytest.raises(EngineUnavailable, match=f"PaddleOCR is to run on {device}"):
        PaddleSlideReader("nowhere", device=device).load()

    assert started == []


def test_a_batch_is_one_of_lines_and_a_compute_type_is_passed_over(started: list[Any]) -> None:
    PaddleSlideReader("nowhere", device="cpu", batch_size=16, compute_type="float16").load()

    assert started == [{"on_gpu": False, "text_recognition_batch_size": 16}]


def test_the_fingerprint_names_the_model_and_not_the_device(tmp_path: Path) -> None:
    small_on_gpu = PaddleSlideReader(tmp_path, device="gpu", model="PP-OCRv6_small")

    assert small_on_gpu.fingerprint == PaddleSlideReader(tmp_path, device="cpu").fingerprint
    assert small_on_gpu.fingerprint != PaddleSlideReader(tmp_path, model="PP-OCRv6_medium").fingerprint


def test_models_that_cannot_be_had_are_unavailable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_hub(**named: object) -> None:
        raise Exception("No available model hosting platforms detected.")

    monkeypatch.setattr(paddle, "PaddleOCR", no_hub)

    with pytest.raises(EngineUnavailable, match="No available model hosting platforms"):
        PaddleSlideReader(tmp_path).load()
