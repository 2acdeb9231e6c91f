"""What a grader knows of one response before it judges: evidence and probabilities, as a whole and per key point."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from inference.grading.contradictions import conflict_in, denial_in, is_nothing_but
from inference.grading.distinct import Distinct, measure_distinct, most_complete
from inference.grading.features import Evidence, cues, expected_words, measure, measure_all, nearest
from inference.grading.head import CORRECT, LABELS, Head
from inference.grading.keypoints import derive_key_points
from inference.grading.lexicon import lexicon
from inference.grading.reading import TOKEN, Reading, read
from inference.grading.verdict import GradingTask
from inference.grading.wordlists import STOP
from inference.questions.question import KeyPoint
from inference.text.untrusted import strip_invisible

LONGEST_RESPONSE = 4000
"""Characters that are read; a short answer is not longer, and more words earn nothing."""
SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?\n]+|$)")
TO_THE_GRADER = re.compile(
    r"\b(?:full|maximum|all|top)\s+(?:the\s+)?(?:marks?|credits?|points?|scores?|grades?)\b"
    r"|\b(?:ignore|disregard|forget)\b.{0,40}\b(?:instructions?|rubric|rules?|prompts?|previous|above)\b"
    r"|\b(?:mark|grade|score|rate)\s+(?:this|me|my|it)\b|\b(?:system|assistant|developer)\s*(?:prompt|message|:)"
    r"|\bthis (?:answer|response) is (?:correct|right|perfect)\b",
    re.IGNORECASE,
)
"""Sentences that ask for marks. They earn nothing; they are not held against the answer either."""
CODE = re.compile(
    r"\b(?:def|function)\s+\w+\(|^\s*return\b.*\(|^\s*(?:import|#include)\s|[{}]|==|=>"
    r"|\bSELECT\b.*\bFROM\b|\bDROP TABLE\b"
)
MARKUP = re.compile(r"<[^<>]{0,200}>")

PARTIAL = LABELS.index("partially_correct_incomplete")
MOSTLY_A_NUMBER = 0.35
ECHO, NOTHING_NEW, QUESTION_REPEATED = 0.85, 0.1, 0.7
SALAD_WORDS, SALAD_GLUE, SPOKEN_GLUE, SALAD_ORDER = 4, 0.12, 0.25, 0.2
TERSE_WORDS, TERSE_GLUE = 6, 0.2
"""The same beside a reference of few such words."""
LIST_OF_WORDS = 0.5
RAMBLING, TO_THE_POINT, COVERED = 3.0, 0.15, 0.6
"""How many times the reference's length, and the shares of the response and of the reference below which it rambles."""
TELEGRAM_ORDER = 0.85
"""Share of the reference's neighbours that are neighbours, from which words without glue are notes and no heap."""
LEAST_TO_TELL, KNOWN_WORDS = 4, 0.4
AGREES = 0.75
"""Coverage of another reference answer that clears a response of contradicting the nearest one."""


@dataclass(frozen=True, slots=True)
class PointAssessment:
    """`probability` that the response expresses the key point, `in_part`: or some of it. `conflict` quotes what denies
    it. `lacks_number`: the key point is mostly a number that the response does not give. `is_all_said`: the response
    is about it and nothing else."""

    point: KeyPoint
    evidence: Evidence
    distinct: Distinct
    probability: float
    in_part: float
    conflict: str
    lacks_number: bool
    is_all_said: bool


@dataclass(frozen=True, slots=True)
class Assessment:
    """`probabilities` per label of the head, against the nearest reference answer. `denial`: what takes back something
    that the response says itself."""

    response: Reading
    whole: Evidence
    distinct: Distinct
    probabilities: tuple[float, ...]
    points: tuple[PointAssessment, ...]
    conflict: str
    denial: str
    is_echo: bool
    is_salad: bool
    is_rambling: bool
    is_foreign: bool


def readable(response: str) -> str:
    """What is read of a response: no invisible characters, no markup, no words to the grader. Quotes are of this."""
    plain = MARKUP.sub(" ", strip_invisible(response)[:LONGEST_RESPONSE])
    return "".join(sentence for sentence in _once(SENTENCE.findall(plain)) if not TO_THE_GRADER.search(sentence))


def _once(sentences: Iterable[str]) -> Iterator[str]:
    """What is said twice is read once."""
    said: set[str] = set()
    for sentence in sentences:
        plain = sentence.strip().lower()
        if plain not in said or len(plain.split()) < LEAST_TO_TELL:
            said.add(plain)
            yield sentence


def rubric_of(task: GradingTask) -> tuple[KeyPoint, ...]:
    """The task's key points; without any, those of the first reference answer, which share one point."""
    if task.key_points:
        return task.key_points
    derived = derive_key_points(strip_invisible(task.reference_answers[0]))
    return tuple(KeyPoint(point.text, 1 / len(derived)) for point in derived)


def assess(task: GradingTask, head: Head) -> Assessment:
    question = read(strip_invisible(task.question))
    references = [strip_invisible(one) for one in task.reference_answers if one.strip()]
    references = references or [". ".join(point.text for point in task.key_points)]
    expected = expected_words(references)
    response = read(_in_english(_without_code(readable(task.response), references), expected | question.bases))
    measured = measure_all(references, response, question)
    whole = nearest(measured, expected, question)
    points = _assess_points(rubric_of(task), response, question, expected, head)
    return Assessment(
        response=response,
        whole=whole,
        distinct=most_complete(measured, response, question),
        probabilities=head.probabilities(whole.values, cues(response, expected)),
        points=points,
        denial=denial_in(response.text, [one.alignment.target for one in measured]),
        conflict="" if _agrees_with_another(measured, whole, question) else conflict_in(whole, question),
        is_echo=_is_echo(whole, response, question),
        is_salad=_is_salad(whole, references),
        is_rambling=_is_rambling(whole),
        is_foreign=_is_foreign(response, expected | question.bases),
    )


