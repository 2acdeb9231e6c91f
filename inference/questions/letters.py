"""Letters and symbols that only the board explains."""

import re

from spacy.tokens import Token

from inference.questions.concepts import Concepts
from inference.questions.draft import Draft

MOST_LETTERS = 1
BOARD_THINGS = {
    "rectangle", "point", "box", "curve", "line", "area", "row", "column", "vertex", "node", "slot", "angle",
    "triangle", "option", "answer", "case", "step", "part", "path", "region",
}  # fmt: skip
"""With a letter they are places on a drawing: "the height of rectangle B"."""
_letter = re.compile(r"(?<![\w'])[b-hj-zB-HJ-Z](?![\w'])")
_symbol = re.compile(r"\b[a-z]{1,2}[A-Z]{2,}\b|\b[a-z]\d\b|\btimes 10 (?!to\b)|\*")
"""What a drawing calls its ends (dOUT, e2), and powers whose exponent nobody heard."""


def asks_letters(draft: Draft, _: Concepts) -> bool:
    strange = [t for t in draft.asked if _letter.fullmatch(t.text) and not _names_a_quantity(t)]
    if not draft.asked:
        strange = _letter.findall(draft.stem)
    replied = sum(bool(_letter.fullmatch(t.text)) and not _names_a_quantity(t) for t in draft.replied)
    return bool(strange) or replied > MOST_LETTERS or bool(_symbol.search(f"{draft.stem} {draft.answer}"))


def _names_a_quantity(letter: Token) -> bool:
    """ "delta G", "vitamin C", "hepatitis B": a letter with its word in front is a name."""
    before = letter.nbor(-1) if letter.i else None
    if before is None or before.lemma_.lower() in BOARD_THINGS:
        return False
    return before.is_alpha and len(before) > 3 and before.pos_ in {"NOUN", "PROPN", "ADJ"}
