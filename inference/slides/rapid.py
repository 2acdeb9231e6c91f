"""The embedded slide reader: RapidOCR with PaddleOCR's PP-OCRv6 weights on ONNX Runtime, offline."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from rapidocr import RapidOCR

from inference import weights
from inference.errors import EngineUnavailable
from inference.slides.ocr import OcrSlideReader, reader_fingerprint
from inference.slides.reading_order import TextBox


class RapidSlideReader(OcrSlideReader):
    """`device` is "auto", "cpu" or "cuda"; further options are ignored."""

    def __init__(self, model_dir: str | Path, device: str = "auto", **_: object) -> None:
        self._model_dir = Path(model_dir)
        self._device = device

    @property
    def fingerprint(self) -> str:
        return reader_fingerprint("rapid:PP-OCRv6-small", weights.OCR.sha256)

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
        folder = weights.packaged(weights.OCR, self._model_dir)
        try:
            return RapidOCR(
                params={
                    "Global.use_cls": False,
                    "Global.log_level": "critical",
                    "Det.model_path": str(folder / "PP-OCRv6_det_small.onnx"),
                    "Rec.model_path": str(folder / "PP-OCRv6_rec_small.onnx"),
                    "EngineConfig.onnxruntime.use_cuda": self._device in ("cuda", "gpu"),
                }
            )
        except (RuntimeError, OSError, ValueError) as error:
            raise EngineUnavailable(f"The slide reader cannot load its model: {error}") from error
