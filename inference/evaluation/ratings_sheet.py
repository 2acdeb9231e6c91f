"""A seeded sample of questions as a page to read strictly: stem, answer and evidence, the writer hidden.

Beside the page lies its key, which says what each question is; `ratings --add` joins the two. Both stay under `var/`.
"""

import argparse
import json
import os
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import zip_longest
from pathlib import Path

from inference.engine import silent
from inference.engines import engine_of_environment
from inference.evaluation.questions import files_of
from inference.evaluation.ratings_page import PAGE, question_section
from inference.evaluation.ratings_store import DOUBTFUL, question_hash
from inference.questions.llm.passages import RULE as BY_A_MODEL
from inference.questions.question import QuestionWriter, WrittenQuestion
from inference.text.transcript_file import read_transcript_file

LECTURES, COUNT, SEED = 15, 10, 1
LEAST_WORDS = 1500
COMBINED, OF_THE_MODEL = "combined", ", the model's"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question of the sample, with the lecture's id and the word of its writer."""

    lecture: str
    writer: str
    question: WrittenQuestion

    @property
    def name(self) -> str:
        return question_hash(self.question.stem, self.question.reference_answers[0])


def add_arguments(parser: argparse.ArgumentParser) -> None:
    folder = Path(os.environ.get("DATA_DIR") or "../shared/data") / "lectures"
    parser.add_argument("--path", type=Path, default=folder, help=f"transcripts ({folder})")
    parser.add_argument("--engine", action="append", help="a writer; give it again for more (embedded)")
    parser.add_argument("--lectures", type=int, default=LECTURES, help=f"so many English lectures ({LECTURES})")
    parser.add_argument("--only", default="", help="these lectures' ids instead, with commas between")
    parser.add_argument("--count", type=int, default=COUNT, help=f"the best of each lecture and writer ({COUNT})")
    parser.add_argument("--least-words", type=int, default=LEAST_WORDS, help=f"leave out shorter ones ({LEAST_WORDS})")
    parser.add_argument("--seed", type=int, default=SEED, help="which lectures, and in which order they are read")
    parser.add_argument("--sheet", default="", help="its name (seed-N)")
    parser.add_argument("--doubtful", action="store_true", help="only what the writers themselves doubt")
    parser.add_argument("--out", type=Path, default=Path(os.environ.get("VAR_DIR") or "var") / "ratings")


def run(args: argparse.Namespace) -> int:
    if not args.path.exists():
        sys.stderr.write(f"Skipped: there is no {args.path}. Set DATA_DIR to the folder that holds `lectures`.\n")
        return 0
    files = files_of(args.path)
    only = set(filter(None, args.only.split(",")))
    chosen = (
        [f for f in files if f.stem in only]
        if only
        else drawn_lectures(files, args.lectures, args.seed, args.least_words)
    )
    writers = {word: engine_of_environment("questions", word) for word in args.engine or ["embedded"]}
    sample = drawn(chosen, writers, args.count)
    if args.doubtful:
        sample = (each for each in sample if each.writer.endswith(DOUBTFUL))
    page = write_sheet(args.sheet or f"seed-{args.seed}", sample, args.seed, args.out)
    sys.stdout.write(f"{page}\n")
    return 0


def drawn_lectures(files: Sequence[Path], count: int, seed: int, least_words: int) -> list[Path]:
    """English lectures, drawn so that each subject comes once before one comes twice."""
    by_subject: dict[str, list[Path]] = {}
    for file in files:
        about = json.loads(file.read_text(encoding="utf-8-sig"))
        if str(about.get("language", "en")).startswith("en") and len(about.get("text", "").split()) >= least_words:
            by_subject.setdefault(str(about.get("subject", "")), []).append(file)
    chance = random.Random(seed)
    piles = [chance.sample(pile, len(pile)) for _, pile in sorted(by_subject.items())]
    chance.shuffle(piles)
    return [file for turn in zip_longest(*piles) for file in turn if file is not None][:count]


def drawn(files: Sequence[Path], writers: dict[str, QuestionWriter], count: int) -> Iterator[Drawn]:
    """The best of each lecture and writer. Raises BadInput, EngineUnavailable."""
    for file in files:
        transcript = read_transcript_file(file)
        for word, writer in writers.items():
            written = writer.write_questions(
                transcript.passages, language=transcript.language, count=count, report=silent
            )
            yield from (Drawn(file.stem, _marked(word, question), question) for question in written.questions)


def _marked(writer: str, question: WrittenQuestion) -> str:
    """What a writer itself doubts is counted by itself, and what a model wrote of a writer that has both."""
    if writer == COMBINED and question.rule == BY_A_MODEL:
        return f"{writer}{OF_THE_MODEL}"
    return f"{writer}{DOUBTFUL}" if question.doubt else writer


def write_sheet(name: str, sample: Iterator[Drawn], seed: int, folder: Path) -> Path:
    """The page NAME.html; beside it NAME.key.json. The order is drawn, so that no writer is told by its place."""
    once = {(d.lecture, d.name): d for d in sample}
    order = [once[key] for key in sorted(once)]
    random.Random(seed).shuffle(order)
    folder.mkdir(parents=True, exist_ok=True)
    sections = "".join(question_section(number, d.name, d.question) for number, d in enumerate(order, 1))
    page = folder / f"{name}.html"
    page.write_text(PAGE.substitute(name=escape(name), questions=sections), encoding="utf-8")
    key = [{"question": d.name, "lecture": d.lecture, "writer": d.writer, "wh": d.question.wh} for d in order]
    page.with_suffix(".key.json").write_text(json.dumps({"sheet": name, "questions": key}, indent=1), encoding="utf-8")
    return page
