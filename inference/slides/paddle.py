"""The slide reader on PaddleOCR's own pipeline: PP-OCRv6 on ONNX Runtime on a CPU, on Paddle on a GPU.

It needs the environment of deploy/requirements/paddle.txt.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
from paddleocr import PaddleOCR
from paddlex.utils.device import get_default_device

from inference import cuda, weights
from inference.errors import EngineUnavailable
from inference.slides.ocr import OcrSlideReader, reader_fingerprint
from inference.slides.paddle_models import PACKAGED, chosen_model, pipeline_arguments
from inference.slides.reading_order import TextBox


class PaddleSlideReader(OcrSlideReader):
    """`model` is "auto" or the name of a pair of models on the hub without its ending ("PP-OCRv6_medium")."""

    @property
    def fingerprint(self) -> str:
        digest = weights.OCR.sha256 if self._model == PACKAGED else self._model
        return reader_fingerprint(f"paddle:{self._model.replace('_', '-')}", digest)

    def load(self) -> None:
        _ = self._ocr

    def _recognised(self, pixels: np.ndarray) -> Iterator[TextBox]:
        (found,) = self._ocr.predict(pixels)
        for box, text, score in zip(found["rec_boxes"], found["rec_texts"], found["rec_scores"], strict=True):
            left, top, right, bottom = map(float, box)
            yield TextBox(left, top, right, bottom, text, float(score))

    @cached_property
    def _ocr(self) -> Any:
        arguments = pipeline_arguments(self._model, self._on_gpu, self._model_dir)
        if self._batch_size:
            arguments["text_recognition_batch_size"] = self._batch_size
        try:
            return PaddleOCR(**arguments)
        # A hub that cannot be reached is a plain Exception in PaddleX.
        except Exception as error:
            raise EngineUnavailable(f"PaddleOCR cannot load its models: {error}") from error

    @cached_property
    def _on_gpu(self) -> bool:
        return cuda.runs_on_cuda(self._device, lambda: get_default_device().startswith("gpu"), "PaddleOCR")

    @cached_property
    def _model(self) -> str:
        return self._named_model if self._named_model != "auto" else chosen_model("auto", self._on_gpu)
