"""What PaddleOCR is started with, on a CPU and on a GPU, and the folders made for it."""

from pathlib import Path

import pytest
import yaml

from inference import weights
from inference.errors import EngineUnavailable
from inference.slides.paddle_models import chosen_model, packaged_folders, pipeline_arguments

DETECTION_AND_RECOGNITION_ONLY = {
    "use_doc_orientation_classify": False,
    "use_doc_unwarping": False,
    "use_textline_orientation": False,
}


@pytest.mark.parametrize(
    ("model", "on_gpu", "chosen"),
    [
        ("auto", False, "PP-OCRv6_small"),
        ("auto", True, "PP-OCRv6_medium"),
        ("PP-OCRv5_mobile", False, "PP-OCRv5_mobile"),
        ("PP-OCRv6_small", True, "PP-OCRv6_small"),
    ],
)
def test_the_device_chooses_the_model_where_nobody_names_one(model: str, on_gpu: bool, chosen: str) -> None:
    assert chosen_model(model, on_gpu) == chosen


def test_on_a_gpu_models_come_from_the_hub_by_name(tmp_path: Path) -> None:
    arguments = pipeline_arguments("PP-OCRv6_medium", True, tmp_path)

    assert arguments["device"] == "gpu"
    assert arguments["text_detection_model_name"] == "PP-OCRv6_medium_det"
    assert arguments["text_recognition_model_name"] == "PP-OCRv6_medium_rec"
    assert arguments.items() >= DETECTION_AND_RECOGNITION_ONLY.items()
    assert not {"engine", "text_detection_model_dir", "text_recognition_model_dir"} & arguments.keys()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_on_a_cpu_the_packaged_models_run_on_onnx_runtime(tmp_path: Path) -> None:
    arguments = pipeline_arguments("PP-OCRv6_small", False, tmp_path)

    assert arguments["device"] == "cpu"
    assert arguments["engine"] == "onnxruntime"
    assert Path(arguments["text_detection_model_dir"], "inference.onnx").is_file()
    assert Path(arguments["text_recognition_model_dir"], "inference.onnx").is_file()
    assert arguments.items() >= DETECTION_AND_RECOGNITION_ONLY.items()


@pytest.mark.slow
def test_each_folder_says_which_model_it_holds_and_what_that_reads(tmp_path: Path) -> None:
    folder = packaged_folders(tmp_path)
    detection, recognition = (
        yaml.safe_load((folder / name / "inference.yml").read_text(encoding="utf-8")) for name in ("det", "rec")
    )

    assert detection["Global"]["model_name"] == "PP-OCRv6_small_det"
    assert recognition["Global"]["model_name"] == "PP-OCRv6_small_rec"
    alphabet = recognition["PostProcess"]["character_dict"]
    assert len(alphabet) == 18_708
    assert {"a", "Z", "é", "²", "Δ", "√", "ß"} <= set(alphabet)


@pytest.mark.slow
def test_folders_are_made_once_and_nothing_else_is_left(tmp_path: Path) -> None:
    folder = packaged_folders(tmp_path)
    made_at = (folder / "det" / "inference.onnx").stat().st_mtime_ns

    assert packaged_folders(tmp_path) == folder
    assert (folder / "det" / "inference.onnx").stat().st_mtime_ns == made_at
    assert {path.name for path in tmp_path.iterdir()} == {folder.name, "checked"}


def test_a_folder_is_not_made_of_other_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = weights.PackagedModel(weights.OCR.source, weights.OCR.pattern, "0" * 64)
    monkeypatch.setattr(weights, "OCR", other)

    with pytest.raises(EngineUnavailable, match="not the expected"):
        packaged_folders(tmp_path)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("paddle")]
