"""Who answered what in a lecture, for its staff. Their own attempts are left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import NullIf

from quizgen.attempts.feedback import UNSURE_BELOW, Tone, confidence_in_words, outcome
from quizgen.attempts.grading import max_score
from quizgen.attempts.models import Attempt, Grade, Response
from quizgen.claims import Status
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Question, QuestionStatus


@dataclass(frozen=True, slots=True)
class QuestionSummary:
    """`n` counts the attempts that answered the question, by their last try, as it counts for the learner;
    `mean` is the mean share of the points (0..1) over those that are graded, None without any."""

    question: Question
    n: int
    mean: float | None
    unsure: int
    waiting: int

    @property
    def mean_percent(self) -> int:
        return round(100 * (self.mean or 0))


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One try of a learner, as the staff sees it."""

    response: Response
    grade: Grade | None
    tone: Tone
    word: str
    highest: float
    earlier: tuple[Grade, ...]

    @property
    def confidence(self) -> str:
        return confidence_in_words(self.grade.confidence) if self.grade else ""

    @property
    def error(self) -> str:
        """Why there is no grade."""
        return "" if self.grade else self.response.error


def given_answer(response: Response) -> GivenAnswer:
    grades = tuple(response.grades.all())
    grade = grades[0] if grades else None
    failed = response.status == Status.FAILED
    tone, word = outcome(grade) if grade else (("wrong", "Not graded") if failed else ("processing", "Waiting"))
    highest = grade.max_score if grade else max_score(response.question)
    return GivenAnswer(response, grade, tone, word, highest, grades[1:])


def learners_responses(question: Question) -> QuerySet[Response]:
    """All tries at a question, the newest first."""
    attempts = Attempt.objects.of_learners().filter(quiz=question.quiz_id)
    return (
        Response.objects.filter(question=question, attempt__in=attempts)
        .select_related("attempt__learner", "question__quiz__lecture")
        .prefetch_related("grades__graded_by", "question__key_points")
        .order_by("-submitted_at", "-pk")
    )


def summarise(lecture: Lecture) -> list[QuestionSummary]:
    """Published questions, and replaced ones that somebody answered."""
    questions = (
        Question.objects.filter(quiz__lecture=lecture, status__in=[QuestionStatus.PUBLISHED, QuestionStatus.RETIRED])
        .select_related("probe")
        .order_by(F("probe__at_s").asc(nulls_last=True), "position")
    )
    attempts = Attempt.objects.of_learners().filter(quiz__lecture=lecture)
    answered, graded = _answered(attempts), _graded(attempts)
    summaries = [_summary(question, answered.get(question.pk, 0), graded.get(question.pk)) for question in questions]
    return [row for row in summaries if row.n or row.question.status == QuestionStatus.PUBLISHED]


def _answered(attempts: QuerySet[Attempt]) -> dict[int, int]:
    """By question, how many of these attempts answered it."""
    responses = Response.objects.filter(attempt__in=attempts).order_by()
    return dict(responses.values_list("question").annotate(n=Count("attempt", distinct=True)))


def _graded(attempts: QuerySet[Attempt]) -> dict[int, Mapping[str, Any]]:
    """By question, what the grades that count come to: the newest of each last try.

    The database counts: a lecture may have 500 answers to each of its questions.
    """
    newer = Grade.objects.filter(response=OuterRef("response"), pk__gt=OuterRef("pk"))
    later = Response.objects.filter(
        attempt=OuterRef("response__attempt"),
        question=OuterRef("response__question"),
        try_number__gt=OuterRef("response__try_number"),
    )
    counting = Grade.objects.filter(~Exists(newer), ~Exists(later), response__attempt__in=attempts)
    figures = (
        counting.order_by()
        .values("response__question")
        .annotate(
            number=Count("pk"),
            mean=Avg(F("score") / NullIf(F("max_score"), 0.0)),
            unsure=Count("pk", filter=Q(confidence__lt=UNSURE_BELOW)),
        )
    )
    return {row["response__question"]: row for row in figures}


def _summary(question: Question, n: int, graded: Mapping[str, Any] | None) -> QuestionSummary:
    if graded is None:
        return QuestionSummary(question, n, mean=None, unsure=0, waiting=n)
    return QuestionSummary(question, n, graded["mean"], graded["unsure"], waiting=n - graded["number"])
