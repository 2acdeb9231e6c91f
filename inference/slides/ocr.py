"""What slide readers share whatever recognises the text: changes, reading order, builds, images and partial work."""

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import cv2
import numpy as np

from inference.engine import PartialWork, Report, fingerprint
from inference.slides.builds import ReadStretch, has_text, merged_builds, without_furniture
from inference.slides.changes import Stretch, find_stretches
from inference.slides.frames import pictures
from inference.slides.pictures import IMAGE_WIDTH, THUMBNAIL_WIDTH, webp
from inference.slides.reading_order import Reading, TextBox, read_in_order
from inference.slides.slide import Slide
from inference.slides.spaces import restore_spaces

_RULES = 2  # counts up when changes, reading order or merging come to other results
_OCR_SIDE, _LEAST_SIDE = 1600, 24
_FINDING = 0.1


class OcrSlideReader(ABC):
    """A slide reader around a recogniser, which a subclass loads once, at the first slide.

    `device` is "auto", "cpu", "cuda" or "gpu"; `batch_size` is how many lines of text are recognised at once, None the
    recogniser's choice. There is one compute type, that of the weights: what is named is ignored.
    """

    def __init__(
        self,
        model_dir: str | Path,
        device: str = "auto",
        model: str = "auto",
        batch_size: int | None = None,
        compute_type: str = "auto",
    ) -> None:
        self._model_dir = Path(model_dir)
        self._device = device
        self._named_model = model
        self._batch_size = batch_size

    @property
    @abstractmethod
    def fingerprint(self) -> str: ...

    @abstractmethod
    def load(self) -> None:
        """Loads the model now, for who wants to measure without it. Raises EngineUnavailable."""

    @abstractmethod
    def _recognised(self, pixels: np.ndarray) -> Iterable[TextBox]:
        """The lines of text on a picture, BGR uint8 (height, width, 3), in any order."""

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

    def read_picture(self, pixels: np.ndarray) -> Reading:
        """The text of one picture, RGB uint8 (height, width, 3)."""
        if min(pixels.shape[:2]) < _LEAST_SIDE:
            return Reading("", (), 0.0)
        prepared = _for_ocr(pixels)
        boxes = [replace(box, text=restore_spaces(box.text)) for box in self._recognised(prepared)]
        height, width = prepared.shape[:2]
        return read_in_order(boxes, width, height)

    def _reading(self, stretch: Stretch, pixels: np.ndarray, partial: PartialWork) -> Reading:
        name = f"slide-{round(stretch.last * 1000)}"
        kept = partial.load(name)
        if kept is not None:
            return _unpacked(kept)
        reading = self.read_picture(pixels)
        partial.save(name, json.dumps(asdict(reading)).encode())
        return reading


def reader_fingerprint(recogniser: str, model: str) -> str:
    """`recogniser` with the name of its model, `model` the digest or the full name of it."""
    return fingerprint(f"slides.{recogniser}", model=model, side=_OCR_SIDE, rules=_RULES)


def _shown(media: Path, stretches: tuple[Stretch, ...]) -> Iterator[tuple[Stretch, np.ndarray]]:
    return zip(stretches, pictures(media, (stretch.last for stretch in stretches)), strict=True)


def _for_ocr(pixels: np.ndarray) -> np.ndarray:
    """BGR, its longer side at most 1600: text that a class can read needs no more."""
    scale = _OCR_SIDE / max(pixels.shape[:2])
    if scale < 1:
        pixels = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)


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
