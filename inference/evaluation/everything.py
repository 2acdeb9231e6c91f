"""Every evaluation for which there is data, as one table beside the targets."""

import argparse
import contextlib
import io
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from inference.engine import silent
from inference.engines import build_engine
from inference.evaluation import grading
from inference.evaluation.naive import plainly_found
from inference.evaluation.questions import counted
from inference.evaluation.ratings import report, subjects_of
from inference.evaluation.ratings_sheet import COUNT, LEAST_WORDS, SEED, drawn, drawn_lectures, write_sheet
from inference.evaluation.ratings_sheet import LECTURES as SHEET_LECTURES
from inference.evaluation.ratings_store import read_ratings
from inference.evaluation.slides import TrueSlide, measure, read_truth
from inference.evaluation.speech import add_engine_arguments, listen, read_reference
from inference.evaluation.table import Figure, write_table
from inference.evaluation.wer import together
from inference.speech.transcript import Transcriber
from inference.text.transcript_file import parse_transcript, read_transcript_file

LEAST_ACCURACY = {"scientsbank": 0.70, "beetle": 0.80}
SMALLER = "tiny.en"
LONG_WORDS = 6000
"""About fifty minutes."""
TWO_HOURS_WORDS = 18_000
BASELINES = {"majority": "always one label", "overlap": "shared words"}
# When the picture of media/physicsworks/physicsworks_slides_madeup.mp4 changes.
CHANGES_S = (0.0, 22.4, 43.0, 83.9, 148.5)
Line = dict[str, Any]
Clip = tuple[Path, Path]
"""A recording and what is said in it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("DATA_DIR") or "../shared/data"))
    parser.add_argument("--films", type=Path, default=Path("var/bench"), help="where `bench` keeps its drawn lectures")
    parser.add_argument("--sheets", type=Path, default=Path("var/ratings"), help="where rating sheets are drawn")
    parser.add_argument("--slide-engine", default="embedded", help="embedded, fake or a dotted path")
    add_engine_arguments(parser)


def run(args: argparse.Namespace) -> int:
    if not args.data.is_dir():
        sys.stderr.write(f"Skipped: there is no data in {args.data}. Set DATA_DIR to the folder that holds it.\n")
        return 0
    write_table([*_speech(args), *_slides(args), *_questions(args.data / "lectures"), *_grading(args.data / "grading")])
    _read_by_people(args.data / "lectures", args.sheets)
    return 0


def _read_by_people(lectures: Path, sheets: Path) -> None:
    """Draws the sample that is to be read, and says what readers found so far."""
    if not any(lectures.glob("*.json")):
        return
    files = drawn_lectures(sorted(lectures.glob("*.json")), SHEET_LECTURES, SEED, LEAST_WORDS)
    page = write_sheet(f"seed-{SEED}", drawn(files, {"embedded": build_engine("questions")}, COUNT), SEED, sheets)
    sys.stdout.write(f"\nQuestions to rate by hand: {page}\n\n")
    report(read_ratings(), subjects_of(lectures))


def _speech(args: argparse.Namespace) -> Iterator[Figure]:
    media = args.data / "media"
    if not media.is_dir():
        sys.stderr.write(f"Skipped speech: there is no {media}.\n")
        return
    engine, smaller = (
        build_engine("speech", args.engine, model_dir=args.model_dir, model=model) for model in (args.model, SMALLER)
    )
    english = [
        *((audio, audio.with_suffix(".txt")) for audio in sorted((media / "librivox").glob("*.wav"))),
        *((audio, audio.with_suffix(".txt")) for audio in sorted((media / "librivox_multi").glob("en_*.mp3"))),
        (media / "jfk" / "jfk.flac", media / "jfk" / "transcript.json"),
    ]
    plain = f"{100 * _word_errors(smaller, english):.2f} % {SMALLER}"
    yield _listening(engine, f"English, {len(english)} clips", english, most=9.0, baseline=plain)
    lecture = media / "physicsworks"
    yield _listening(engine, "lecture", [(lecture / "physicsworks_audio.webm", lecture / "transcript.json")])
    for language, name in (("German", "de"), ("Spanish", "es")):
        audio = media / "librivox_multi" / f"{name}.mp3"
        yield _listening(engine, language, [(audio, audio.with_suffix(".txt"))])


def _listening(
    engine: Transcriber, name: str, clips: list[Clip], most: float | None = None, baseline: str = ""
) -> Figure:
    rate = _word_errors(engine, clips)
    return Figure(f"speech, {name}: word errors", 100 * rate, " %", most=most, baseline=baseline)


def _word_errors(engine: Transcriber, clips: list[Clip]) -> float:
    """The share over all clips, 0..1."""
    return together(listen(engine, audio).errors(read_reference(reference)) for audio, reference in clips).rate


def _slides(args: argparse.Namespace) -> Iterator[Figure]:
    """The film among the data and, where `bench` has drawn it, its lecture of ten minutes, crisp and thin."""
    lecture = args.data / "media" / "physicsworks" / "physicsworks_slides_madeup.mp4"
    ends = [*CHANGES_S[1:], float("inf")]
    films = [
        ("five slides", lecture, [TrueSlide(*times, "") for times in zip(CHANGES_S, ends, strict=True)]),
        *(
            (path.stem, path, read_truth(path.with_suffix(".truth.json")))
            for path in sorted(args.films.glob("lecture-10min*.mp4"))
        ),
    ]
    for name, film, true in films:
        if not film.is_file():
            sys.stderr.write(f"Skipped slides: there is no {film}.\n")
            continue
        found = measure(film, true, build_engine("slides", args.slide_engine, model_dir=args.model_dir))
        plain = plainly_found(film, true)
        way = "difference of seconds, best threshold"
        beside = "" if plain.precision is None else f"{plain.precision:.2f} {way}"
        yield Figure(f"slides, {name}: precision", found["precision"], least=1.0, baseline=beside)
        yield Figure(f"slides, {name}: recall", found["recall"], least=0.95, baseline=f"{plain.recall:.2f} {way}")
        yield Figure(f"slides, {name}: mean delay, s", found["mean_delay_s"])
        if found["word_recall"] is not None:
            yield Figure(f"slides, {name}: word recall", found["word_recall"], least=0.98)


def _questions(folder: Path) -> Iterator[Figure]:
    """How many; whether they are good is for a person to say."""
    if not folder.is_dir():
        sys.stderr.write(f"Skipped questions: there is no {folder}.\n")
        return
    counts = [
        (int(str(line["questions"])), int(str(line["doubtful"])))
        for line in counted(build_engine("questions"), sorted(folder.glob("*.json")), least_words=LONG_WORDS, count=40)
        if str(line["language"]).startswith("en")
    ]
    if counts:
        name = f"questions, {len(counts)} English lectures of {LONG_WORDS} words or more"
        offered, sure = [each for each, _ in counts], [each - doubtful for each, doubtful in counts]
        yield Figure(f"{name}: fewest", min(offered), least=10)
        yield Figure(f"{name}: median", median(offered))
        yield Figure(f"{name}: fewest that nothing speaks against", min(sure))
        yield Figure(f"{name}: median that nothing speaks against", median(sure))
    yield from _two_hours(sorted(folder.glob("*.json")))


def _two_hours(files: list[Path]) -> Iterator[Figure]:
    """How long the rule writer takes for as many words as are said in two hours, by the clock of this machine."""
    said = (segment.text for file in files for segment in read_transcript_file(file).segments)
    words = [word for text in said for word in text.split()][:TWO_HOURS_WORDS]
    if len(words) < TWO_HOURS_WORDS:
        return
    passages = parse_transcript({"text": " ".join(words)}).passages
    writer, began = build_engine("questions"), time.perf_counter()
    writer.write_questions(passages, language="en", count=40, report=silent)
    yield Figure("questions, a lecture of two hours", time.perf_counter() - began, " s", most=60.0)


def _grading(folder: Path) -> Iterator[Figure]:
    files = [folder / name / "test-unseen-answers.jsonl" for name in ("scientsbank", "beetle", "saf_en")]
    present = [str(path) for path in files if path.is_file()]
    if not present:
        sys.stderr.write(f"Skipped grading: there is no test-unseen-answers.jsonl in {folder}.\n")
        return
    baselines = {words: _lines([*present, "--engine", engine]) for engine, words in BASELINES.items()}
    for number, result in enumerate(_lines(present)):
        beside = {words: lines[number] for words, lines in baselines.items()}
        yield from _grading_figures(Path(str(result["file"])).parent.name, result, beside)


def _grading_figures(name: str, result: Line, beside: dict[str, Line]) -> Iterator[Figure]:
    """Of each figure that the file has labels for, what the embedded grader and the `beside` ones come to."""
    for way, figure, least in (
        ("2way", "accuracy", LEAST_ACCURACY.get(name)),
        ("2way", "macro_f1", None),
        ("3way", "accuracy", None),
        ("3way", "macro_f1", None),
        ("score", "pearson_r", None),
    ):
        if way in result:
            baseline = ", ".join(f"{line[way][figure]:.3f} {words}" for words, line in beside.items())
            title = f"grading, {name}: {way} {figure.replace('_', ' ')}"
            yield Figure(title, result[way][figure], least=least, baseline=baseline)
    if "3way" in result:
        recall = result["3way"]["recall"].get("contradictory")
        yield Figure(f"grading, {name}: recall of contradictory", recall)
    yield Figure(f"grading, {name}: answers per second", result["answers_per_second"], least=50.0)


def _lines(arguments: list[str]) -> list[Line]:
    """What `grading` prints, read back: its JSON lines are its contract."""
    parser = argparse.ArgumentParser()
    grading.add_arguments(parser)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        grading.run(parser.parse_args(arguments))
    return [json.loads(line) for line in printed.getvalue().splitlines()]
