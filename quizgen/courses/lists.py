"""What a learner sees of a course: its published lectures and how far they are."""

from dataclasses import dataclass

from django.db.models import Count, Q

from quizgen.accounts.models import User
from quizgen.attempts.models import Attempt
from quizgen.courses.models import Course
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import QuestionStatus


@dataclass(frozen=True, slots=True)
class LearnerLecture:
    """`attempt` is the newest one, with `answered_count`; None before the first."""

    lecture: Lecture
    question_count: int
    attempt: Attempt | None


def learner_lectures(course: Course, learner: User) -> list[LearnerLecture]:
    """In the order of the course, in two queries however long the list is."""
    published = Q(quiz__questions__status=QuestionStatus.PUBLISHED)
    lectures = (
        Lecture.objects.visible_to(learner)
        .filter(course=course)
        .annotate(question_count=Count("quiz__questions", filter=published, distinct=True))
        .order_by("uploaded_at", "pk")
    )
    attempts = _newest_attempts(course, learner)
    return [LearnerLecture(lecture, lecture.question_count, attempts.get(lecture.pk)) for lecture in lectures]


def _newest_attempts(course: Course, learner: User) -> dict[int, Attempt]:
    attempts = (
        Attempt.objects.filter(learner=learner, quiz__lecture__course=course)
        .select_related("quiz")
        .annotate(answered_count=Count("responses__question", distinct=True))
        .order_by("started_at", "pk")
    )
    return {attempt.quiz.lecture_id: attempt for attempt in attempts}
