"""What a learner sees of a course: its published lectures and how far they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from quizgen.accounts.models import User
from quizgen.attempts.models import Attempt
from quizgen.courses.models import Course
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Question


@dataclass(frozen=True, slots=True)
class LearnerLecture:
    """`attempt` is the newest one, with `answered_count`; None before the first."""

    lecture: Lecture
    question_count: int
    attempt: Attempt | None


def visible_lectures(course: Course, learner: User) -> QuerySet[Lecture]:
    """In the order of the course."""
    return Lecture.objects.visible_to(learner).filter(course=course).order_by("uploaded_at", "pk")


def learner_lectures(lectures: Iterable[Lecture], learner: User) -> list[LearnerLecture]:
    """In two queries more, however many they are."""
    listed = list(lectures)
    counts, attempts = _question_counts(listed), _newest_attempts(listed, learner)
    return [LearnerLecture(lecture, counts.get(lecture.pk, 0), attempts.get(lecture.pk)) for lecture in listed]


def _question_counts(lectures: Sequence[Lecture]) -> dict[int, int]:
    published = Question.objects.published().filter(quiz__lecture__in=lectures).order_by()
    return dict(published.values_list("quiz__lecture").annotate(number=Count("pk")))


def _newest_attempts(lectures: Sequence[Lecture], learner: User) -> dict[int, Attempt]:
    attempts = (
        Attempt.objects.filter(learner=learner, quiz__lecture__in=lectures)
        .select_related("quiz")
        .annotate(answered_count=Count("responses__question", distinct=True))
        .order_by("started_at", "pk")
    )
    return {attempt.quiz.lecture_id: attempt for attempt in attempts}
