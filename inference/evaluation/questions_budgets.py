"""A model's questions at several budgets of thinking beside the embedded writer's, on the same lectures.

What code can tell of them: how many pass, whether the grader that will mark the answers can tell right from wrong
(`inference.questions.round_trip`), how they are spread, what they cost. Whether they are good is for a person to say.
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from inference.engine import silent
from inference.engines import ASKS_A_MODEL, WORDS, build_engine
from inference.errors import BadInput
from inference.evaluation.questions import files_of
from inference.llm.options import from_environment
from inference.llm.tokens import NO_TOKENS, Tokens
from inference.questions.question import QuestionWriter, WrittenQuestion
from inference.questions.round_trip import RoundTrip, embedded_round_trip
from inference.text.transcript_file import FileTranscript, read_transcript_file

BUDGETS = (0, 128, 512, 2048)
LECTURES, COUNT = 3, 10
LONG_WORDS = 6000
"""About fifty minutes."""
STRETCHES = 10
HEADINGS = (
    "writer", "thinking", "questions", "gradable", "why or how", "spread", "dropped most for", "read", "cached",
    "thought", "wrote", "seconds",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """What one writer made of all lectures. `gradable`, `explaining` and `spread` are shares, 0..1: of questions that
    pass the round trip, that ask why or how, and of a lecture's tenths that a question is about."""

    writer: str
    budget: int | None
    lectures: int
    questions: int
    gradable: float
    explaining: float
    spread: float
    drops: Counter[str]
    tokens: Tokens
    seconds: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    folder = Path(os.environ.get("DATA_DIR") or "../shared/data") / "lectures"
    parser.add_argument("--path", type=Path, default=folder, help=f"transcripts ({folder})")
    parser.add_argument("--engine", default="llm", help="llm, combined or a dotted path (llm)")
    parser.add_argument("--budgets", type=_budgets, default=BUDGETS, help="tokens of thinking (0,128,512,2048)")
    parser.add_argument("--lectures", type=int, default=LECTURES, help=f"so many long English lectures ({LECTURES})")
    parser.add_argument("--count", type=int, default=COUNT, help=f"questions to ask for of each ({COUNT})")
    parser.add_argument("--least-words", type=int, default=LONG_WORDS, help=f"shorter ones are left out ({LONG_WORDS})")


def run(args: argparse.Namespace) -> int:
    if not args.path.exists():
        sys.stderr.write(f"Skipped: there is no {args.path}. Set DATA_DIR to the folder that holds `lectures`.\n")
        return 0
    lectures = _chosen(files_of(args.path), args.lectures, args.least_words)
    _print(HEADINGS, ["---"] * len(HEADINGS))
    for written in measured(args.engine, lectures, args.budgets, args.count):
        _print(_row(written))
    return 0


def measured(engine: str, lectures: Sequence[FileTranscript], budgets: Sequence[int], count: int) -> Iterator[Written]:
    """The embedded writer first, then `engine` once for each budget. Raises EngineUnavailable."""
    trip = embedded_round_trip()
    yield _measure(build_engine("questions"), lectures, count, trip, name="embedded")
    for budget in budgets:
        yield _measure(_thinking_for(engine, budget), lectures, count, trip, name=engine, budget=budget)


def _thinking_for(engine: str, budget: int) -> QuestionWriter:
    """The writer with this much thinking; its critic thinks as it always does, but not where thinking is off."""
    options = from_environment(os.environ)
    budgets = {**options["budgets"], "write": budget, "critic": min(budget, options["budgets"]["critic"])}
    asks = WORDS["questions"].get(engine, engine) in ASKS_A_MODEL or "." in engine
    llm = {"llm": {**options, "budgets": budgets}} if asks else {}
    writer: QuestionWriter = build_engine("questions", engine, **llm)
    return writer


def _measure(
    writer: QuestionWriter,
    lectures: Sequence[FileTranscript],
    count: int,
    trip: RoundTrip,
    *,
    name: str,
    budget: int | None = None,
) -> Written:
    began = time.perf_counter()
    results = [
        writer.write_questions(lecture.passages, language=lecture.language, count=count, report=silent)
        for lecture in lectures
    ]
    seconds = time.perf_counter() - began
    questions = [question for result in results for question in result.questions]
    spreads = [
        _spread(result.questions, lecture)
        for result, lecture in zip(results, lectures, strict=True)
        if result.questions
    ]
    return Written(
        writer=name,
        budget=budget,
        lectures=len(lectures),
        questions=len(questions),
        gradable=_share(sum(not trip.flaw(question) for question in questions), len(questions)),
        explaining=_share(sum(question.wh in {"why", "how"} for question in questions), len(questions)),
        spread=_share(sum(spreads), len(lectures)),
        drops=sum((Counter(result.drops) for result in results), Counter()),
        tokens=sum((result.tokens for result in results), NO_TOKENS),
        seconds=seconds,
    )


def _spread(questions: Sequence[WrittenQuestion], lecture: FileTranscript) -> float:
    """The share of the lecture's tenths, by its segments, in which a question has its evidence."""
    last = max(1, len(lecture.segments))
    tenths = {
        min(STRETCHES - 1, STRETCHES * question.evidence.segments[0] // last)
        for question in questions
        if question.evidence.segments
    }
    return len(tenths) / min(STRETCHES, len(questions))


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 0.0


def _chosen(files: Sequence[Path], wanted: int, least_words: int) -> list[FileTranscript]:
    """Spread over the folder, so that they are not all of one course. Raises BadInput."""
    transcripts = [read_transcript_file(file) for file in files]
    usable = [t for t in transcripts if t.language.startswith("en") and _words(t) >= least_words]
    if not usable:
        raise BadInput("evaluation.no_file", f"No English transcript here has {least_words} words.")
    picked = min(wanted, len(usable))
    return [usable[at * len(usable) // picked] for at in range(picked)]


def _words(transcript: FileTranscript) -> int:
    return sum(len(segment.text.split()) for segment in transcript.segments)


def _budgets(text: str) -> tuple[int, ...]:
    parts = text.split(",")
    if not all(part.strip().isdigit() for part in parts):
        raise argparse.ArgumentTypeError("give numbers of tokens, as in 0,128,512")
    return tuple(int(part) for part in parts)


def _row(written: Written) -> tuple[str, ...]:
    each = max(1, written.lectures)
    reason, number = next(iter(written.drops.most_common(1)), ("", 0))
    tokens = written.tokens
    counted = (tokens.prompt, tokens.cached, tokens.reasoning, tokens.answer) if tokens.calls else ()
    return (
        written.writer,
        "-" if written.budget is None else str(written.budget),
        f"{written.questions / each:.1f}",
        f"{100 * written.gradable:.0f} %",
        f"{100 * written.explaining:.0f} %",
        f"{100 * written.spread:.0f} %",
        f"{reason} ({number / each:.0f})" if reason else "-",
        *(f"{number / each:,.0f}" for number in counted),
        *("-" for _ in range(4 - len(counted))),
        f"{written.seconds / each:.0f}",
    )


def _print(*rows: Sequence[str]) -> None:
    """As they come: at a large budget a row may take an hour."""
    for row in rows:
        sys.stdout.write(f"| {' | '.join(row)} |\n")
    sys.stdout.flush()
