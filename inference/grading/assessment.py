"""What a grader knows of one response before it judges: evidence and probabilities, as a whole and per key point."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from inference.grading.contradictions import conflict_in
from inference.grading.features import Evidence, best_reference, cues, expected_words, measure
from inference.grading.head import CORRECT, Head
from inference.grading.keypoints import derive_key_points
from inference.grading.reading import TOKEN, Reading, read
from inference.grading.verdict import GradingTask
from inference.grading.wordlists import STOP
from inference.questions.question import KeyPoint
from inference.text.untrusted import strip_invisible

LONGEST_RESPONSE = 4000
"""Characters that are read; a short answer is not longer, and more words earn nothing."""
MARKUP = re.compile(r"<[^<>]{0,200}>")

ECHO, NOTHING_NEW, QUESTION_REPEATED = 0.85, 0.1, 0.7
SALAD_WORDS, SALAD_GLUE, SPOKEN_GLUE = 4, 0.12, 0.25
AGREES = 0.75
"""Coverage of another reference answer that clears a response of contradicting the nearest one."""


@dataclass(frozen=True, slots=True)
class PointAssessment:
    """`probability` that the response expresses the key point. `conflict` quotes what denies it."""

    point: KeyPoint
    evidence: Evidence
    probability: float
    conflict: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """`probabilities` per label of the head, against the nearest reference answer."""

    response: Reading
    whole: Evidence
    probabilities: tuple[float, ...]
    points: tuple[PointAssessment, ...]
    conflict: str
    is_echo: bool
    is_salad: bool


def readable(response: str) -> str:
    """The response without invisible characters and markup, as far as it is read. Quotes are stretches of this."""
    return MARKUP.sub(" ", strip_invisible(response)[:LONGEST_RESPONSE])


def rubric_of(task: GradingTask) -> tuple[KeyPoint, ...]:
    """The task's key points; without any, those of the first reference answer, which share one point."""
    if task.key_points:
        return task.key_points
    derived = derive_key_points(strip_invisible(task.reference_answers[0]))
    return tuple(KeyPoint(point.text, round(1 / len(derived), 4)) for point in derived)


def assess(task: GradingTask, head: Head) -> Assessment:
    question, response = read(strip_invisible(task.question)), read(readable(task.response))
    references = [strip_invisible(one) for one in task.reference_answers if one.strip()]
    references = references or [". ".join(point.text for point in task.key_points)]
    whole = best_reference(references, response, question)
    expected = expected_words(references)
    points = tuple(_assess_point(point, response, question, expected, head) for point in rubric_of(task))
    return Assessment(
        response=response,
        whole=whole,
        probabilities=head.probabilities(whole.values, cues(response, expected)),
        points=points,
        conflict=conflict_in(whole) if not _agrees_with_another(references, whole, response, question) else "",
        is_echo=_is_echo(whole, response, question),
        is_salad=_is_salad(response, references),
    )


def _assess_point(
    point: KeyPoint, response: Reading, question: Reading, expected: frozenset[str], head: Head
) -> PointAssessment:
    text = strip_invisible(point.text)
    context = expected | read(text).bases
    evidence = measure(text, response, question, context=context, alternatives=1)
    probabilities = head.probabilities(evidence.values, cues(response, read(text).bases))
    return PointAssessment(point, evidence, probabilities[CORRECT], conflict_in(evidence))


def _agrees_with_another(references: Sequence[str], whole: Evidence, response: Reading, question: Reading) -> bool:
    others = (one for one in references if one != whole.alignment.target.text)
    measured = (measure(one, response, question, context=frozenset(), alternatives=1) for one in others)
    return any(other.coverage >= AGREES and not conflict_in(other) for other in measured)


def _is_echo(whole: Evidence, response: Reading, question: Reading) -> bool:
    """The question given back: nearly all of it, and nothing that the answer adds."""
    repeated = sum(word.weight for word in question.words if word.base in response.bases)
    return (
        whole.value("echo") >= ECHO
        and whole.value("new_coverage") <= NOTHING_NEW
        and whole.value("given") < 1
        and repeated >= QUESTION_REPEATED * question.weight
    )


def _is_salad(response: Reading, references: Sequence[str]) -> bool:
    """Words in a heap, although the references speak in sentences."""
    if len(response.words) < SALAD_WORDS or _glue(response.text) >= SALAD_GLUE:
        return False
    return max(_glue(reference) for reference in references) >= SPOKEN_GLUE


def _glue(text: str) -> float:
    """The share of words that only hold others together."""
    words = [token for token in TOKEN.findall(text.lower()) if token[0].isalnum()]
    return sum(word in STOP for word in words) / len(words) if words else 0.0
