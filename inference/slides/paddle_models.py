"""Which models PaddleOCR runs, and the folders that it wants for those which come with a package.

On a CPU these are the weights that the embedded reader uses too; on a GPU they are fetched from the hub by name.
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import onnxruntime
import yaml

from inference import weights
from inference.errors import EngineUnavailable

PACKAGED = "PP-OCRv6_small"
ON_GPU = "PP-OCRv6_medium"
_LEAST_SCORE = 0.5
_LAYOUT = 1  # counts up when the folders are to be made anew


def chosen_model(model: str, on_gpu: bool) -> str:
    """What "auto" means: the packaged one on a CPU, the hub's larger one on a GPU."""
    if model != "auto":
        return model
    return ON_GPU if on_gpu else PACKAGED


def pipeline_arguments(model: str, on_gpu: bool, model_dir: Path) -> dict[str, Any]:
    """The arguments of PaddleOCR for `model` (see `chosen_model`), detection and recognition only.

    Makes the folders of the packaged model where they are not yet. Raises EngineUnavailable.
    """
    arguments: dict[str, Any] = {
        "text_detection_model_name": f"{model}_det",
        "text_recognition_model_name": f"{model}_rec",
        **_DETECTION_OPTIONS,
        "text_rec_score_thresh": _LEAST_SCORE,
        "use_doc_orientation_classify": False,
        "use_doc_unwarping": False,
        "use_textline_orientation": False,
        "device": "gpu" if on_gpu else "cpu",
    }
    if model == PACKAGED:
        folder = packaged_folders(model_dir)
        arguments |= {
            "text_detection_model_dir": str(folder / "det"),
            "text_recognition_model_dir": str(folder / "rec"),
            "engine": "onnxruntime",
        }
    return arguments


def packaged_folders(model_dir: Path) -> Path:
    """A folder with `det` and `rec`, each an `inference.onnx` and what PaddleX must know of it, `inference.yml`.

    It appears whole or not at all; of two processes that race the first one's stays.
    Raises EngineUnavailable where the weights are not installed, are others, or the folder cannot be written.
    """
    folder = model_dir / f"paddle-{PACKAGED}-{weights.OCR.sha256[:12]}-{_LAYOUT}"
    if folder.is_dir():
        return folder
    source = weights.packaged(weights.OCR, model_dir)
    try:
        with tempfile.TemporaryDirectory(dir=model_dir, prefix=".paddle-", ignore_cleanup_errors=True) as made:
            _fill(Path(made) / "det", source / "PP-OCRv6_det_small.onnx", _DETECTION)
            recognition = source / "PP-OCRv6_rec_small.onnx"
            _fill(Path(made) / "rec", recognition, _recognition(_alphabet(recognition)))
            os.chmod(made, 0o755)
            _put(Path(made), folder)
    except OSError as error:
        raise EngineUnavailable(f"The model {PACKAGED} cannot be put into {model_dir}: {error.strerror}.") from error
    return folder


def _put(made: Path, folder: Path) -> None:
    try:
        os.rename(made, folder)
    except OSError:
        if not folder.is_dir():
            raise


def _fill(folder: Path, onnx: Path, description: dict[str, Any]) -> None:
    folder.mkdir()
    shutil.copyfile(onnx, folder / "inference.onnx")
    text = yaml.safe_dump(description, allow_unicode=True, sort_keys=False)
    (folder / "inference.yml").write_text(text, encoding="utf-8")


def _alphabet(onnx: Path) -> list[str]:
    """The 18,708 characters that the model knows, one a line in its own metadata."""
    session = onnxruntime.InferenceSession(str(onnx), providers=["CPUExecutionProvider"])
    return session.get_modelmeta().custom_metadata_map["character"].split("\n")


# As published beside the weights of PP-OCRv6. Those of the pipeline make wider boxes, which say less of letters' sizes.
_DETECTION_OPTIONS: dict[str, Any] = {
    "text_det_thresh": 0.2,
    "text_det_box_thresh": 0.45,
    "text_det_unclip_ratio": 1.4,
}

_DETECTION: dict[str, Any] = {
    "Global": {"model_name": f"{PACKAGED}_det"},
    "PreProcess": {
        "transform_ops": [
            {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
            {"DetLabelEncode": None},
            {"DetResizeForTest": None},
            {
                "NormalizeImage": {
                    "mean": [0.485, 0.456, 0.406],
                    "std": [0.229, 0.224, 0.225],
                    "order": "hwc",
                    "scale": "1./255.",
                }
            },
            {"ToCHWImage": None},
            {"KeepKeys": {"keep_keys": ["image", "shape", "polys", "ignore_tags"]}},
        ]
    },
    "PostProcess": {
        "name": "DBPostProcess",
        "thresh": _DETECTION_OPTIONS["text_det_thresh"],
        "box_thresh": _DETECTION_OPTIONS["text_det_box_thresh"],
        "max_candidates": 3000,
        "unclip_ratio": _DETECTION_OPTIONS["text_det_unclip_ratio"],
    },
}


def _recognition(alphabet: list[str]) -> dict[str, Any]:
    return {
        "Global": {"model_name": f"{PACKAGED}_rec"},
        "PreProcess": {
            "transform_ops": [
                {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
                {"MultiLabelEncode": {"gtc_encode": "NRTRLabelEncode"}},
                {"RecResizeImg": {"image_shape": [3, 48, 320]}},
                {"KeepKeys": {"keep_keys": ["image", "label_ctc", "label_gtc", "length", "valid_ratio"]}},
            ]
        },
        "PostProcess": {"name": "CTCLabelDecode", "character_dict": alphabet},
    }
