"""What was shown, with times in seconds of the recording."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from inference.engine import PartialWork, Report


@dataclass(frozen=True, slots=True)
class Slide:
    """A stretch during which the screen shows one slide, builds merged.

    `text` is its lines in reading order joined by newlines, the title first; `title` is "" where none stands out.
    `image` and `thumbnail` are WebP bytes. `confidence` is the mean OCR score, 0..1.
    """

    start: float
    end: float
    title: str
    text: str
    image: bytes
    thumbnail: bytes
    confidence: float


class SlideReader(Protocol):
    @property
    def fingerprint(self) -> str: ...

    def read_slides(self, media: Path, *, report: Report, partial: PartialWork) -> tuple[Slide, ...]:
        """An empty tuple where the picture shows no slides. Raises BadInput("slides.no_video") without a picture."""
        ...
