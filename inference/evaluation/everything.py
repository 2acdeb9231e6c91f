"""Every evaluation for which there is data, as one table beside the targets."""

import argparse
import contextlib
import importlib
import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from inference.engines import build_engine
from inference.evaluation.speech import add_engine_arguments, listen, read_reference
from inference.evaluation.table import Figure, write_table
from inference.evaluation.wer import together
from inference.speech.transcript import Transcriber

# Least 2-way accuracy on unseen answers, and what always saying the commoner label gives.
GRADED = {"scientsbank": (0.70, 0.57), "beetle": (0.80, None)}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("DATA_DIR") or "../shared/data"))
    add_engine_arguments(parser)


def run(args: argparse.Namespace) -> int:
    if not args.data.is_dir():
        sys.stderr.write(f"Skipped: there is no data in {args.data}. Set DATA_DIR to the folder that holds it.\n")
        return 0
    write_table([*_speech(args), *_grading(args.data / "grading")])
    return 0


def _speech(args: argparse.Namespace) -> Iterator[Figure]:
    media = args.data / "media"
    if not media.is_dir():
        sys.stderr.write(f"Skipped speech: there is no {media}.\n")
        return
    engine = build_engine("speech", args.engine, model_dir=args.model_dir, model=args.model)
    english = [
        *((audio, audio.with_suffix(".txt")) for audio in sorted((media / "librivox").glob("*.wav"))),
        *((audio, audio.with_suffix(".txt")) for audio in sorted((media / "librivox_multi").glob("en_*.mp3"))),
        (media / "jfk" / "jfk.flac", media / "jfk" / "transcript.json"),
    ]
    yield _word_errors(engine, f"English, {len(english)} clips", english, most=9.0)
    lecture = media / "physicsworks"
    yield _word_errors(engine, "lecture", [(lecture / "physicsworks_audio.webm", lecture / "transcript.json")])
    for language, name in (("German", "de"), ("Spanish", "es")):
        audio = media / "librivox_multi" / f"{name}.mp3"
        yield _word_errors(engine, language, [(audio, audio.with_suffix(".txt"))])


def _word_errors(engine: Transcriber, name: str, clips: list[tuple[Path, Path]], most: float | None = None) -> Figure:
    heard = [(listen(engine, audio), read_reference(reference)) for audio, reference in clips]
    errors = together(one.errors(reference) for one, reference in heard)
    speed = sum(one.duration_s for one, _ in heard) / sum(one.wall_s for one, _ in heard)
    return Figure(
        f"speech, {name}: word errors", 100 * errors.rate, " %", most=most, baseline=f"at {speed:.1f} x real time"
    )


def _grading(folder: Path) -> Iterator[Figure]:
    files = [folder / name / "test-unseen-answers.jsonl" for name in ("scientsbank", "beetle", "saf_en")]
    present = [str(path) for path in files if path.is_file()]
    if not present:
        sys.stderr.write(f"Skipped grading: there is no test-unseen-answers.jsonl in {folder}.\n")
        return
    for result in _lines("inference.evaluation.grading", present):
        name = Path(str(result["file"])).parent.name
        yield from _grading_figures(name, result)


def _grading_figures(name: str, result: dict) -> Iterator[Figure]:
    least, majority = GRADED.get(name, (None, None))
    if "2way" in result:
        baseline = f"{majority} always the commoner label" if majority else ""
        yield Figure(f"grading, {name}: 2-way accuracy", result["2way"]["accuracy"], least=least, baseline=baseline)
        yield Figure(f"grading, {name}: 2-way macro-F1", result["2way"]["macro_f1"])
    if "3way" in result:
        yield Figure(f"grading, {name}: 3-way accuracy", result["3way"]["accuracy"])
        recall = result["3way"].get("recall", {}).get("contradictory")
        yield Figure(f"grading, {name}: recall of contradictory", recall)
    if "score" in result:
        yield Figure(f"grading, {name}: correlation of scores", result["score"]["pearson_r"])
    yield Figure(f"grading, {name}: answers per second", result["answers_per_second"], least=50.0)


def _lines(module_name: str, arguments: list[str]) -> list[dict]:
    """What a command prints, read back: its JSON lines are its contract."""
    module = importlib.import_module(module_name)
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        module.run(parser.parse_args(arguments))
    return [json.loads(line) for line in printed.getvalue().splitlines() if line.startswith("{")]
