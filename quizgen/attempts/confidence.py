"""How sure a grader is, in words, and from where on a person should look."""

from quizgen.attempts.models import PERSON, Grade

UNSURE_BELOW = 0.6
"""A decision, correct or not, that is right in less than six of ten cases."""


def confidence_in_words(confidence: float) -> str:
    """`confidence` is the probability that the decision is right, 0..1."""
    for least, words in ((0.9, "sure"), (0.75, "fairly sure"), (UNSURE_BELOW, "not quite sure")):
        if confidence >= least:
            return words
    return "unsure"


def is_unsure(grade: Grade) -> bool:
    """Whether a person should look: the grader says so itself, or its decision may as well be wrong."""
    return grade.grader != PERSON and (grade.needs_review or grade.confidence < UNSURE_BELOW)
