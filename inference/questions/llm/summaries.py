"""A lecture in its own words, short enough to stand beside all others of its course."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from inference.engine import PartialWork
from inference.llm.chat import ChatModel, Message, UnusableAnswer
from inference.llm.tokens import NO_TOKENS, Tokens
from inference.llm.untrusted import fenced
from inference.questions.course import CourseLecture
from inference.questions.llm.checks import NO_QUOTE
from inference.questions.llm.evidence import find_quote
from inference.questions.llm.prompts import LONGEST_SLIDE, language_name, prompt
from inference.questions.llm.salience import spoken_text
from inference.text.passage import Passage

POINTS = 6
SHARE_OF_CONTEXT = 0.3
ANSWER_TOKENS = 1500
NO_SUMMARY = "summary: the model gave no usable one"


@dataclass(frozen=True, slots=True)
class Summary:
    """Lines that quote the lecture word for word, each with the idea it holds."""

    lines: tuple[str, ...]
    drops: Counter[str]
    tokens: Tokens = NO_TOKENS


def _text(longest: int) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": longest}


SCHEMA: dict[str, Any] = {
    "title": "summary",
    "type": "object",
    "properties": {
        "points": {
            "type": "array",
            "maxItems": POINTS,
            "items": {
                "type": "object",
                "properties": {"quote": _text(400), "idea": _text(120)},
                "required": ["quote", "idea"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["points"],
    "additionalProperties": False,
}


def full_text(lecture: CourseLecture) -> str:
    """All that was said, with each slide once."""
    shown: set[int | None] = {None}
    parts: list[str] = []
    for passage in lecture.passages:
        if passage.slide not in shown and passage.slide_text.strip():
            parts.append(f"[Slide: {' / '.join(passage.slide_text[:LONGEST_SLIDE].split())}]")
        shown.add(passage.slide)
        parts.append(spoken_text(passage))
    return "\n".join(filter(None, parts))


def summarise(chat: ChatModel, lecture: CourseLecture, *, number: int, language: str, partial: PartialWork) -> Summary:
    """Stretch by stretch. Raises EngineUnavailable; finished stretches stay in `partial`."""
    pieces = [
        _piece(chat, piece, language=language, partial=partial, name=f"summary-{number}-{at}")
        for at, piece in enumerate(_stretches(chat, lecture.passages))
    ]
    lines = tuple(line for piece in pieces for line in piece.lines)
    drops: Counter[str] = sum((piece.drops for piece in pieces), Counter())
    return Summary(lines, drops, sum((piece.tokens for piece in pieces), NO_TOKENS))


def _stretches(chat: ChatModel, passages: Sequence[Passage]) -> Iterator[tuple[Passage, ...]]:
    """Runs of passages that fit into a part of the context."""
    room = SHARE_OF_CONTEXT * chat.context
    run: list[Passage] = []
    used = 0
    for passage in passages:
        length = chat.count_tokens(f"{passage.slide_text[:LONGEST_SLIDE]} {spoken_text(passage)}")
        if run and used + length > room:
            yield tuple(run)
            run, used = [], 0
        run.append(passage)
        used += length
    if run:
        yield tuple(run)


def _piece(
    chat: ChatModel, passages: tuple[Passage, ...], *, language: str, partial: PartialWork, name: str
) -> Summary:
    if kept := partial.load(name):
        found = json.loads(kept)
        return Summary(tuple(found["lines"]), Counter(found["drops"]), Tokens(**found["tokens"]))
    summary = _asked(chat, passages, language)
    tokens = {"prompt": 0, "cached": 0, "reasoning": 0, "answer": 0, "calls": 0, **summary.tokens.as_row()}
    kept_piece = {"lines": summary.lines, "drops": summary.drops, "tokens": tokens}
    partial.save(name, json.dumps(kept_piece, ensure_ascii=False).encode())
    return summary


def _asked(chat: ChatModel, passages: tuple[Passage, ...], language: str) -> Summary:
    words = {"language": language_name(language)}
    material = fenced("lecture", full_text(CourseLecture("", passages)))
    messages = [
        Message("system", prompt("summary", **words)),
        Message("user", f"{material}\n\n{prompt('summary.task', points=str(POINTS), **words)}"),
    ]
    try:
        said = chat.complete(messages, answer_tokens=ANSWER_TOKENS, schema=SCHEMA)
    except UnusableAnswer as unusable:
        return Summary((), Counter([NO_SUMMARY]), unusable.tokens)
    drops: Counter[str] = Counter()
    lines: list[str] = []
    for point in said.data["points"]:
        if any(find_quote(point["quote"], passage) for passage in passages):
            lines.append(f"{' '.join(point['idea'].split())}: “{' '.join(point['quote'].split())}”")
        else:
            drops[NO_QUOTE] += 1
    return Summary(tuple(lines), drops, said.tokens)
