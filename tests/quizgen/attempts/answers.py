"""Answers of learners that are graded, for the tests of what people do about grades."""

import uuid

from quizgen.accounts.models import User
from quizgen.attempts.models import Attempt, Response
from quizgen.attempts.services import start_attempt, submit_response
from quizgen.courses.models import Course
from quizgen.quizzes.models import Question
from tests.quizgen.attempts import classroom, scripted_grader


def graded(user: User, question: Question, text: str) -> Response:
    """Needs the fixture `obedient`."""
    attempt = start_attempt(quiz=question.quiz, learner=user)
    response = submit_response(attempt=attempt, question=question, text=text, client_key=uuid.uuid4())
    scripted_grader.grade_what_is_due()
    return Response.objects.get(pk=response.pk)


def graded_all(course: Course, question: Question, *texts: str, prefix: str = "learner") -> list[Response]:
    """Each by a learner of their own."""
    return [graded(classroom.person(f"{prefix}{i}", course), question, text) for i, text in enumerate(texts)]


def now(response: Response) -> Response:
    """As it stands in the database."""
    return Response.objects.get(pk=response.pk)


def scores(attempt: Attempt) -> list[float]:
    """The newest grade of each try."""
    return [response.grade.score for response in attempt.responses.all() if response.grade]
