"""A drawn lecture worked stage by stage, as a worker would work it, and what each stage costs."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inference.engine import NothingKept, silent
from inference.engines import build_engine
from inference.errors import BadInput
from inference.evaluation.costs import Cost, PeakMemory, timed
from inference.evaluation.films import bench_film
from inference.evaluation.slides import TrueSlide, read_truth
from inference.evaluation.speech import LONGEST_S
from inference.media import inspect
from inference.questions.question import WrittenQuestion
from inference.slides.changes import find_stretches
from inference.slides.slide import Slide
from inference.speech.transcript import Transcript
from inference.text.align import align

QUESTIONS = 12


@dataclass(frozen=True, slots=True)
class Film:
    path: Path
    truth: Path

    def slides(self) -> tuple[TrueSlide, ...]:
        return read_truth(self.truth)


@dataclass(frozen=True, slots=True)
class Engines:
    """Loaded, so that no figure holds the loading of a model."""

    speech: Any
    slides: Any
    questions: Any
    grading: Any


@dataclass(frozen=True, slots=True)
class Worked:
    """`finding` the changes is part of `reading` the slides, and measured once more by itself."""

    minutes: float
    length_s: float
    speech: Cost
    finding: Cost
    reading: Cost
    writing: Cost
    peak_bytes: int | None
    slides: tuple[Slide, ...]
    stretches: int
    questions: tuple[WrittenQuestion, ...]

    @property
    def whole(self) -> Cost:
        """One stage after the other."""
        return self.speech + self.reading + self.writing

    @property
    def cpu_s_per_minute(self) -> float:
        return self.whole.cpu_s / (self.length_s / 60)


def loaded(word: str, model: str, model_dir: Path) -> Engines:
    """`word` names the transcriber, `model` its weights. Raises BadInput, EngineUnavailable."""
    engines = Engines(
        speech=build_engine("speech", word, model_dir=model_dir, model=model),
        slides=build_engine("slides", model_dir=model_dir),
        questions=build_engine("questions"),
        grading=build_engine("grading"),
    )
    for engine in (engines.speech, engines.slides):
        getattr(engine, "load", lambda: None)()
    engines.questions.write_questions((), language="en", count=1, report=silent)
    return engines


def kept_film(folder: Path, minutes: float, audio: Path, bit_rate: int | None) -> Film:
    """The film of `folder`, drawn at first use under another name, so that a broken run leaves none."""
    if not audio.is_file():
        raise BadInput("evaluation.no_file", f"There is no recording {audio} to speak in the lecture.")
    name = f"lecture-{minutes:g}min-{bit_rate // 1000}k" if bit_rate else f"lecture-{minutes:g}min"
    path, truth = folder / f"{name}.mp4", folder / f"{name}.truth.json"
    if not (path.is_file() and truth.is_file()):
        folder.mkdir(parents=True, exist_ok=True)
        say(f"Drawing {path}, once")
        drawn = folder / f"new-{os.getpid()}-{name}.mp4"
        os.replace(bench_film(drawn, minutes=minutes, audio=audio, bit_rate=bit_rate), truth)
        os.replace(drawn, path)
    return Film(path, truth)


def work(film: Film, minutes: float, engines: Engines) -> Worked:
    say(f"Working {film.path.name}")
    length_s = inspect(film.path, max_duration_s=LONGEST_S).duration_s
    with PeakMemory() as memory:
        transcript, speech = timed(
            lambda: engines.speech.transcribe(film.path, report=silent, partial=NothingKept()),
        )
        stretches, finding = timed(lambda: find_stretches(film.path, silent))
        slides, reading = timed(lambda: read(film, engines))
        questions, writing = timed(lambda: _written(transcript, slides, engines))
    return Worked(minutes, length_s, speech, finding, reading, writing, memory.bytes, slides, len(stretches), questions)


def read(film: Film, engines: Engines) -> tuple[Slide, ...]:
    slides: tuple[Slide, ...] = engines.slides.read_slides(film.path, report=silent, partial=NothingKept())
    return slides


def _written(transcript: Transcript, slides: tuple[Slide, ...], engines: Engines) -> tuple[WrittenQuestion, ...]:
    passages = align(transcript.segments, slides)
    written = engines.questions.write_questions(passages, language=transcript.language, count=QUESTIONS, report=silent)
    return tuple(written.questions)


def say(what: str) -> None:
    """To the terminal, not into the table."""
    sys.stderr.write(f"{what} ...\n")
    sys.stderr.flush()
