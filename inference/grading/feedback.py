"""What a learner reads about an answer, in three steps: what was right, a key term, the answer.

The first step speaks of the response in the response's own words and counts what is missing. It never names it.
"""

import re
from collections.abc import Sequence
from zlib import crc32

from inference.grading.lexicon import lexicon
from inference.grading.reading import Word, read
from inference.grading.verdict import GradingTask, KeyPointCredit, VerdictLabel
from inference.grading.wordlists import STOP

LONGEST_QUOTE = 120
FULL, NONE = 0.99, 0.01
PLAIN: dict[str, tuple[str, ...]] = {
    "correct": (
        "This is right, and nothing that was asked for is missing.",
        "Yes, that is the whole answer.",
        "Right: you have said all that was asked for.",
    ),
    "irrelevant": (
        "This does not seem to answer the question yet. Read it once more, then go back to this part of the lecture.",
        "This speaks of something else than the question does. Watch this part of the lecture again and try once more.",
        "The answer is not in here yet. Look at the question again, and at this part of the lecture.",
    ),
    "non_domain": (
        "There is no answer here yet. Go back to this part of the lecture, then try in your own words.",
        "Nothing here yet, and that is no shame. Watch this part of the lecture again, then try in your own words.",
    ),
}
"""Several ways to say the same, and none of them says what the answer is."""
RIGHT = ("“{}” belongs to the answer.", "“{}” is right.", "You have this right: “{}”.")
CONFLICTING = (
    "Check this part: “{}”. It does not agree with the lecture.",
    "Look again at “{}”: the lecture says something else there.",
)
_OPENING = re.compile(r"^(?:and|but|so|because|since|then|also|well)\b[\s,]*", re.IGNORECASE)
"""What hangs a quote on a sentence that is not quoted."""


def write_feedback(
    task: GradingTask, label: VerdictLabel, credits: Sequence[KeyPointCredit], conflict: str
) -> tuple[str, str, str]:
    """Plain sentences. `task.response` and the quotes are text, never markup: whoever shows them escapes them."""
    return _first_step(task, label, credits, conflict), _second_step(task, label, credits), _answer(task)


def _first_step(task: GradingTask, label: VerdictLabel, credits: Sequence[KeyPointCredit], conflict: str) -> str:
    if label in PLAIN:
        return _one_of(PLAIN[label], task)
    right = _what_is_right(credits, task)
    if label == "contradictory":
        # What is missing is not counted beside a mistake: first things first.
        return " ".join(filter(None, (_what_conflicts(conflict, task), right, right and _what_is_missing(credits))))
    return f"{right or 'You are on the way.'} {_what_is_missing(credits)}"


def _one_of(sentences: Sequence[str], task: GradingTask) -> str:
    """The same answer always gets the same one; twenty answers do not all get one."""
    return sentences[crc32(task.response.encode()) % len(sentences)]


def _what_conflicts(conflict: str, task: GradingTask) -> str:
    if conflict:
        return _one_of(CONFLICTING, task).format(shortened(conflict))
    return "This is not right yet. Compare it with this part of the lecture."


def _what_is_right(credits: Sequence[KeyPointCredit], task: GradingTask) -> str:
    quotes = list(dict.fromkeys(shortened(one.quote) for one in credits if one.credit > NONE and one.quote))
    quotes = [quote for quote in quotes if not any(quote != other and quote in other for other in quotes)]
    if not quotes:
        return ""
    listed = " and ".join(f"“{quote}”" for quote in quotes)
    if len(quotes) > 1:
        return f"{listed} belong to the answer."
    return _one_of(RIGHT, task).format(quotes[0])


def _what_is_missing(credits: Sequence[KeyPointCredit]) -> str:
    """Counts only. A part that is there in half is not called missing."""
    missing = sum(one.credit <= NONE for one in credits)
    halves = sum(NONE < one.credit < FULL for one in credits)
    if len(credits) == 1:
        return "It is not complete yet." if halves else ""
    sentences = []
    if missing:
        sentences.append(f"{missing} of {len(credits)} parts {'is' if missing == 1 else 'are'} still missing.")
    if halves == len(credits):
        sentences.append("There is more to say to each of these parts.")
    elif halves:
        sentences.append("One part is not complete yet." if halves == 1 else f"{halves} parts are not complete yet.")
    return " ".join(sentences)


def _second_step(task: GradingTask, label: VerdictLabel, credits: Sequence[KeyPointCredit]) -> str:
    if label == "correct":
        return "Compare your words with the answer given in the lecture."
    term = key_term(task, credits)
    return f"A key term: {term}." if term else "Read the question again word by word: what exactly does it ask for?"


def key_term(task: GradingTask, credits: Sequence[KeyPointCredit]) -> str:
    """The weightiest word, a noun if there is one, of what is missing that neither question nor response has; "" if
    there is none."""
    said = read(task.question).bases | read(task.response[:4000]).bases
    for one in sorted(credits, key=lambda credit: credit.credit):
        words = [word for word in read(one.text).words if word.base not in said and _is_a_term(word)]
        if one.credit < FULL and words:
            best = max(words, key=lambda word: (_is_a_noun(word), word.weight))
            return one.text[best.start : best.end]
    return ""


def _is_a_noun(word: Word) -> bool:
    """A name that no table knows counts as one."""
    parts = lexicon().entry(word.base).parts
    return not parts or parts.startswith("n")


def _is_a_term(word: Word) -> bool:
    """Letters and numbers alone say nothing; nor do adverbs (*whereby*)."""
    parts = lexicon().entry(word.base).parts
    return word.quantity is None and len(word.text) > 2 and word.text not in STOP and parts != "r"


def _answer(task: GradingTask) -> str:
    if task.reference_answers:
        answer = task.reference_answers[0].strip()
    else:
        answer = "; ".join(point.text for point in task.key_points)
    return f"The answer: {answer}" + ("" if answer.endswith((".", "!", "?")) else ".")


def shortened(quote: str) -> str:
    """At most LONGEST_QUOTE characters, cut between words."""
    plain = _OPENING.sub("", " ".join(quote.split()).strip(" .,;:-")) or quote.strip()
    if len(plain) <= LONGEST_QUOTE:
        return plain
    return plain[:LONGEST_QUOTE].rsplit(" ", 1)[0] + "…"
