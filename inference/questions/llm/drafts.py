"""What the model is asked to fill in, and what it filled in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inference.questions.question import Bloom

LONGEST_QUOTE, LONGEST_STEM, LONGEST_ANSWER, LONGEST_POINT = 600, 220, 400, 160
MOST_POINTS = 3
BLOOMS: tuple[Bloom, ...] = ("remember", "understand", "apply", "analyse")


@dataclass(frozen=True, slots=True)
class ModelDraft:
    """One question as the model proposes it, unchecked."""

    quote: str
    stem: str
    answer: str
    points: tuple[str, ...]
    bloom: Bloom


def drafts_schema(drafts: int) -> dict[str, Any]:
    """The evidence comes first: whoever has copied a sentence asks about that sentence."""
    question = {
        "type": "object",
        "properties": {
            "quote": _text(LONGEST_QUOTE),
            "question": _text(LONGEST_STEM),
            "answer": _text(LONGEST_ANSWER),
            "key_points": {"type": "array", "items": _text(LONGEST_POINT), "minItems": 1, "maxItems": MOST_POINTS},
            "level": {"type": "string", "enum": list(BLOOMS)},
        },
        "required": ["quote", "question", "answer", "key_points", "level"],
        "additionalProperties": False,
    }
    return {
        "title": "drafts",
        "type": "object",
        "properties": {"questions": {"type": "array", "items": question, "minItems": 0, "maxItems": drafts}},
        "required": ["questions"],
        "additionalProperties": False,
    }


def answer_tokens(drafts: int) -> int:
    """Enough for as many long drafts; an answer that is cut off is none."""
    return 120 + 320 * drafts


def read_drafts(data: Mapping[str, Any]) -> Iterator[ModelDraft]:
    """`data` fits `drafts_schema`."""
    for item in data["questions"]:
        yield ModelDraft(
            quote=_plain(item["quote"]),
            stem=_plain(item["question"]),
            answer=_plain(item["answer"]),
            points=tuple(point for raw in item["key_points"] if (point := _plain(raw))),
            bloom=item["level"],
        )


def _text(longest: int) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": longest}


def _plain(text: str) -> str:
    """One line, without the quotation marks that models like to put around."""
    return " ".join(text.split()).strip(' "“”„«»')
