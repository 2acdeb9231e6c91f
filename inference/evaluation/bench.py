"""A drawn lecture of ten minutes, worked as a worker would work it: how fast and how right.

Prints one Markdown table. Times decide nothing: a figure that misses its target is an honest figure, and the exit code
is 0. `--minutes 10,20,40` works longer lectures too and says how their costs compare.
"""

import argparse
import os
import platform
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

from inference.evaluation.bench_lecture import Engines, Film, Worked, kept_film, loaded, read, say, work
from inference.evaluation.costs import Cost, timed
from inference.evaluation.naive import TOLERANCE_S, NaiveRun, plainly_found, work_naively
from inference.evaluation.slides import Matches, match_starts, word_recall
from inference.evaluation.speech import add_engine_arguments
from inference.evaluation.table import Figure, write_table
from inference.grading.baselines import OverlapGrader
from inference.grading.verdict import Grader, GradingTask
from inference.questions.question import WrittenQuestion

SAMPLE = Path(__file__).resolve().parents[2] / "static" / "sample" / "physics-works.mp4"
THIN_BITS = 68_000
MOST_GB = 3.0
LINEAR = 1.25
"""The dearest minute may cost so many times the cheapest one: slides and speech are not spread evenly."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--minutes", type=_lengths, default=(10.0,), help="of the lectures (default: 10), as 10,20,40")
    parser.add_argument("--audio", type=Path, default=SAMPLE, help="what is said, repeated to the end")
    parser.add_argument("--films", type=Path, default=Path("var/bench"), help="where drawn lectures are kept")
    parser.add_argument("--naive-s", type=float, default=120.0, help="seconds worked the naive way (default: 120)")
    add_engine_arguments(parser)


def _lengths(text: str) -> tuple[float, ...]:
    lengths = tuple(float(length) for length in text.split(","))
    if not all(length > 0 for length in lengths):
        raise argparse.ArgumentTypeError("lengths are minutes, for example 10 or 10,20,40")
    return lengths


def run(args: argparse.Namespace) -> int:
    conditions = _conditions()
    begun = time.perf_counter()
    figures = measure(args)
    sys.stdout.write(f"{conditions} The run took {time.perf_counter() - begun:.0f} s.\n\n")
    write_table(figures)
    return 0


def _conditions() -> str:
    cores, load = len(os.sched_getaffinity(0)), os.getloadavg()[0]
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    busy = " The machine was busy: times on the clock are long, times of the CPU are nearer the truth."
    return (
        f"{cores} {platform.machine()} cores, {memory_gb:.0f} GB, Python {platform.python_version()}, "
        f"load {load:.1f} before the run.{busy if load > cores / 2 else ''}"
    )


def measure(args: argparse.Namespace) -> list[Figure]:
    """Draws the films where they are not yet drawn (some minutes), then works them one stage after the other."""
    films = {minutes: kept_film(args.films, minutes, args.audio, None) for minutes in args.minutes}
    thin = kept_film(args.films, args.minutes[0], args.audio, THIN_BITS)
    engines = loaded(args.engine, args.model, args.model_dir)
    lectures = [work(film, minutes, engines) for minutes, film in films.items()]
    film, lecture = films[args.minutes[0]], lectures[0]
    say(f"Working {thin.path.name}, its slides alone")
    through = word_recall(thin.slides(), read(thin, engines))
    say(f"Working the first {args.naive_s:g} s the naive way")
    seconds = min(args.naive_s, lecture.length_s)
    naive = work_naively(film.path, seconds, engines.slides, args.model, args.model_dir)
    say("Decoding every frame")
    plain, decoding = timed(lambda: plainly_found(film.path, film.slides()))
    return [
        *_whole(lecture, naive),
        *_finding(film, lecture, plain, decoding),
        *_reading(film, lecture, naive, through),
        *_grading(lecture.questions, engines),
        *lengths_compared(lectures),
    ]


def _whole(lecture: Worked, naive: NaiveRun) -> Iterator[Figure]:
    ours, plain = lecture.whole, naive.cost
    length = f"a lecture of {lecture.minutes:g} minutes"
    scaled = f"every frame decoded, OCR every second, float32 Whisper; first {naive.length_s:g} s, scaled"
    wall = lecture.length_s / ours.wall_s
    naive_wall, naive_cpu = naive.length_s / plain.wall_s, plain.cpu_s / naive.length_s * 60
    yield Figure(f"{length}, x real time", wall, least=8.0, baseline=f"{naive_wall:.2f} naive ({scaled})")
    yield Figure("faster than the naive way, x on the clock", wall / naive_wall, least=4.0, baseline="1")
    yield Figure("faster than the naive way, x by CPU", naive_cpu / lecture.cpu_s_per_minute, baseline="1")
    yield Figure("CPU s per minute of lecture", lecture.cpu_s_per_minute, baseline=f"{naive_cpu:.1f} naive")
    hearing = f"{naive.length_s / naive.hearing.wall_s:.1f} naive"
    yield Figure("speech, x real time", lecture.length_s / lecture.speech.wall_s, baseline=hearing)
    hearing = f"{naive.length_s / naive.hearing.cpu_s:.1f} naive"
    yield Figure("speech, x real time by CPU", lecture.length_s / lecture.speech.cpu_s, baseline=hearing)
    reading = f"{naive.length_s / naive.reading.wall_s:.2f} naive"
    yield Figure("slides, x real time", lecture.length_s / lecture.reading.wall_s, baseline=reading)
    yield Figure("passages and questions, s", lecture.writing.wall_s)
    peak = None if lecture.peak_bytes is None else lecture.peak_bytes / 1e9
    yield Figure("peak memory of this process (PSS), GB", peak, most=MOST_GB, baseline="before the naive way")


def _finding(film: Film, lecture: Worked, plain: Matches, decoding: Cost) -> Iterator[Figure]:
    found = match_starts(
        [slide.start for slide in film.slides()], [slide.start for slide in lecture.slides], TOLERANCE_S
    )
    every = f"{lecture.length_s / decoding.cpu_s:.0f} decoding every frame"
    way = "difference of seconds, best threshold"
    yield Figure(
        "slide changes, x real time by CPU", lecture.length_s / lecture.finding.cpu_s, least=300.0, baseline=every
    )
    yield Figure("slide precision", found.precision, least=1.0, baseline=f"{plain.precision or 0:.2f} {way}")
    yield Figure("slide recall", found.recall, least=0.95, baseline=f"{plain.recall or 0:.2f} {way}")
    yield Figure("slide delay, mean s", found.mean_delay_s, baseline=f"{plain.mean_delay_s or 0:.2f}")


def _reading(film: Film, lecture: Worked, naive: NaiveRun, through: float | None) -> Iterator[Figure]:
    true = film.slides()
    head = [replace(slide, end=min(slide.end, naive.length_s)) for slide in true if slide.start < naive.length_s]
    each_second = word_recall(head, naive.slides)
    beside = "" if each_second is None else f"{each_second:.3f} every second read, first {naive.length_s:g} s"
    yield Figure("slide word recall", word_recall(true, lecture.slides), least=0.98, baseline=beside)
    yield Figure(f"slide word recall at {THIN_BITS // 1000} kbit/s", through, least=0.98)
    pictures = max(1, lecture.stretches)
    yield Figure("pictures read per minute of lecture", 60 * pictures / lecture.length_s, baseline="60 naive")
    yield Figure("recognition, CPU s per picture", (lecture.reading.cpu_s - lecture.finding.cpu_s) / pictures)


def _grading(questions: Sequence[WrittenQuestion], engines: Engines) -> Iterator[Figure]:
    """Each reference answer of the lecture given to each of its questions."""
    tasks = [
        GradingTask(asked.stem, asked.reference_answers, asked.key_points, other.reference_answers[0])
        for asked, other in product(questions, questions)
    ]
    if tasks:
        baseline = f"{_answers_per_s(OverlapGrader(), tasks):.0f} shared words"
        speed = _answers_per_s(engines.grading, tasks)
        yield Figure("answers graded per second", speed, least=50.0, baseline=baseline)


def _answers_per_s(grader: Grader, tasks: Sequence[GradingTask]) -> float:
    grader.grade(tasks[:1])
    _, cost = timed(lambda: grader.grade(tasks))
    return len(tasks) / cost.wall_s


def lengths_compared(lectures: Sequence[Worked]) -> Iterator[Figure]:
    if len(lectures) < 2:
        return
    for lecture in lectures:
        minutes = lecture.length_s / 60
        beside = f"{lecture.whole.wall_s / minutes:.1f} s on the clock"
        if lecture.peak_bytes is not None:
            beside += f", peak {lecture.peak_bytes / 1e9:.2f} GB"
        yield Figure(f"{lecture.minutes:g} minutes: CPU s per minute", lecture.cpu_s_per_minute, baseline=beside)
    yield Figure("dearest minute by cheapest", linearity(lectures), most=LINEAR, baseline="1 is linear")


def linearity(lectures: Sequence[Worked]) -> float:
    """The largest cost per minute by the smallest, by CPU."""
    costs = [lecture.cpu_s_per_minute for lecture in lectures]
    return max(costs) / min(costs)
