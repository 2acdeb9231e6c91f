"""The scripted slide reader: no picture is looked at. For tests and for work on pages; it is labelled as such."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from inference.engine import PartialWork, Report, fingerprint
from inference.slides.pictures import IMAGE_WIDTH, THUMBNAIL_WIDTH, webp
from inference.slides.slide import Slide

_SCRIPT = (
    "Scripted slide: Energy\nEnergy is the ability to do work.\nThe unit of energy is the joule.",
    "Scripted slide: Kinetic energy\nKinetic energy is the energy that an object has because of its motion.",
    "Scripted slide: Potential energy\nPotential energy is the energy that an object has because of its height.",
)
_SECONDS_EACH = 20.0


class ScriptedSlideReader:
    """Shows `texts` one after another, `seconds_each` long, whatever the recording. The first line is the title."""

    def __init__(self, texts: Sequence[str] = _SCRIPT, seconds_each: float = _SECONDS_EACH, **_: object) -> None:
        self._texts = tuple(texts)
        self._seconds_each = seconds_each

    @property
    def fingerprint(self) -> str:
        return fingerprint("slides.fake:scripted", texts=self._texts, seconds_each=self._seconds_each)

    def read_slides(self, media: Path, *, report: Report, partial: PartialWork) -> tuple[Slide, ...]:
        slides = []
        for number, text in enumerate(self._texts):
            slides.append(_scripted(number * self._seconds_each, (number + 1) * self._seconds_each, text))
            report((number + 1) / len(self._texts))
        return tuple(slides)


def _scripted(start: float, end: float, text: str) -> Slide:
    pixels = _drawn(text)
    return Slide(
        start=start,
        end=end,
        title=text.partition("\n")[0],
        text=text,
        image=webp(pixels, IMAGE_WIDTH),
        thumbnail=webp(pixels, THUMBNAIL_WIDTH),
        confidence=1.0,
    )


def _drawn(text: str) -> np.ndarray:
    image = Image.new("RGB", (640, 360), "#fbfbfa")
    ImageDraw.Draw(image).multiline_text((32, 40), text, fill="#1d2126", font=ImageFont.load_default(15), spacing=14)
    return np.asarray(image)
