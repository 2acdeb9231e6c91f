"""The embedded slide reader: RapidOCR with PaddleOCR's PP-OCRv6 weights on ONNX Runtime, offline."""

import logging
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from rapidocr import RapidOCR

from inference import cuda, weights
from inference.errors import EngineUnavailable
from inference.slides.ocr import OcrSlideReader, reader_fingerprint
from inference.slides.reading_order import TextBox

log = logging.getLogger(__name__)

CUDA_PROVIDER = "CUDAExecutionProvider"


class RapidSlideReader(OcrSlideReader):
    """`model` is "auto" (the packaged one) or a folder with two models, `*_det*.onnx` and `*_rec*.onnx`."""

    @cached_property
    def fingerprint(self) -> str:
        if self._named_model == "auto":
            return reader_fingerprint("rapid:PP-OCRv6-small", weights.OCR.sha256)
        digests = [weights.digest_of(path, self._model_dir) for path in model_files(Path(self._named_model))]
        return reader_fingerprint("rapid:own", " ".join(digests))

    def load(self) -> None:
        _ = self._ocr

    def _recognised(self, pixels: np.ndarray) -> Iterator[TextBox]:
        found = self._ocr(pixels, use_cls=False)
        if getattr(found, "boxes", None) is None or not found.txts:
            return
        for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
            (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
            yield TextBox(float(left), float(top), float(right), float(bottom), text, float(score))

    @cached_property
    def _ocr(self) -> Any:
        on_cuda = cuda.runs_on_cuda(self._device, cuda_is_usable, "The slide reader")
        packaged = self._named_model == "auto"
        folder = weights.packaged(weights.OCR, self._model_dir) if packaged else Path(self._named_model)
        detection, recognition = model_files(folder)
        parameters: dict[str, Any] = {
            "Global.use_cls": False,
            "Global.log_level": "critical",
            "Det.model_path": str(detection),
            "Rec.model_path": str(recognition),
            "EngineConfig.onnxruntime.use_cuda": on_cuda,
        }
        if self._batch_size:
            parameters["Rec.rec_batch_num"] = self._batch_size
        try:
            ocr = RapidOCR(params=parameters)
            # It loads a model at its first picture; what is wrong with one is to be known now.
            loaders: tuple[Any, ...] = (ocr._load_det_model, ocr._load_rec_model)
            steps = tuple(load() for load in loaders)
        # What ONNX Runtime raises are plain Exceptions.
        except Exception as error:
            raise EngineUnavailable(f"The slide reader cannot load its model: {error}") from error
        if on_cuda and not _are_on_cuda(steps):
            self._say_that_cuda_failed()
        return ocr

    def _say_that_cuda_failed(self) -> None:
        """ONNX Runtime goes on on the CPU by itself, which is right for nobody who asked for the GPU."""
        sentence = "ONNX Runtime cannot start on the GPU that is here: its CUDA or cuDNN do not fit (docs/engines.md)."
        if self._device in cuda.ON_CUDA:
            raise EngineUnavailable(sentence)
        log.warning("%s Slides are read on the CPU.", sentence)


def model_files(folder: Path) -> tuple[Path, Path]:
    """The models for detection and for recognition. Raises EngineUnavailable where there is not one of each."""
    found = [sorted(folder.glob(pattern)) for pattern in ("*_det*.onnx", "*_rec*.onnx")]
    if any(len(paths) != 1 for paths in found):
        raise EngineUnavailable(
            f"{folder} does not hold one *_det*.onnx and one *_rec*.onnx, the slide reader's models."
        )
    return found[0][0], found[1][0]


def cuda_is_usable() -> bool:
    """ONNX Runtime is built for CUDA, and there is a driver. Whether both fit is seen when a model is loaded."""
    if CUDA_PROVIDER not in onnxruntime.get_available_providers() or not cuda.driver_is_there():
        return False
    cuda.load_libraries()
    return True


def _are_on_cuda(steps: tuple[Any, ...]) -> bool:
    return all(step.session.session.get_providers()[0] == CUDA_PROVIDER for step in steps)
