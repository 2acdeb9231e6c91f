"""Rows of the attempts app; each file is one kind of them."""

from quizgen.attempts.models.answers import PERSON, Attempt, Grade, Occasion, Response, Review
from quizgen.attempts.models.disputes import Dispute, DisputeMessage, DisputeState
from quizgen.attempts.models.judgements import (
    Effect,
    Exemplar,
    Reevaluation,
    ReevaluationStage,
    Reexamined,
    Standing,
)
from quizgen.attempts.models.learning import LearningCheck
from quizgen.attempts.models.requests import REQUEST_KEPT_FOR, GradingRequest

__all__ = [
    "PERSON",
    "REQUEST_KEPT_FOR",
    "Attempt",
    "Dispute",
    "DisputeMessage",
    "DisputeState",
    "Effect",
    "Exemplar",
    "Grade",
    "GradingRequest",
    "LearningCheck",
    "Occasion",
    "Reevaluation",
    "ReevaluationStage",
    "Reexamined",
    "Response",
    "Review",
    "Standing",
]
