"""Key points of a reference answer where nobody wrote any: its sentences and clauses, one to three."""

import re
from itertools import pairwise

from inference.grading.reading import read
from inference.questions.question import KeyPoint

MOST = 3
LEAST_WORDS = 2
"""Meaningful words a key point needs to stand alone."""

SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+|\s+-\s+")
CLAUSE_END = re.compile(
    r",\s+(?:and|but|so|which|then|leaving|making|causing)\b|,?\s+(?:while|whereas|because|since)\b"
    r"|\s+(?:and|but|so)\s+(?=(?:it|they|he|she|the|a|an|this|that|these|there|its|their)\b)",
    re.IGNORECASE,
)
JOINTS = re.compile(r"^(?:and|but|so|while|whereas|which|because|since|then)\s+", re.IGNORECASE)


def derive_key_points(reference: str) -> tuple[KeyPoint, ...]:
    """One to three key points of one point each, in the words of the reference."""
    pieces = [piece for sentence in SENTENCE_END.split(reference.strip()) for piece in _clauses(sentence)]
    whole = _joined(pieces)
    if len(whole) > MOST:
        whole = [*whole[: MOST - 1], "; ".join(whole[MOST - 1 :])]
    return tuple(KeyPoint(piece) for piece in whole or [reference.strip()])


def _clauses(sentence: str) -> list[str]:
    cuts = [0, *(match.start() for match in CLAUSE_END.finditer(sentence)), len(sentence)]
    pieces = (sentence[start:end].strip(" ,.;:") for start, end in pairwise(cuts))
    return [piece for piece in pieces if piece]


def _joined(pieces: list[str]) -> list[str]:
    """A piece too short to be asked for alone joins the one before it."""
    whole: list[str] = []
    for piece in pieces:
        if whole and min(len(read(piece).words), len(read(whole[-1]).words)) < LEAST_WORDS:
            whole[-1] = f"{whole[-1]}, {piece}"
        else:
            whole.append(piece)
    return [JOINTS.sub("", piece) for piece in whole]
