"""How well and how fast a transcriber writes down a recording whose text is known."""

import argparse
import json
import os
import sys
import time
from pathlib import Path

from inference.engine import NothingKept, silent
from inference.engines import build_engine
from inference.errors import BadInput
from inference.evaluation.wer import WordErrors, word_errors
from inference.media import inspect
from inference.speech.transcript import Transcriber
from inference.weights import default_model_dir

LONGEST_S = 24 * 3600


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("audio", type=Path, help="a recording, in any container")
    parser.add_argument("reference", type=Path, help="what is said in it: plain text, or JSON with segments or text")
    add_engine_arguments(parser)


def add_engine_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--engine", default="embedded", help="embedded, fake or a dotted path (default: embedded)")
    parser.add_argument(
        "--model", default=os.environ.get("SPEECH_MODEL", "auto"), help="auto, base, tiny.en or a directory"
    )
    parser.add_argument("--model-dir", type=Path, default=default_model_dir())


def run(args: argparse.Namespace) -> int:
    reference = read_reference(args.reference)
    engine = build_engine("speech", args.engine, model_dir=args.model_dir, model=args.model)
    heard = listen(engine, args.audio)
    errors = word_errors(reference, heard.text)
    line = {"wer": round(errors.rate, 4), "times_real_time": round(heard.times_real_time, 1)}
    sys.stdout.write(json.dumps({**line, "cpu_s": round(heard.cpu_s, 2)}) + "\n")
    return 0


class Heard:
    """What one run of a transcriber gave, and what it cost without loading the model."""

    def __init__(self, text: str, duration_s: float, wall_s: float, cpu_s: float) -> None:
        self.text, self.duration_s, self.wall_s, self.cpu_s = text, duration_s, wall_s, cpu_s

    @property
    def times_real_time(self) -> float:
        return self.duration_s / self.wall_s

    def errors(self, reference: str) -> WordErrors:
        return word_errors(reference, self.text)


def listen(engine: Transcriber, audio: Path) -> Heard:
    """Transcribes once, from opening the file to the last segment. Raises BadInput, EngineUnavailable."""
    if not audio.is_file():
        raise BadInput("evaluation.no_file", f"There is no recording {audio}.")
    duration_s = inspect(audio, max_duration_s=LONGEST_S).duration_s
    getattr(engine, "load", lambda: None)()
    wall, cpu = time.perf_counter(), time.process_time()
    transcript = engine.transcribe(audio, report=silent, partial=NothingKept())
    text = " ".join(segment.text for segment in transcript.segments)
    return Heard(text, duration_s, time.perf_counter() - wall, time.process_time() - cpu)


def read_reference(path: Path) -> str:
    """Plain text, or the text of a transcript file. Raises BadInput."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadInput("evaluation.no_file", f"There is no reference {path}.") from error
    if path.suffix != ".json":
        return text
    content = json.loads(text)
    if isinstance(content.get("text"), str):
        return content["text"]
    return " ".join(segment["text"] for segment in content["segments"])
