"""A slide reader against known slides.

python -m inference.evaluation slides VIDEO TRUTH.json [--engine E]

TRUTH.json is {"slides": [{"start", "end", "text", "builds"?}]} or a list of the moments of change, in seconds.
Prints one JSON object:

- precision, recall: of the slides' starts. A start found is right within `--tolerance` seconds of a true one, each true
  one is found once; a slide that begins at a mere build counts as wrong.
- mean_delay_s: how long after the true start.
- word_recall: the share of the words of the true slides that were read while they were shown; null without texts.
- character_errors: characters to insert, remove or replace in what was read, by the characters of the true slides; null
  without texts. A true slide is compared with the one that was shown longest meanwhile, spaces and line ends alike.
- times_real_time: length of the film by the CPU seconds that finding the changes takes, over all threads.
- read_times_real_time: length of the film by the seconds on the clock that all of it takes, recognition included.
- cpu_s_per_slide: CPU seconds of all of it, over all threads, by the slides found; null where none is.
"""

import argparse
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from inference.engine import NothingKept, silent
from inference.engines import build_engine
from inference.errors import BadInput
from inference.slides import frames
from inference.slides.changes import find_stretches
from inference.slides.slide import Slide, SlideReader

_SOON_S = 0.3  # a start may be dated a little early by the distance of frames


@dataclass(frozen=True, slots=True)
class TrueSlide:
    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Matches:
    """Pairs of (true, found) starts, and how many of each there were."""

    pairs: tuple[tuple[float, float], ...]
    true: int
    found: int

    @property
    def precision(self) -> float | None:
        return len(self.pairs) / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        return len(self.pairs) / self.true if self.true else None

    @property
    def mean_delay_s(self) -> float | None:
        return sum(found - true for true, found in self.pairs) / len(self.pairs) if self.pairs else None


def read_truth(path: Path) -> tuple[TrueSlide, ...]:
    """Raises BadInput("evaluation.truth") for anything else."""
    try:
        truth = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(truth, dict):
            return tuple(_true_slide(slide) for slide in truth["slides"])
        starts = sorted({0.0, *map(float, truth)})
        ends = [*starts[1:], float("inf")]
        return tuple(TrueSlide(start, end, "") for start, end in zip(starts, ends, strict=True))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput("evaluation.truth", f"{path} holds no slides with times: {error}") from error


def _true_slide(slide: dict[str, object]) -> TrueSlide:
    return TrueSlide(float(str(slide["start"])), float(str(slide["end"])), str(slide.get("text", "")))


def match_starts(true: Sequence[float], found: Sequence[float], tolerance_s: float) -> Matches:
    """Each found start takes the true start before it that is nearest and free."""
    free = sorted(true)
    pairs = []
    for at in sorted(found):
        near = [start for start in free if -_SOON_S <= at - start <= tolerance_s]
        if near:
            free.remove(near[-1])
            pairs.append((near[-1], at))
    return Matches(tuple(pairs), len(true), len(found))


def word_recall(true: Sequence[TrueSlide], slides: Sequence[Slide]) -> float | None:
    """Words are compared without case; a word that stands twice must be read twice."""
    wanted = held = 0
    for shown in true:
        words = Counter(_words(shown.text))
        read: Counter[str] = Counter()
        for slide in slides:
            if _overlap(shown, slide) > 0.5 * min(shown.end - shown.start, slide.end - slide.start):
                read |= Counter(_words(slide.text))
        wanted += words.total()
        held += (words & read).total()
    return held / wanted if wanted else None


def character_errors(true: Sequence[TrueSlide], slides: Sequence[Slide]) -> float | None:
    """A rate; over 1 where more was read than stands there."""
    wanted = errors = 0
    for shown in true:
        text = _spaced(shown.text)
        read = max(slides, key=lambda slide: _overlap(shown, slide), default=None)
        seen = _spaced(read.text) if read and _overlap(shown, read) > 0 else ""
        wanted += len(text)
        errors += Levenshtein.distance(text, seen)
    return errors / wanted if wanted else None


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _overlap(shown: TrueSlide, slide: Slide) -> float:
    return min(shown.end, slide.end) - max(shown.start, slide.start)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("video", type=Path)
    parser.add_argument("truth", type=Path, help="slides with times, or a list of moments, as JSON")
    parser.add_argument("--tolerance", type=float, default=5.0, help="seconds after which a start is no longer right")
    parser.add_argument(
        "--engine", default="embedded", help="embedded, paddle, fake or a dotted path (default: embedded)"
    )
    parser.add_argument("--model-dir", type=Path, default=Path(os.environ.get("MODEL_DIR") or "var/models"))


def run(args: argparse.Namespace) -> int:
    measured = measure(args.video, read_truth(args.truth), _reader(args), args.tolerance)
    sys.stdout.write(json.dumps(measured) + "\n")
    return 0


def _reader(args: argparse.Namespace) -> SlideReader:
    return build_engine("slides", args.engine, model_dir=args.model_dir)


def measure(
    video: Path, true: Sequence[TrueSlide], reader: SlideReader, tolerance_s: float = 5.0
) -> dict[str, float | None]:
    """The figures named above. Loading the model is not part of the time. Raises BadInput, EngineUnavailable."""
    if not video.is_file():
        raise BadInput("evaluation.no_file", f"There is no recording {video}.")
    length_s = frames.length_s(video)
    finding = length_s / _seconds(time.process_time, lambda: find_stretches(video, silent))
    getattr(reader, "load", lambda: None)()
    slides: list[Slide] = []
    cpu_begun = time.process_time()
    reading = length_s / _seconds(
        time.perf_counter, lambda: slides.extend(reader.read_slides(video, report=silent, partial=NothingKept()))
    )
    cpu_s = time.process_time() - cpu_begun
    each = _rounded(cpu_s / len(slides)) if slides else None
    return {**figures(true, slides, finding, reading, tolerance_s), "cpu_s_per_slide": each}


def figures(
    true: Sequence[TrueSlide], slides: Sequence[Slide], finding: float, reading: float, tolerance_s: float = 5.0
) -> dict[str, float | None]:
    """The figures named above; `finding` and `reading` are times real time."""
    starts = match_starts([slide.start for slide in true], [slide.start for slide in slides], tolerance_s)
    return {
        "precision": _rounded(starts.precision),
        "recall": _rounded(starts.recall),
        "mean_delay_s": _rounded(starts.mean_delay_s),
        "word_recall": _rounded(word_recall(true, slides)),
        "character_errors": _rounded(character_errors(true, slides)),
        "times_real_time": _rounded(finding),
        "read_times_real_time": _rounded(reading),
    }


def _seconds(clock: Callable[[], float], work: Callable[[], object]) -> float:
    begun = clock()
    work()
    return max(1e-9, clock() - begun)


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 4)