def _assess_points(
    rubric: Sequence[KeyPoint], response: Reading, question: Reading, expected: frozenset[str], head: Head
) -> tuple[PointAssessment, ...]:
    texts = [strip_invisible(point.text) for point in rubric]
    contexts = [expected | read(text).bases for text in texts]
    measured = [
        measure(text, response, question, context=context, alternatives=1)
        for text, context in zip(texts, contexts, strict=True)
    ]
    distinct = [
        measure_distinct(one, [*measured[:i], *measured[i + 1 :]], response, question) for i, one in enumerate(measured)
    ]
    seen = zip(rubric, measured, distinct, strict=True)
    return tuple(_assess_point(point, evidence, own, question, head) for point, evidence, own in seen)


def _assess_point(
    point: KeyPoint, evidence: Evidence, distinct: Distinct, question: Reading, head: Head
) -> PointAssessment:
    goal, response = evidence.alignment.target, evidence.alignment.response
    probabilities = head.probabilities(evidence.values, cues(response, goal.bases))
    return PointAssessment(
        point=point,
        evidence=evidence,
        distinct=distinct,
        probability=probabilities[CORRECT],
        in_part=probabilities[CORRECT] + probabilities[PARTIAL],
        conflict=conflict_in(evidence, question),
        lacks_number=_lacks_number(evidence, question),
        is_all_said=is_nothing_but(evidence, question),
    )


def _lacks_number(evidence: Evidence, question: Reading) -> bool:
    target = [word for word in evidence.alignment.target.words if word.base not in question.bases]
    found = {match.target.start for match in evidence.alignment.matches}
    missed = sum(word.weight for word in target if word.quantity and word.start not in found)
    return missed >= MOSTLY_A_NUMBER * sum(word.weight for word in target) > 0


def _agrees_with_another(measured: Sequence[Evidence], whole: Evidence, question: Reading) -> bool:
    others = (one for one in measured if one.alignment.target.text != whole.alignment.target.text)
    return any(other.coverage >= AGREES and not conflict_in(other, question) for other in others)


def _is_echo(whole: Evidence, response: Reading, question: Reading) -> bool:
    """The question given back: nearly all of it, and nothing that the answer adds."""
    repeated = sum(word.weight for word in question.words if word.base in response.bases)
    adds_nothing = response.bases <= question.bases or (
        whole.value("echo") >= ECHO and whole.value("new_coverage") <= NOTHING_NEW
    )
    return adds_nothing and whole.value("given") < 1 and repeated >= QUESTION_REPEATED * question.weight


def _without_code(text: str, references: Sequence[str]) -> str:
    """Where no reference answer has code, code is none."""
    if any(CODE.search(reference) for reference in references):
        return text
    return "\n".join(line for line in text.split("\n") if not CODE.search(line))


def _in_english(text: str, expected: frozenset[str]) -> str:
    """Without the sentences of another language, if there are others: they are no part of the answer."""
    sentences = SENTENCE.findall(text)
    kept = [sentence for sentence in sentences if not _is_foreign(read(sentence), expected)]
    return "".join(kept) if any(read(sentence).words for sentence in kept) else text


def _is_foreign(response: Reading, expected: frozenset[str]) -> bool:
    """Hardly a word of English and hardly one of the subject: another language, or keys struck at random."""
    known = sum(base in STOP or base in expected or lexicon().knows(base) for base in response.plain)
    return len(response.plain) >= LEAST_TO_TELL and known < KNOWN_WORDS * len(response.plain)


def _is_salad(whole: Evidence, references: Sequence[str]) -> bool:
    """Words in a heap although the references speak in sentences; or its words with hardly a pair in order."""
    response = whole.alignment.response
    places = [match.found.start for match in whole.alignment.matches]
    pairs = [(a, b) for a, b in pairwise(places) if a != b]
    if len(pairs) >= SALAD_WORDS - 1 and sum(a < b for a, b in pairs) <= SALAD_ORDER * len(pairs):
        return True
    if len(response.words) < SALAD_WORDS:
        return False
    if _commas(response.text) > LIST_OF_WORDS + max(map(_commas, references)):
        return True
    if len(pairs) >= SALAD_WORDS - 1 and whole.value("order") >= TELEGRAM_ORDER:
        return False
    spoken = SPOKEN_GLUE if len(response.words) < TERSE_WORDS else TERSE_GLUE
    return _glue(response.text) < SALAD_GLUE and max(map(_glue, references)) >= spoken


def _is_rambling(whole: Evidence) -> bool:
    """Far longer than the reference, and hardly a word belongs to the answer: what it has in common is chance."""
    goal, response = whole.alignment.target, whole.alignment.response
    is_long = response.weight >= RAMBLING * goal.weight
    return is_long and whole.coverage < COVERED and whole.precision < TO_THE_POINT


def _commas(text: str) -> float:
    """Commas per word."""
    return text.count(",") / max(1, len(text.split()))


def _glue(text: str) -> float:
    """The share of words that only hold others together."""
    words = [token for token in TOKEN.findall(text.lower()) if token[0].isalnum()]
    return sum(word in STOP for word in words) / len(words) if words else 0.0
