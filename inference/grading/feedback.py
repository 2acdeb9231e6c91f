"""What a learner reads about an answer, in three steps: what was right, a key term, the answer.

The first step speaks of the response in the response's own words and counts what is missing. It never names it.
"""

from collections.abc import Sequence

from inference.grading.lexicon import lexicon
from inference.grading.reading import Word, read
from inference.grading.verdict import GradingTask, KeyPointCredit, VerdictLabel
from inference.grading.wordlists import STOP

LONGEST_QUOTE = 120
FULL, NONE = 0.99, 0.01


def write_feedback(
    task: GradingTask, label: VerdictLabel, credits: Sequence[KeyPointCredit], conflict: str
) -> tuple[str, str, str]:
    """Plain sentences. `task.response` and the quotes are text, never markup: whoever shows them escapes them."""
    return _first_step(label, credits, conflict), _second_step(task, label, credits), _answer(task)


def _first_step(label: VerdictLabel, credits: Sequence[KeyPointCredit], conflict: str) -> str:
    if label == "correct":
        return "This is right, and nothing that was asked for is missing."
    if label == "non_domain":
        return "There is no answer here yet. Go back to this part of the lecture, then try in your own words."
    if label == "contradictory":
        return " ".join(filter(None, (_what_conflicts(conflict), _what_is_right(credits), _what_is_missing(credits))))
    if label == "irrelevant":
        return "This does not answer the question yet. Read it once more, then go back to this part of the lecture."
    return f"{_what_is_right(credits) or 'You are on the way.'} {_what_is_missing(credits)}"


def _what_conflicts(conflict: str) -> str:
    if conflict:
        return f"Check this part: “{shortened(conflict)}”. It does not agree with the lecture."
    return "This is not right yet. Compare it with this part of the lecture."


def _what_is_right(credits: Sequence[KeyPointCredit]) -> str:
    quotes = list(dict.fromkeys(shortened(one.quote) for one in credits if one.credit > NONE and one.quote))
    if not quotes:
        return ""
    listed = " and ".join(f"“{quote}”" for quote in quotes)
    return f"{listed} {'belong' if len(quotes) > 1 else 'belongs'} to the answer."


def _what_is_missing(credits: Sequence[KeyPointCredit]) -> str:
    """Counts only. A part that is there in half is not called missing."""
    missing = sum(one.credit <= NONE for one in credits)
    halves = sum(NONE < one.credit < FULL for one in credits)
    if len(credits) == 1:
        return "It is not complete yet." if halves else ""
    sentences = []
    if missing:
        sentences.append(f"{missing} of {len(credits)} parts {'is' if missing == 1 else 'are'} still missing.")
    if halves:
        sentences.append("One part is not complete yet." if halves == 1 else f"{halves} parts are not complete yet.")
    return " ".join(sentences)


def _second_step(task: GradingTask, label: VerdictLabel, credits: Sequence[KeyPointCredit]) -> str:
    if label == "correct":
        return "Compare your words with the answer given in the lecture."
    term = key_term(task, credits)
    return f"A key term: {term}." if term else "Read the question again word by word: what exactly does it ask for?"


def key_term(task: GradingTask, credits: Sequence[KeyPointCredit]) -> str:
    """The weightiest word of what is missing that neither question nor response has; "" where there is none."""
    said = read(task.question).bases | read(task.response[:4000]).bases
    for one in sorted(credits, key=lambda credit: credit.credit):
        words = [word for word in read(one.text).words if word.base not in said and _is_a_term(word)]
        if one.credit < FULL and words:
            return max(words, key=lambda word: word.weight).text
    return ""


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
    plain = " ".join(quote.split()).strip(" .,;:")
    if len(plain) <= LONGEST_QUOTE:
        return plain
    return plain[:LONGEST_QUOTE].rsplit(" ", 1)[0] + "…"
