"""Who answered what in a lecture, for its staff. Their own attempts are left out."""

from dataclasses import dataclass

from django.db.models import F, QuerySet

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
    return (
        Response.objects.filter(question=question, attempt__in=Attempt.objects.of_learners())
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
    last_tries = _last_tries(lecture)
    summaries = [_summary(question, last_tries.get(question.pk, {})) for question in questions]
    return [row for row in summaries if row.n or row.question.status == QuestionStatus.PUBLISHED]


def _last_tries(lecture: Lecture) -> dict[int, dict[int, Response]]:
    """question -> attempt -> last try"""
    responses = (
        Response.objects.filter(question__quiz__lecture=lecture, attempt__in=Attempt.objects.of_learners())
        .prefetch_related("grades")
        .order_by("try_number")
    )
    last: dict[int, dict[int, Response]] = {}
    for response in responses:
        last.setdefault(response.question_id, {})[response.attempt_id] = response
    return last


def _summary(question: Question, last_tries: dict[int, Response]) -> QuestionSummary:
    grades = [grade for response in last_tries.values() if (grade := response.grade) is not None]
    shares = [grade.score / grade.max_score for grade in grades if grade.max_score]
    return QuestionSummary(
        question=question,
        n=len(last_tries),
        mean=sum(shares) / len(shares) if shares else None,
        unsure=sum(grade.confidence < UNSURE_BELOW for grade in grades),
        waiting=len(last_tries) - len(grades),
    )
