"""How many questions a writer makes of each transcript of a folder, and by which rules."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from inference.engine import silent
from inference.engines import build_engine
from inference.errors import BadInput
from inference.questions.question import QuestionWriter
from inference.text.transcript_file import read_transcript_file

COUNT = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, help="a folder of transcript files, or one file")
    parser.add_argument("--engine", default="embedded", help="embedded, fake or a dotted path (default: embedded)")
    parser.add_argument("--least-words", type=int, default=0, help="leave out shorter lectures (default: none)")
    parser.add_argument("--count", type=int, default=COUNT, help=f"ask for so many questions (default: {COUNT})")


def run(args: argparse.Namespace) -> int:
    writer: QuestionWriter = build_engine("questions", args.engine)
    for line in counted(writer, files_of(args.path), least_words=args.least_words, count=args.count):
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return 0


def counted(writer: QuestionWriter, files: list[Path], *, least_words: int, count: int) -> Iterator[dict[str, object]]:
    """One object per lecture: `{file, language, words, questions, doubtful, by_rule}`, where the doubtful are among the
    questions. Raises BadInput, EngineUnavailable."""
    for file in files:
        transcript = read_transcript_file(file)
        words = sum(len(s.text.split()) for passage in transcript.passages for s in passage.sentences)
        if words < least_words:
            continue
        written = writer.write_questions(
            transcript.passages, language=transcript.language, count=count, report=silent
        ).questions
        by_rule = Counter(question.rule for question in written)
        yield {
            "file": file.name,
            "language": transcript.language,
            "words": words,
            "questions": len(written),
            "doubtful": sum(bool(question.doubt) for question in written),
            "by_rule": dict(by_rule.most_common()),
        }


def files_of(path: Path) -> list[Path]:
    """The transcripts of a folder, or the one file. Raises BadInput."""
    if path.is_file():
        return [path]
    files = sorted(path.glob("*.json"))
    if not files:
        raise BadInput("evaluation.no_file", f"There is no transcript in {path}.")
    return files
