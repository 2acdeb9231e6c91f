"""What readers thought of questions, kept without a word of the lectures, whose licences differ."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from inference.errors import BadInput

KEPT = Path(__file__).with_name("question_ratings.jsonl")
DOUBTFUL = ", doubtful"
"""Behind the word of a writer, for what it doubts itself."""
DIMENSIONS = {
    "fluency": "well-formed English, stem and answer",
    "clarity": "understood without the lecture at hand",
    "conciseness": "no words too many",
    "relevance": "about the subject, and worth asking",
    "consistency": "what it takes for granted is what the lecture says",
    "answerability": "the evidence answers it",
    "answer consistency": "the answer is right, whole, and fits the stem",
}
"""The seven of QGEval (Fu et al. 2024), each held or failed. A question is acceptable where none fails."""


@dataclass(frozen=True, slots=True)
class Rating:
    """One reading of one question. `sheet` is the round; `fails` names dimensions; `flaw` the class of failure."""

    sheet: str
    lecture: str
    question: str
    writer: str
    wh: str
    reading: int
    fails: tuple[str, ...] = ()
    flaw: str = ""
    embarrassing: bool = False

    @property
    def acceptable(self) -> bool:
        return not self.fails

    @property
    def asked(self) -> str:
        """The writer by the word that was asked for, whichever of its parts wrote."""
        return self.writer.partition(",")[0]

    @property
    def is_doubtful(self) -> bool:
        return self.writer.endswith(DOUBTFUL)


def question_hash(stem: str, answer: str) -> str:
    return sha256(f"{stem}\n{answer}".encode()).hexdigest()[:12]


def read_ratings(path: Path = KEPT) -> list[Rating]:
    """Raises BadInput("ratings...") where a line is no rating."""
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_rating(json.loads(line), f"{path.name}, line {number}") for number, line in enumerate(lines, 1)]


def write_ratings(ratings: Iterable[Rating], path: Path = KEPT) -> None:
    """Sorted, so that a change of one rating is a change of one line. A later reading of the same replaces it."""
    by_key = {(r.sheet, r.lecture, r.question, r.writer, r.reading): r for r in ratings}
    lines = [json.dumps(_row(by_key[key])) for key in sorted(by_key)]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _row(rating: Rating) -> dict[str, Any]:
    """What is empty is left out."""
    return {name: value for name, value in asdict(rating).items() if value or name == "fails"}


def _rating(row: Any, where: str) -> Rating:
    try:
        rating = Rating(**{**row, "fails": tuple(row.get("fails", ()))})
    except (TypeError, AttributeError) as error:
        raise BadInput("ratings.row", f"{where} is not a rating.") from error
    if strange := set(rating.fails) - set(DIMENSIONS):
        raise BadInput("ratings.row", f"{where} names an unknown dimension: {sorted(strange)[0]}.")
    return rating
