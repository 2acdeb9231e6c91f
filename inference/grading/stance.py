"""Which side an answer takes where the question offers sides: yes or no, A or B, one of several names.

The first word of an answer often decides it ("No, because ..."), and it is a word that overlap never sees.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from inference.grading.reading import Reading, read
from inference.grading.wordlists import words_of

OPENING_TOKENS, OPENING_WORDS = 9, 3
"""Tokens of an answer within which it says yes or no, and meaningful words within which it names another side."""
NEAR = 6
"""Characters between "or" and a word that it joins: room for an article."""
YES = words_of("yes yeah yep yup agree true possible")
NO = words_of("no nope disagree false impossible")
SAYING = words_of("think say said be is")
TURNS = words_of("not don't doesn't cannot can't dont doesnt cant won't wont never")
YES_OR_NO = frozenset(("yes", "no"))

_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?")
_ASKS_YES_OR_NO = re.compile(
    r"(?:^|[.?!,;:]\s+(?:and\s+|so\s+)?)(?:is|are|was|were|do|does|did|can|could|will|would|has|have|should|must)\s"
    r"[^.!?]*\?|\bagree\b|\btrue or false\b|\bcorrect\b[^.!?]*\?",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}\b")
_OPTION = re.compile(r"(?:^|[\s(])([A-E])[.)]\s")
_WHICH = re.compile(r"\b(?:which|who|whose)\b", re.IGNORECASE)
_OR = re.compile(r"\s+or\s+")


@dataclass(frozen=True, slots=True)
class Stance:
    """`agrees`, `clashes`: the response takes the side of the reference, or another that the question offers.

    `evades`: the reference takes a side and the response takes none.
    """

    agrees: bool
    clashes: bool
    evades: bool


def stance_of(question: Reading, target: Reading, response: Reading) -> Stance:
    """Where the reference opens with a side ("No, ...", "A. ..."); elsewhere nothing agrees, clashes or evades."""
    pairs = [(wanted, _given(side, response)) for side, wanted in _sides(question.text, target.text)]
    return Stance(
        agrees=any(given == wanted for wanted, given in pairs),
        clashes=any(given and given != wanted for wanted, given in pairs),
        evades=any(not given for _, given in pairs),
    )


def _given(rivals: frozenset[str], response: Reading) -> str:
    if rivals == YES_OR_NO:
        return opening_side(response.text)
    return next((word.base for word in response.words if word.base in rivals), "")


@lru_cache(maxsize=4096)
def _sides(question: str, target: str) -> tuple[tuple[frozenset[str], str], ...]:
    """Each set of rivals that the question offers, and the one with which the target opens."""
    sides: list[tuple[frozenset[str], str]] = []
    if _ASKS_YES_OR_NO.search(question) and (side := opening_side(target)):
        sides.append((YES_OR_NO, side))
    opening = [word.base for word in read(target).words[:OPENING_WORDS]]
    for rivals in _offered(read(question)):
        sides += [(rivals, picked) for picked in [base for base in opening if base in rivals][:1]]
    return tuple(sides)


@lru_cache(maxsize=8192)
def opening_side(answer: str) -> str:
    """ "yes" or "no" where an answer opens with one of the many words for them, else ""."""
    tokens = _TOKEN.findall(answer.lower().replace("’", "'"))[:OPENING_TOKENS]
    for i, token in enumerate(tokens):
        before = tokens[max(0, i - 3) : i]
        if token in YES:
            return "no" if TURNS & set(before) else "yes"
        if token in NO and (token != "no" or i == 0 or before[-1] in SAYING):
            return "no"
    return ""


def _offered(question: Reading) -> list[frozenset[str]]:
    """Sets of rivals: single letters, the names of those whom "which" may mean, words joined by "or"."""
    options = frozenset(one.lower() for one in _OPTION.findall(question.text))
    letters = frozenset(word.base for word in question.words if len(word.base) == 1 and word.base.isalpha())
    names = frozenset(one.lower() for one in _NAME.findall(question.text))
    chosen_from = (letters | options, names) if _WHICH.search(question.text) else (options,)
    return [rivals for rivals in (*chosen_from, *_joined_by_or(question)) if len(rivals) > 1]


def _joined_by_or(question: Reading) -> list[frozenset[str]]:
    """ "an insulator or a conductor", "higher or lower"."""
    found = []
    for match in _OR.finditer(question.text):
        before = [word for word in question.words if 0 <= match.start() - word.end < NEAR]
        after = [word for word in question.words if 0 <= word.start - match.end() < NEAR]
        if before and after:
            found.append(frozenset((before[-1].base, after[0].base)))
    return found
