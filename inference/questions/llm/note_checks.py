"""Which notes of a small model are thrown out: those that say more than the lecture, or that ask for something else."""

import re
from collections.abc import Callable

from wordfreq import zipf_frequency

from inference.questions.grammar import finite_in
from inference.questions.llm.checks import Checked
from inference.questions.llm.grounding import content
from inference.questions.llm.languages import wh_of
from inference.questions.llm.note_fit import EXAM, asks_for_else, term_asked
from inference.questions.llm.support import brought_in
from inference.text.parse import parse

LEAST_OWN = 2
"""Words that a note has and its question has not."""
USUAL_ZIPF, MOST_NEW_IN_STEM = 3.7, 2
LONG_WORD = 5
TURNING = frozenset(
    {
        "not", "no", "never", "none", "neither", "nor", "without", "cannot", "more", "less", "fewer", "most", "least",
        "higher", "lower", "high", "low", "larger", "smaller", "large", "small", "bigger", "big", "greater", "longer",
        "shorter", "faster", "slower", "stronger", "weaker", "better", "worse", "above", "below", "before", "after",
        "always", "all", "only", "every", "same", "equal", "opposite", "first", "last", "rise", "rises", "fall",
        "falls",
    }
)  # fmt: skip
"""Words that turn a statement round or change its reach: they have to be said where the evidence is."""
TURNS = frozenset({"increa", "decrea", "positi", "negati"})
"""How others of them begin."""
EMPTY = content("problem problems emerge happen occur exist important thing things people good bad play role", "en")

_year = re.compile(r"\b(?:1\d{3}|20\d\d)s?\b")
_digits = re.compile(r"\d")
_board = re.compile(
    r"\b(?:rectangles?|triangles?|points?|lines?|box(?:es)?|areas?|regions?|rows?|columns?|nodes?) [A-Z]\b",
    re.IGNORECASE,
)
_word = re.compile(r"[a-z]+")
_twice = re.compile(r"\b(?:and|or) (?:how|what|why|when|who|where|which)\b|\?.+\?|, (?:how|what|why)\b", re.IGNORECASE)
_compares = re.compile(
    r"\b(?:relation\w*|differ\w*|compar\w*|affect\w*|effect|than|between|when|distinguish\w*|similar\w*)\b",
    re.IGNORECASE,
)
_claimed = re.compile(
    r"^what (?:is|was|are|were) the (?:main |key |central )?(?:claim|concern|statement|assumption|observation|idea|"
    r"point|argument|thought|view|issue|answer|question)s?\b(?: made)? (?:about|on|regarding|that|for|in|behind|of)\b|"
    r"^what (?:do|does|did) [^?]{1,40} (?:suggest|argue|believe|claim|propose|show|find|discover)\?$",
    re.IGNORECASE,
)


def note_flaw(checked: Checked) -> str:
    """The name of the first check that catches a note, "" if none does."""
    return next((name for name, caught in NOTE_CHECKS.items() if caught(checked)), "")


def _is_cut_off(checked: Checked) -> bool:
    return not checked.draft.answer.rstrip("\"”’' ").endswith((".", "!"))


def _is_no_sentence(checked: Checked) -> bool:
    """ "Negative delta H, exothermic, heat release."."""
    roots = [sentence.root for doc in parse([checked.draft.answer]) for sentence in doc.sents]
    return len(roots) > 1 or not any(finite_in(root) for root in roots)


def _is_of_one_case(checked: Checked) -> bool:
    """ "The monopolist made a profit of 60", "the rectangle B": of the example at the board. A year is none."""
    if _board.search(checked.draft.answer) or _board.search(checked.draft.stem):
        return True
    is_counted = wh_of(checked.draft.stem, checked.language) == "how many"
    return not is_counted and bool(_digits.search(_year.sub("", checked.draft.answer)))


def _says_more(checked: Checked) -> bool:
    return bool(brought_in(checked.draft.answer, checked.about, checked.language))


def _turns_it_round(checked: Checked) -> bool:
    """A degree, a direction or a denial that the evidence has not: small models turn "less" into "more"."""
    said = set(_word.findall(checked.found.around.lower()))
    known = said | {word[:6] for word in said}
    told = {word for word in _word.findall(checked.draft.answer.lower()) if word in TURNING or word[:6] in TURNS}
    return any(word not in known and word[:6] not in known for word in told)


def _stem_says_more(checked: Checked) -> bool:
    """A name or a rare word, or several others: "strategy", "pattern" may be words for what was said."""
    known = f"{checked.about} {checked.draft.answer} {' '.join(EXAM)}"
    new = brought_in(checked.draft.stem, known, checked.language)
    odd = [word for word in new if not word.islower() or zipf_frequency(word, "en") < USUAL_ZIPF]
    return bool(odd) or len(new) > MOST_NEW_IN_STEM


def _asks_twice(checked: Checked) -> bool:
    return bool(_twice.search(checked.draft.stem))


def _asks_what_was_claimed(checked: Checked) -> bool:
    return bool(_claimed.search(checked.draft.stem))


def _asks_for_else(checked: Checked) -> bool:
    return asks_for_else(checked.draft.stem, checked.draft.answer)


def _asks_what_a_person_is(checked: Checked) -> bool:
    term = term_asked(checked.draft.stem)
    if not term or checked.draft.stem.lower().startswith("who"):
        return False
    people = [ent.text.lower() for doc in parse([checked.draft.stem]) for ent in doc.ents if ent.label_ == "PERSON"]
    return term in people


def _says_no_more(checked: Checked) -> bool:
    own = content(checked.draft.answer, checked.language) - content(checked.draft.stem, checked.language)
    return len(own - EMPTY) < LEAST_OWN


def _repeats_itself(checked: Checked) -> bool:
    """ "What will a monopolist do if they are a monopolist?"."""
    words = [word for word in _word.findall(checked.draft.stem.lower()) if len(word) > LONG_WORD]
    return len(set(words)) < len(words) and not _compares.search(checked.draft.stem)


NOTE_CHECKS: dict[str, Callable[[Checked], bool]] = {
    "note: cut off": _is_cut_off,
    "note: not one sentence": _is_no_sentence,
    "note: of one case": _is_of_one_case,
    "note: says what the lecture does not": _says_more,
    "note: turns round what was said": _turns_it_round,
    "stem: says what the lecture does not": _stem_says_more,
    "stem: asks two things": _asks_twice,
    "stem: asks what was claimed": _asks_what_was_claimed,
    "stem: asks for something else than its note says": _asks_for_else,
    "note: says no more than the question": _says_no_more,
    "stem: asks what a person is": _asks_what_a_person_is,
    "stem: repeats itself": _repeats_itself,
}
