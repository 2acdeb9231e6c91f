"""Who answered what in a lecture, for its staff. Their own attempts are left out."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Avg, Count, F, Q, QuerySet

from quizgen.attempts.confidence import confidence_in_words
from quizgen.attempts.feedback import Tone, outcome
from quizgen.attempts.grading import max_score
from quizgen.attempts.models import Attempt, Grade, Response, Review
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
class _Figures:
    n: int = 0
    graded: int = 0
    mean: float | None = None
    unsure: int = 0


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


def given_answers(question: Question, responses: Iterable[Response]) -> list[GivenAnswer]:
    """Of tries at this question, in their order."""
    highest = max_score(question)
    return [_given_answer(response, highest) for response in responses]


def _given_answer(response: Response, highest: float) -> GivenAnswer:
    grades = tuple(response.grades.all())
    grade = grades[0] if grades else None
    failed = response.status == Status.FAILED
    tone, word = outcome(grade) if grade else (("wrong", "Not graded") if failed else ("processing", "Waiting"))
    return GivenAnswer(response, grade, tone, word, grade.max_score if grade else highest, grades[1:])


def learners_responses(question: Question) -> QuerySet[Response]:
    """All tries at a question, the newest first."""
    attempts = Attempt.objects.of_learners().filter(quiz=question.quiz_id)
    return (
        Response.objects.filter(question=question, attempt__in=attempts)
        .select_related("attempt__learner")
        .prefetch_related("grades__graded_by")
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
    figures = _figures(attempts)
    summaries = [_summary(question, figures.get(question.pk, _Figures())) for question in questions]
    return [row for row in summaries if row.n or row.question.status == QuestionStatus.PUBLISHED]


def _figures(attempts: QuerySet[Attempt]) -> dict[int, _Figures]:
    """By question, what the last tries of these attempts come to. The database counts: a lecture may have 500 answers
    to each of its questions."""
    tries = Response.objects.filter(attempt__in=attempts, is_last=True).order_by().values_list("question")
    unsure = Count("pk", filter=Q(review=Review.UNSURE))
    counted = tries.annotate(n=Count("pk"), graded=Count("share"), mean=Avg("share"), unsure=unsure)
    return {asked: _Figures(*figures) for asked, *figures in counted}


def _summary(question: Question, figures: _Figures) -> QuestionSummary:
    return QuestionSummary(question, figures.n, figures.mean, figures.unsure, waiting=figures.n - figures.graded)
