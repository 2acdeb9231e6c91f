"""Where the player would stop in timed lectures: what code can tell of it, and the sentences around to be read."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from inference.engine import silent
from inference.engines import build_engine
from inference.evaluation.questions import files_of
from inference.questions.probes import SETTLING_S, place_probes
from inference.questions.question import QuestionWriter, WrittenQuestion
from inference.text.passage import Sentence
from inference.text.topics import topic_shifts
from inference.text.transcript_file import FileTranscript, read_transcript_file

COUNT, EVERY_S, GAP_S = 20, 180.0, 60.0
AROUND = 2
"""So many sentences are shown on either side of a probe."""


@dataclass(frozen=True, slots=True)
class Placement:
    """A question and its moment in seconds, with the sentences before and after."""

    lecture: str
    at_s: float
    since_answer_s: float
    stem: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    cuts: bool
    """Whether a sentence is being spoken at the moment."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    folder = Path(os.environ.get("DATA_DIR") or "../shared/data") / "lectures"
    parser.add_argument("--path", type=Path, default=folder, help=f"transcripts ({folder})")
    parser.add_argument("--engine", default="embedded", help="the writer (embedded)")
    parser.add_argument("--count", type=int, default=COUNT, help=f"questions to ask for of each lecture ({COUNT})")
    parser.add_argument("--out", type=Path, default=Path(os.environ.get("VAR_DIR") or "var") / "placements.jsonl")


def run(args: argparse.Namespace) -> int:
    if not args.path.exists():
        sys.stderr.write(f"Skipped: there is no {args.path}. Set DATA_DIR to the folder that holds `lectures`.\n")
        return 0
    writer: QuestionWriter = build_engine("questions", args.engine)
    placements = [
        p for file in files_of(args.path) for p in placed(file.stem, read_transcript_file(file), writer, args.count)
    ]
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_text("".join(json.dumps(asdict(p), ensure_ascii=False) + "\n" for p in placements), encoding="utf-8")
    sys.stdout.write(json.dumps(summary(placements)) + "\n")
    return 0


def summary(placements: Sequence[Placement]) -> dict[str, int]:
    return {
        "lectures": len({p.lecture for p in placements}),
        "probes": len(placements),
        "cut_a_sentence": sum(p.cuts for p in placements),
        "sooner_than_settled": sum(p.since_answer_s < SETTLING_S for p in placements),
    }


def placed(lecture: str, transcript: FileTranscript, writer: QuestionWriter, count: int) -> Iterator[Placement]:
    """The probes of a lecture in the order of their questions; none where it has no times."""
    sentences = [s for passage in transcript.passages for s in passage.sentences]
    timed = [s for s in sentences if s.start is not None and s.end is not None]
    if not timed:
        return
    written = writer.write_questions(transcript.passages, language=transcript.language, count=count, report=silent)
    yield from _around(lecture, timed, written.questions)


def _around(lecture: str, said: Sequence[Sentence], questions: Sequence[WrittenQuestion]) -> Iterator[Placement]:
    spans = [(s.start or 0.0, s.end or 0.0) for s in said]
    moments = place_probes(
        [question.evidence for question in questions],
        segments=spans,
        slide_starts=(),
        duration_s=max(end for _, end in spans),
        every_s=EVERY_S,
        gap_s=GAP_S,
        shifts=topic_shifts([s.text for s in said]),
    )
    for question, at_s in zip(questions, moments, strict=True):
        if at_s is not None:
            before = [s.text for s, (_, end) in zip(said, spans, strict=True) if end <= at_s][-AROUND:]
            after = [s.text for s, (start, _) in zip(said, spans, strict=True) if start >= at_s][:AROUND]
            cuts = any(start < at_s < end for start, end in spans)
            since = at_s - (question.evidence.end or 0.0)
            yield Placement(lecture, at_s, since, question.stem, tuple(before), tuple(after), cuts)
