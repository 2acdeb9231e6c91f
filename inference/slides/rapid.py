"""The embedded slide reader: RapidOCR with PaddleOCR's PP-OCRv6 weights on ONNX Runtime, offline."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from rapidocr import RapidOCR

from inference import weights
from inference.engine import PartialWork, Report, fingerprint
from inference.errors import EngineUnavailable
from inference.slides.builds import ReadStretch, has_text, merged_builds, without_furniture
from inference.slides.changes import Stretch, find_stretches
from inference.slides.frames import pictures
from inference.slides.pictures import IMAGE_WIDTH, THUMBNAIL_WIDTH, webp
from inference.slides.reading_order import Reading, TextBox, read_in_order
from inference.slides.slide import Slide
from inference.slides.spaces import restore_spaces

_RULES = 1  # counts up when changes, reading order or merging come to other results
_OCR_SIDE, _LEAST_SIDE = 1600, 24
_FINDING = 0.1


class RapidSlideReader:
    """Loads its model at the first slide, once. `device` is "auto", "cpu" or "cuda"; further options are ignored."""

    def __init__(self, model_dir: str | Path, device: str = "auto", **_: object) -> None:
        self._model_dir = Path(model_dir)
        self._device = device

    @property
    def fingerprint(self) -> str:
        return fingerprint("slides.rapid:PP-OCRv6-small", model=weights.OCR.sha256, side=_OCR_SIDE, rules=_RULES)

    def load(self) -> None:
        """Loads the model now, for who wants to measure without it. Raises EngineUnavailable."""
        _ = self._ocr

    def read_slides(self, media: Path, *, report: Report, partial: PartialWork) -> tuple[Slide, ...]:
        """Finds the slides, reads each once and joins builds. A run that is resumed reads on where it stopped."""
        stretches = find_stretches(media, lambda done: report(_FINDING * done))
        read: list[ReadStretch] = []
        images: dict[int, tuple[bytes, bytes]] = {}
        for number, (stretch, pixels) in enumerate(_shown(media, stretches)):
            reading = self._reading(stretch, pixels, partial)
            if has_text(reading):
                read.append(ReadStretch(number, stretch, reading))
                images[number] = (webp(pixels, IMAGE_WIDTH), webp(pixels, THUMBNAIL_WIDTH, 78))
            report(_FINDING + (1 - _FINDING) * (number + 1) / len(stretches))
        report(1.0)
        return tuple(_slide(whole, *images[whole.number]) for whole in without_furniture(merged_builds(read)))

    def _reading(self, stretch: Stretch, pixels: np.ndarray, partial: PartialWork) -> Reading:
        name = f"slide-{round(stretch.last * 1000)}"
        kept = partial.load(name)
        if kept is not None:
            return _unpacked(kept)
        reading = self.read_picture(pixels)
        partial.save(name, json.dumps(asdict(reading)).encode())
        return reading

    def read_picture(self, pixels: np.ndarray) -> Reading:
        """The text of one picture, RGB uint8 (height, width, 3)."""
        height, width = pixels.shape[:2]
        if min(height, width) < _LEAST_SIDE:
            return Reading("", (), 0.0)
        found = self._ocr(_for_ocr(pixels), use_cls=False)
        if getattr(found, "boxes", None) is None or not found.txts:
            return Reading("", (), 0.0)
        boxes = [_text_box(*each) for each in zip(found.boxes, found.txts, found.scores, strict=True)]
        scale = min(1.0, _OCR_SIDE / max(height, width))
        return read_in_order(boxes, width * scale, height * scale)

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


def _shown(media: Path, stretches: tuple[Stretch, ...]) -> Iterator[tuple[Stretch, np.ndarray]]:
    return zip(stretches, pictures(media, (stretch.last for stretch in stretches)), strict=True)


def _for_ocr(pixels: np.ndarray) -> np.ndarray:
    """BGR, its longer side at most 1600: text that a class can read needs no more."""
    scale = _OCR_SIDE / max(pixels.shape[:2])
    if scale < 1:
        pixels = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)


def _text_box(corners: np.ndarray, text: str, score: float) -> TextBox:
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    return TextBox(float(left), float(top), float(right), float(bottom), restore_spaces(text), float(score))


def _unpacked(kept: bytes) -> Reading:
    fields = json.loads(kept)
    return Reading(fields["title"], tuple(fields["lines"]), fields["confidence"])


def _slide(whole: ReadStretch, image: bytes, thumbnail: bytes) -> Slide:
    return Slide(
        start=round(whole.stretch.start, 3),
        end=round(whole.stretch.end, 3),
        title=whole.reading.title,
        text=whole.reading.text,
        image=image,
        thumbnail=thumbnail,
        confidence=round(whole.reading.confidence, 4),
    )
