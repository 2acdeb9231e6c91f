"""What the model is asked to fill in, and what it filled in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from inference.llm.chat import Completion
from inference.llm.logprobs import mean_logprob
from inference.questions.question import Bloom

LONGEST_QUOTE, LONGEST_STEM, LONGEST_ANSWER, LONGEST_POINT = 600, 220, 400, 160
MOST_POINTS = 3
BLOOMS: tuple[Bloom, ...] = ("remember", "understand", "apply", "analyse")


@dataclass(frozen=True, slots=True)
class ModelDraft:
    """One question as the model proposes it, unchecked. `stem_logprob`: nats per token of the stem as it was written,
    None where the server does not tell."""

    quote: str
    stem: str
    answer: str
    points: tuple[str, ...]
    bloom: Bloom
    stem_logprob: float | None = None


def drafts_schema(drafts: int) -> dict[str, Any]:
    """The evidence comes first: whoever has copied a sentence asks about that sentence."""
    question = {
        "quote": text(LONGEST_QUOTE),
        "question": text(LONGEST_STEM),
        "answer": text(LONGEST_ANSWER),
        "key_points": {"type": "array", "items": text(LONGEST_POINT), "minItems": 1, "maxItems": MOST_POINTS},
        "level": {"type": "string", "enum": list(BLOOMS)},
    }
    items = {"type": "array", "items": filled_in(question), "minItems": 0, "maxItems": drafts}
    return {"title": "drafts", **filled_in({"questions": items})}


def answer_tokens(drafts: int) -> int:
    """Enough for as many long drafts; an answer that is cut off is none."""
    return 120 + 320 * drafts


def read_drafts(said: Completion) -> Iterator[ModelDraft]:
    """`said.data` fits `drafts_schema`."""
    for item in said.data["questions"]:
        yield ModelDraft(
            quote=_plain(item["quote"]),
            stem=_plain(item["question"]),
            answer=_plain(item["answer"]),
            points=tuple(point for raw in item["key_points"] if (point := _plain(raw))),
            bloom=item["level"],
            stem_logprob=mean_logprob(item["question"], said.logprobs),
        )


def filled_in(fields: dict[str, Any]) -> dict[str, Any]:
    """The schema of an object that has all of these and nothing else, in this order."""
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def text(longest: int, least: int = 1) -> dict[str, Any]:
    """The schema of a text, in letters."""
    return {"type": "string", "minLength": least, "maxLength": longest}


def _plain(text: str) -> str:
    """One line, without the quotation marks that models like to put around."""
    return " ".join(text.split()).strip(' "“”„«»')
