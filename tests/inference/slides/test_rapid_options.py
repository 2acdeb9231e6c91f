"""What RapidOCR is started with. No GPU is needed: what is there is pretended."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import onnxruntime
import pytest

from inference import cuda, weights
from inference.errors import EngineUnavailable
from inference.slides import rapid
from inference.slides.rapid import CUDA_PROVIDER, RapidSlideReader

CPU_PROVIDER = "CPUExecutionProvider"


class Started:
    """Stands for RapidOCR: keeps what it was started with, and runs on `provider`."""

    provider = CUDA_PROVIDER

    def __init__(self) -> None:
        self.parameters: list[dict[str, Any]] = []

    def __call__(self, params: dict[str, Any]) -> SimpleNamespace:
        self.parameters.append(params)
        step = SimpleNamespace(session=SimpleNamespace(session=SimpleNamespace(get_providers=lambda: [self.provider])))
        return SimpleNamespace(_load_det_model=lambda: step, _load_rec_model=lambda: step)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    started = Started()
    monkeypatch.setattr(rapid, "RapidOCR", started)
    return started


@pytest.fixture
def own_models(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "big_det.onnx").write_text("detection")
    (folder / "big_rec.onnx").write_text("recognition")
    return folder


@pytest.fixture
def gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: [CUDA_PROVIDER, CPU_PROVIDER])
    monkeypatch.setattr(cuda, "driver_is_there", lambda: True)


@pytest.fixture
def no_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: [CPU_PROVIDER])


@pytest.mark.usefixtures("gpu")
@pytest.mark.parametrize(("device", "on_cuda"), [("auto", True), ("cuda", True), ("gpu", True), ("cpu", False)])
def test_auto_takes_the_gpu_where_there_is_one(device: str, on_cuda: bool, started: Started, own_models: Path) -> None:
    RapidSlideReader(own_models, device=device, model=str(own_models)).load()

    assert started.parameters[0]["EngineConfig.onnxruntime.use_cuda"] is on_cuda


@pytest.mark.usefixtures("no_gpu")
def test_without_one_it_is_the_cpu_and_a_wish_is_unavailable(started: Started, own_models: Path) -> None:
    RapidSlideReader(own_models, model=str(own_models)).load()

    assert started.parameters[0]["EngineConfig.onnxruntime.use_cuda"] is False
    with pytest.raises(EngineUnavailable, match="The slide reader is to run on cuda"):
        RapidSlideReader(own_models, device="cuda", model=str(own_models)).load()


@pytest.mark.usefixtures("gpu")
def test_a_gpu_that_fails_is_left_by_auto_alone(
    started: Started, own_models: Path, caplog: pytest.LogCaptureFixture
) -> None:
    started.provider = CPU_PROVIDER

    RapidSlideReader(own_models, model=str(own_models)).load()

    assert "Slides are read on the CPU" in caplog.text
    with pytest.raises(EngineUnavailable, match="cannot start on the GPU"):
        RapidSlideReader(own_models, device="cuda", model=str(own_models)).load()


@pytest.mark.usefixtures("no_gpu")
def test_a_folder_names_other_models_and_a_batch_their_lines(started: Started, own_models: Path) -> None:
    RapidSlideReader(own_models, model=str(own_models), batch_size=16, compute_type="int8").load()

    (parameters,) = started.parameters
    assert parameters["Det.model_path"] == str(own_models / "big_det.onnx")
    assert parameters["Rec.model_path"] == str(own_models / "big_rec.onnx")
    assert parameters["Rec.rec_batch_num"] == 16


@pytest.mark.usefixtures("no_gpu")
def test_nobody_names_a_batch_and_rapidocr_chooses(started: Started, own_models: Path) -> None:
    RapidSlideReader(own_models, model=str(own_models)).load()

    assert "Rec.rec_batch_num" not in started.parameters[0]


def test_a_folder_without_models_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable, match=r"does not hold one \*_det\*\.onnx"):
        RapidSlideReader(tmp_path, device="cpu", model=str(tmp_path)).load()


def test_the_fingerprint_follows_the_models_and_not_device_or_batch(own_models: Path, tmp_path: Path) -> None:
    packaged = RapidSlideReader(tmp_path).fingerprint
    own = RapidSlideReader(tmp_path, model=str(own_models)).fingerprint

    assert RapidSlideReader(tmp_path, device="cuda", batch_size=16).fingerprint == packaged
    assert own != packaged
    (own_models / "big_rec.onnx").write_text("another recognition")
    assert RapidSlideReader(tmp_path, model=str(own_models)).fingerprint != own


@pytest.mark.slow
def test_rapidocr_has_the_sessions_where_they_are_looked_for(tmp_path: Path) -> None:
    ocr = RapidSlideReader(tmp_path, device="cpu", batch_size=2)._ocr

    assert rapid._are_on_cuda((ocr.text_det, ocr.text_rec)) is False
    assert ocr.text_rec.rec_batch_num == 2


def test_files_that_are_no_models_are_unavailable(own_models: Path) -> None:
    with pytest.raises(EngineUnavailable, match="cannot load its model"):
        RapidSlideReader(own_models, device="cpu", model=str(own_models)).load()


def test_the_packaged_models_are_the_expected_pair(tmp_path: Path) -> None:
    folder = weights.packaged(weights.OCR, tmp_path)

    assert [path.name for path in rapid.model_files(folder)] == ["PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"]
