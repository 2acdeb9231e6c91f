"""`python -m inference.questions TRANSCRIPT.json [--count N] [--engine E] [--explain]`: questions as JSON lines.

Where the engine asks a language model, LLM_URL and its like say which (docs/llm.md).
"""

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from inference.engine import silent
from inference.engines import engine_of_environment
from inference.errors import BadInput, EngineUnavailable
from inference.llm.tokens import Tokens
from inference.questions.drops import by_reason
from inference.questions.question import Drop, QuestionWriter, WrittenQuestion
from inference.text.transcript_file import read_transcript_file

COUNT = 10


def main(argv: list[str]) -> int:
    """The exit code: 0 done, also where the lecture yields nothing; 2 with a sentence on stderr where it cannot be."""
    args = _parser().parse_args(argv)
    try:
        transcript = read_transcript_file(args.transcript)
        writer: QuestionWriter = engine_of_environment("questions", args.engine)
        began = time.monotonic()
        written = writer.write_questions(
            transcript.passages, language=transcript.language, count=args.count, report=silent
        )
        took_s = time.monotonic() - began
    except BadInput as error:
        sys.stderr.write(f"{error.sentence}\n")
        return 2
    except EngineUnavailable as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for question in written.questions:
        sys.stdout.write(json.dumps(_line(question), ensure_ascii=False) + "\n")
    if written.note:
        sys.stderr.write(f"{written.note}\n")
    if args.explain:
        sys.stderr.write(_explained(written.drops) + _told(written.dropped) + _used(written.tokens, took_s))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m inference.questions", description=__doc__)
    parser.add_argument("transcript", type=Path, help="JSON with `segments[{start,end,text}]` or `text`")
    parser.add_argument("--count", type=_count, default=COUNT, help=f"at most so many questions, best first ({COUNT})")
    parser.add_argument("--engine", default="embedded", help="a word (embedded, llm, combined …) or a dotted path")
    parser.add_argument("--explain", action="store_true", help="tell on stderr why each sentence was thrown out")
    return parser


def _count(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError("give a number of at least 1")
    return int(text)


def _line(question: WrittenQuestion) -> dict[str, object]:
    evidence = question.evidence
    return {
        "stem": question.stem,
        "reference_answers": list(question.reference_answers),
        "key_points": [point.text for point in question.key_points],
        "evidence": {"start": evidence.start, "end": evidence.end, "text": evidence.text},
        "wh": question.wh,
        "score": question.score,
        "doubt": question.doubt,
    }


def _explained(drops: Mapping[str, int]) -> str:
    if not drops:
        return "Nothing was thrown out.\n"
    rows = "".join(f"{count:6d}  {reason}\n" for reason, count in sorted(drops.items(), key=lambda drop: -drop[1]))
    return f"Thrown out:\n{rows}"


def _used(tokens: Tokens, took_s: float) -> str:
    if not tokens.calls:
        return f"\nIt took {took_s:.0f} s.\n"
    return (
        f"\nIt took {took_s:.0f} s and {tokens.calls} calls of the model: {tokens.prompt:,} tokens read "
        f"({tokens.cached:,} cached), {tokens.reasoning:,} thought, {tokens.answer:,} answered.\n"
    )


def _told(dropped: Sequence[Drop]) -> str:
    """Each sentence and draft under the name of the rule that dropped it."""
    groups = by_reason(dropped).items()
    return "".join(f"\n{reason}\n" + "".join(f"  - {text}\n" for text in texts) for reason, texts in groups)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
