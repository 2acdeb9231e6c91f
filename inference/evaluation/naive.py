"""The plain ways that the pipeline is compared with: every frame decoded, every second read, Whisper as it comes."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
from av.video.reformatter import Interpolation
from faster_whisper import WhisperModel

from inference.evaluation.costs import Cost, timed
from inference.evaluation.slides import Matches, TrueSlide, match_starts
from inference.slides.frames import SAMPLE_HEIGHT, SAMPLE_WIDTH
from inference.slides.ocr import OcrSlideReader
from inference.slides.slide import Slide
from inference.speech.hardware import chosen_model, model_folder
from inference.speech.sound import RATE, stream_sound
from inference.weights import WHISPER, prepare

DIFFERENT = 20
TOLERANCE_S = 5.0
SHARES = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2)


@dataclass(frozen=True, slots=True)
class NaiveRun:
    """The first `length_s` seconds of a film worked the naive way; another text is another slide."""

    length_s: float
    reading: Cost
    hearing: Cost
    slides: tuple[Slide, ...]

    @property
    def cost(self) -> Cost:
        return self.reading + self.hearing


def work_naively(film: Path, seconds: float, reader: OcrSlideReader, model: str, model_dir: Path) -> NaiveRun:
    """Full decode, OCR every second by the pipeline's own recogniser, float32 sequential Whisper with its defaults.

    Loading the models is not part of the cost. `model` is as the transcriber takes it; it runs on the CPU.
    """
    reader.load()
    whisper = WhisperModel(
        str(_whisper_folder(model, model_dir)),
        device="cpu",
        compute_type="float32",
        cpu_threads=len(os.sched_getaffinity(0)),
        local_files_only=True,
    )
    read, reading = timed(lambda: [(at, reader.read_picture(pixels).text) for at, pixels in _seconds(film, seconds)])
    _, hearing = timed(lambda: _hear(whisper, film, seconds))
    return NaiveRun(seconds, reading, hearing, _slides(read, seconds))


def _whisper_folder(model: str, model_dir: Path) -> Path:
    name = chosen_model(model, "cpu", model_dir)
    return prepare(WHISPER[name], model_dir) if name in WHISPER else model_folder(name, model_dir) or Path(name)


def _hear(whisper: WhisperModel, film: Path, seconds: float) -> int:
    sound = np.concatenate(list(stream_sound(film)))[: round(seconds * RATE)]
    return sum(1 for _ in whisper.transcribe(sound)[0])


def _seconds(film: Path, seconds: float) -> Iterator[tuple[float, np.ndarray]]:
    return ((at, frame.to_ndarray(format="rgb24")) for at, frame in _each_second(film, seconds))


def _each_second(film: Path, seconds: float = float("inf")) -> Iterator[tuple[float, av.VideoFrame]]:
    """The first frame of each second; those between are decoded too."""
    due = 0.0
    with av.open(str(film)) as container:
        container.streams.video[0].thread_type = "AUTO"
        for frame in container.decode(video=0):
            at = frame.time or 0.0
            if at >= seconds:
                return
            if at >= due - 1e-3:
                yield at, frame
                due += 1.0


def _slides(read: Sequence[tuple[float, str]], end: float) -> tuple[Slide, ...]:
    starts = [(at, text) for (_, before), (at, text) in pairwise([(0.0, ""), *read]) if text != before]
    ends = [*(at for at, _ in starts[1:]), end]
    return tuple(Slide(at, until, "", text, b"", b"", 1.0) for (at, text), until in zip(starts, ends, strict=True))


def changed_shares(film: Path) -> list[tuple[float, float]]:
    """For each second the share of the picture that differs from the second before: (second, 0..1)."""
    greys = (
        (
            at,
            frame.reformat(SAMPLE_WIDTH, SAMPLE_HEIGHT, "gray", interpolation=Interpolation.AREA)
            .to_ndarray()
            .astype(np.int16),
        )
        for at, frame in _each_second(film)
    )
    return [(at, float((np.abs(after - before) > DIFFERENT).mean())) for (_, before), (at, after) in pairwise(greys)]


def plainly_found(film: Path, true: Sequence[TrueSlide]) -> Matches:
    """The starts that differences between seconds give, by the threshold of `SHARES` that suits this film best."""
    shares = changed_shares(film)
    tried = [match_starts([slide.start for slide in true], starts, TOLERANCE_S) for starts in _by_threshold(shares)]
    return max(tried, key=lambda starts: 2 * len(starts.pairs) / (starts.true + starts.found))


def _by_threshold(shares: Sequence[tuple[float, float]]) -> list[list[float]]:
    return [[0.0, *(at for at, share in shares if share >= least)] for least in SHARES]
