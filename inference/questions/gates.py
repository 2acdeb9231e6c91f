"""Which sentences are worth a try at all. Each gate has a name, by which what it turns away is counted."""

import re
from collections.abc import Callable

from spacy.tokens import Span

from inference.questions.grammar import Clause, finite
from inference.questions.words import CRUDE, FIRST_PERSON, LECTURE_TALK

LEAST_WORDS, MOST_WORDS = 4, 90
LEAST_CONFIDENCE = 0.6

_lecture_talk = re.compile(LECTURE_TALK, re.IGNORECASE)
_crude = re.compile(CRUDE, re.IGNORECASE)
_board_letters = re.compile(r"(?<![\w'])(?:[b-hj-z]|[A-HJ-Z])(?![\w'.])")
_broken = re.compile(r"--|—|–|\.\.\.|…|\b(\w+) \1 \1\b")
_one_case = re.compile(
    r"\b(?:sometimes|arguably|in (?:this|that|these|those|our|one|some) cases?|in (?:this|that|our) "
    r"(?:example|experiment|problem|picture|situation|limit)|(?:for|in) this (?:particular|specific))\b",
    re.IGNORECASE,
)
_quoted_speech = re.compile(r"\b(?:said|says|say|said to|goes),\s", re.IGNORECASE)


def turned_away(sentence: Span, confidence: float) -> str:
    """The name of the first gate that the sentence does not pass, "" if it passes all."""
    if confidence < LEAST_CONFIDENCE:
        return "not heard well"
    return next((name for name, closed in GATES.items() if closed(sentence)), "")


def _is_length_odd(sentence: Span) -> bool:
    words = sum(not token.is_punct for token in sentence)
    return not LEAST_WORDS <= words <= MOST_WORDS


def _is_lecture_talk(clause: Clause) -> bool:
    return bool(_lecture_talk.search(" ".join(token.text for token in clause.tokens)))


def _is_letters(clause: Clause) -> bool:
    single = [token for token in clause.tokens if _board_letters.fullmatch(token.text)]
    letters = sum(token.i == 0 or not token.nbor(-1).is_alpha or len(token.nbor(-1)) < 4 for token in single)
    return letters > 1 or sum(token.like_num for token in clause.tokens) > 3


def clause_turned_away(clause: Clause) -> str:
    """The same for one clause of a sentence that passed."""
    return next((name for name, closed in CLAUSE_GATES.items() if closed(clause)), "")


def _is_personal(clause: Clause) -> bool:
    """What the speaker does or feels is no subject matter; what "we" do in general may be."""
    if clause.head.lower_ != "we":
        return clause.head.lower_ in FIRST_PERSON
    names = clause.verb.lemma_ in {"call", "define", "refer"} or any(t.lower_ == "because" for t in clause.tokens)
    carrier = finite(clause)
    general = carrier is not None and (carrier.tag_ == "VBP" or carrier.lower_ in {"can", "must", "should"})
    return not names and not (general and clause.verb.tag_ != "VBG")


GATES: dict[str, Callable[[Span], bool]] = {
    "too short or too long": _is_length_odd,
    "a question": lambda s: s.text.rstrip().endswith("?"),
    "broken off": lambda s: bool(_broken.search(s.text)),
    "crude": lambda s: bool(_crude.search(s.text)),
    "holds in one case": lambda s: bool(_one_case.search(s.text)),
    "someone quoted": lambda s: '"' in s.text or bool(_quoted_speech.search(s.text)),
}

CLAUSE_GATES: dict[str, Callable[[Clause], bool]] = {
    "first person": _is_personal,
    "talk about the lecture": _is_lecture_talk,
    "letters and numbers of the board": _is_letters,
}
