"""Wrong choices for a multiple-choice variant, from the lecture's own terms and answers: alike in form, not in fact."""

import re
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz

from inference.questions.question import Distractor, WrittenQuestion
from inference.questions.round_trip import RoundTrip

CHOICES = 3
FEWEST = 2
"""One wrong choice beside the right one makes no choice."""
MOST_CREDIT = 0.25
TOO_LIKE = 80
SHARE_OF_LENGTH = (0.4, 2.5)
"""A choice much shorter or longer than the right one gives itself away."""
PREPOSITIONS = {"in", "on", "at", "within", "inside", "from", "with", "for", "of", "into", "through", "between"}
DETERMINERS = {"a", "an", "the"}
_number = re.compile(r"\d+(?:[.,]\d+)*")


def with_distractors(
    questions: Sequence[WrittenQuestion], terms: Sequence[str], trip: RoundTrip
) -> Iterator[tuple[WrittenQuestion, tuple[Distractor, ...]]]:
    """Each question with its wrong choices, none where the lecture has too few. `terms`: its key terms, best first."""
    for question in questions:
        others = [other for other in questions if other is not question]
        yield question, choose_distractors(question, others, terms, trip)


def choose_distractors(
    question: WrittenQuestion, others: Sequence[WrittenQuestion], terms: Sequence[str], trip: RoundTrip
) -> tuple[Distractor, ...]:
    """Two or three wrong choices of the form of the first reference answer, or none. `others` lend their answers."""
    opening, told = _split(question)
    chosen: list[str] = []
    for instead in _candidates(question, others, terms):
        if len(chosen) == CHOICES:
            break
        wrong = _said(opening, instead)
        if _is_apart(instead, told, chosen) and trip.share(question, wrong) <= MOST_CREDIT:
            chosen.append(instead)
    return tuple(Distractor(_said(opening, instead)) for instead in chosen) if len(chosen) >= FEWEST else ()


def _candidates(question: WrittenQuestion, others: Sequence[WrittenQuestion], terms: Sequence[str]) -> Iterator[str]:
    """What could stand in place of what the right answer adds to the stem."""
    _, told = _split(question)
    yield from _other_numbers(told)
    yield from _answers_like(question, others)
    yield from _terms_like(told, [term for term in terms if term not in question.stem.lower()])


def _said(opening: str, told: str) -> str:
    text = f"{opening}{told}".rstrip(" .")
    return f"{text[:1].upper()}{text[1:]}."


def _split(question: WrittenQuestion) -> tuple[str, str]:
    """ "Entropy is " and "a measure of disorder" where the short answer ends the full one; else all of it."""
    full = question.reference_answers[0].rstrip(" .")
    for short in question.reference_answers[1:]:
        told = short.rstrip(" .")
        if told and full.lower().endswith(told.lower()):
            return full[: len(full) - len(told)], full[len(full) - len(told) :]
    return "", full


def form_of(phrase: str) -> str:
    """What kind of phrase it is, mostly by its first word: a reason, a purpose, a place, a thing, a number."""
    words = phrase.rstrip(" .").split()
    first = words[0].lower() if words else ""
    if first in {"because", "to", "by", "when", "if", "that", "how"}:
        return first
    if first in PREPOSITIONS:
        return "place"
    if _number.search(phrase):
        return "number"
    if first in DETERMINERS:
        return "thing" if len(words) > 3 else "term"
    if len(words) <= 3:
        return "name" if words and all(word[:1].isupper() for word in words) else "term"
    return "clause"


def _answers_like(question: WrittenQuestion, others: Iterable[WrittenQuestion]) -> list[str]:
    """What answers other questions, where it has the same form; the most alike in length first.

    A whole clause fits only where the same rule asked: "it expands" answers no question for a thing.
    """
    opening, told = _split(question)
    form, found = form_of(told), list[str]()
    for other in others:
        before, instead = _split(other)
        fits = bool(before) == bool(opening) and form_of(instead) == form
        if fits and (other.rule == question.rule or (bool(before) and form != "clause")):
            found.append(instead)
    return sorted(found, key=lambda instead: abs(len(instead) - len(told)))


def _terms_like(told: str, terms: Sequence[str]) -> list[str]:
    """Key terms instead of a term: in the plural for a plural, with the article of the right one."""
    words = told.split()
    if form_of(told) != "term" or len(words) > 3:
        return []
    article = f"{words[0].lower()} " if words[0].lower() in DETERMINERS else ""
    plural = _is_plural(words[-1])
    return [_with_article(article, term) for term in terms if _is_plural(term.split()[-1]) == plural]


def _with_article(article: str, term: str) -> str:
    if article in {"a ", "an "}:
        return f"an {term}" if term[:1].lower() in "aeiou" else f"a {term}"
    return f"{article}{term}"


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "is", "us", "ics"))


def _other_numbers(told: str) -> list[str]:
    """The same with another number: half, double, ten times."""
    found = _number.search(told)
    if found is None or not found.group().isdigit():
        return []
    number = int(found.group())
    if _is_year(number):
        instead = [number + 2, number - 3, number + 11]
    else:
        instead = [number * 2, number + 1, number * 10, number // 2]
    return [f"{told[: found.start()]}{n}{told[found.end() :]}" for n in dict.fromkeys(instead) if n > 0 and n != number]


def _is_year(number: int) -> bool:
    return 1000 <= number <= 2100


def _is_apart(candidate: str, told: str, chosen: Sequence[str]) -> bool:
    shortest, longest = (share * len(told) for share in SHARE_OF_LENGTH)
    if not shortest <= len(candidate) <= longest:
        return False
    if _number.findall(candidate) != _number.findall(told):
        return candidate not in chosen
    return all(fuzz.token_set_ratio(candidate.lower(), other.lower()) <= TOO_LIKE for other in (told, *chosen))
