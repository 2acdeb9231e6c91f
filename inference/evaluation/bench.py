"""A drawn lecture of ten minutes, worked as a worker would work it: how fast and how right."""

import argparse
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import av
import numpy as np
from faster_whisper import WhisperModel

from inference.engine import NothingKept, silent
from inference.engines import build_engine
from inference.errors import BadInput
from inference.evaluation import slides as slide_figures
from inference.evaluation.films import bench_film
from inference.evaluation.speech import LONGEST_S, add_engine_arguments
from inference.evaluation.table import Figure, write_table
from inference.media import inspect
from inference.slides.changes import find_stretches
from inference.slides.slide import Slide
from inference.speech.sound import RATE, stream_sound
from inference.speech.transcript import Transcript
from inference.text.align import align
from inference.weights import WHISPER, prepare

SAMPLE = Path(__file__).resolve().parents[2] / "static" / "sample" / "physics-works.mp4"
THIN_BITS = 68_000
BASELINE_S = 60
QUESTIONS = 12

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock and of all threads together."""

    wall_s: float
    cpu_s: float


@dataclass(frozen=True, slots=True)
class Film:
    path: Path
    truth: Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--minutes", type=int, default=10, help="length of the lecture (default: 10)")
    parser.add_argument("--audio", type=Path, default=SAMPLE, help="what is said, repeated to the end")
    parser.add_argument("--films", type=Path, default=Path("var/bench"), help="where drawn lectures are kept")
    add_engine_arguments(parser)


def run(args: argparse.Namespace) -> int:
    warn_if_busy()
    write_table(measure(args))
    return 0


def warn_if_busy() -> None:
    load, cores = os.getloadavg()[0], len(os.sched_getaffinity(0))
    if load > cores / 2:
        sys.stderr.write(f"This machine is busy (load {load:.1f} on {cores} cores): times on the clock will be long.\n")


def measure(args: argparse.Namespace) -> list[Figure]:
    """Draws the films where they are not yet drawn (some minutes), then works them one stage after the other."""
    crisp = kept_film(args.films, args.minutes, args.audio, None)
    thin = kept_film(args.films, args.minutes, args.audio, THIN_BITS)
    length_s = inspect(crisp.path, max_duration_s=LONGEST_S).duration_s
    transcript, speech = _speech(args, crisp)
    slides, figures = _slides(args, crisp, thin, length_s)
    _, rest = timed(lambda: _questions(transcript, slides))
    reading_s = length_s / (_value(figures, "whole slide reading") or 1)
    whole_s = speech.wall_s + reading_s + rest.wall_s
    return [
        Figure("whole pipeline, x real time", length_s / whole_s, least=8.0),
        Figure(
            "speech, x real time",
            length_s / speech.wall_s,
            baseline=f"{_sequential_speed(args):.1f} one window at a time",
        ),
        Figure("speech, cpu s", speech.cpu_s),
        *figures,
        Figure("passages and questions, s", rest.wall_s),
        Figure("peak memory, MB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    ]


def kept_film(folder: Path, minutes: int, audio: Path, bit_rate: int | None) -> Film:
    """The film of `folder`, drawn at first use under another name, so that a broken run leaves none."""
    if not audio.is_file():
        raise BadInput("evaluation.no_file", f"There is no recording {audio} to speak in the lecture.")
    name = f"lecture-{minutes}min-{bit_rate // 1000}k" if bit_rate else f"lecture-{minutes}min"
    path, truth = folder / f"{name}.mp4", folder / f"{name}.truth.json"
    if not (path.is_file() and truth.is_file()):
        folder.mkdir(parents=True, exist_ok=True)
        sys.stderr.write(f"Drawing {path} ...\n")
        drawn = folder / f"new-{os.getpid()}-{name}.mp4"
        os.replace(bench_film(drawn, minutes=minutes, audio=audio, bit_rate=bit_rate), truth)
        os.replace(drawn, path)
    return Film(path, truth)


def timed(work: Callable[[], T]) -> tuple[T, Cost]:
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, Cost(max(1e-9, time.perf_counter() - wall), max(1e-9, time.process_time() - cpu))


def _speech(args: argparse.Namespace, film: Film) -> tuple[Transcript, Cost]:
    engine = build_engine("speech", args.engine, model_dir=args.model_dir, model=args.model)
    getattr(engine, "load", lambda: None)()
    return timed(lambda: engine.transcribe(film.path, report=silent, partial=NothingKept()))


def _sequential_speed(args: argparse.Namespace) -> float:
    """Times real time of the same model the plain way, on the first minute of the sample."""
    name = args.model if args.model in WHISPER else "base"
    model = WhisperModel(str(prepare(WHISPER[name], args.model_dir)), device="cpu", compute_type="int8")
    minute = np.concatenate(list(stream_sound(args.audio)))[: BASELINE_S * RATE]
    _, cost = timed(lambda: list(model.transcribe(minute, beam_size=5, vad_filter=True, word_timestamps=True)[0]))
    return len(minute) / RATE / cost.wall_s


def _slides(
    args: argparse.Namespace, crisp: Film, thin: Film, length_s: float
) -> tuple[tuple[Slide, ...], list[Figure]]:
    reader = build_engine("slides", model_dir=args.model_dir)
    getattr(reader, "load", lambda: None)()
    stretches, finding = timed(lambda: find_stretches(crisp.path, silent))
    slides, reading = timed(lambda: reader.read_slides(crisp.path, report=silent, partial=NothingKept()))
    true = slide_figures.read_truth(crisp.truth)
    found = slide_figures.figures(true, slides, length_s / finding.cpu_s, length_s / reading.wall_s)
    through = reader.read_slides(thin.path, report=silent, partial=NothingKept())
    thin_recall = slide_figures.word_recall(slide_figures.read_truth(thin.truth), through)
    decoding = f"{_decoding_speed(crisp.path):.0f} decoding every frame"
    return slides, [
        Figure("slide changes, x real time by cpu", found["times_real_time"], least=300.0, baseline=decoding),
        Figure("whole slide reading, x real time", found["read_times_real_time"]),
        Figure("slide precision", found["precision"], least=1.0),
        Figure("slide recall", found["recall"], least=0.95),
        Figure("slide delay, mean s", found["mean_delay_s"]),
        Figure("slide word recall", found["word_recall"], least=0.98),
        Figure(f"slide word recall at {THIN_BITS // 1000} kbit/s", thin_recall, least=0.98),
        Figure("recognition, cpu s per picture", (reading.cpu_s - finding.cpu_s) / max(1, len(stretches))),
    ]


def _decoding_speed(film: Path) -> float:
    """Times real time by CPU of doing nothing but decode the first minute."""

    def decode() -> float:
        with av.open(str(film)) as container:
            for frame in container.decode(video=0):
                if (frame.time or 0.0) >= BASELINE_S:
                    break
        return frame.time or 0.0

    seconds, cost = timed(decode)
    return seconds / cost.cpu_s


def _questions(transcript: Transcript, slides: tuple[Slide, ...]) -> int:
    writer = build_engine("questions")
    passages = align(transcript.segments, slides)
    written = writer.write_questions(passages, language=transcript.language, count=QUESTIONS, report=silent)
    return len(written.questions)


def _value(figures: list[Figure], start: str) -> float | None:
    return next(figure.value for figure in figures if figure.name.startswith(start))
