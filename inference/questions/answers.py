"""Key points: what an answer must contain, one to three lines of rubric."""

from collections.abc import Sequence

from spacy.tokens import Token

from inference.questions.grammar import text_of

MOST_POINTS = 3
LEAST_CONTENT = 2
FINITE = {"VBZ", "VBP", "VBD"}
CONTENT = {"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"}


def points_of(reply: Sequence[Token]) -> tuple[str, ...]:
    """The reply cut where a clause or a coordinated part begins, if each part says something by itself."""
    words = tuple(reply)
    parts = [part for part in _cut(words) if part]
    if len(parts) < 2 or len(parts) > MOST_POINTS or any(_content(part) < LEAST_CONTENT for part in parts):
        return (_point(words),)
    return tuple(_point(part) for part in parts)


def _cut(words: tuple[Token, ...]) -> list[tuple[Token, ...]]:
    parts: list[list[Token]] = [[]]
    for token in words:
        if _begins_part(token) and parts[-1]:
            parts.append([])
        parts[-1].append(token)
    return [_bare(part) for part in parts]


def _begins_part(token: Token) -> bool:
    """ "and" before a finite verb; "to copy, modify, and redistribute" stays whole."""
    if token.dep_ == "cc" and token.lower_ in {"and", "but"}:
        joined = next((c for c in token.head.children if c.dep_ == "conj" and c.i > token.i), None)
        return joined is not None and joined.pos_ in {"VERB", "AUX"} and joined.tag_ in FINITE
    return False


def _bare(part: Sequence[Token]) -> tuple[Token, ...]:
    while part and (part[0].is_punct or part[0].dep_ == "cc"):
        part = part[1:]
    while part and part[-1].is_punct:
        part = part[:-1]
    return tuple(part)


def _content(part: Sequence[Token]) -> int:
    return sum(token.pos_ in CONTENT for token in part)


def _point(part: Sequence[Token]) -> str:
    return text_of(part)
