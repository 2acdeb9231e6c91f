"""A course with a published quiz, and who takes it: built by the tests of attempts, of REST and of the player."""

import hashlib

from django.core.files.base import ContentFile
from django.utils import timezone

from quizgen.accounts.models import ApiToken, User
from quizgen.courses.models import Course, Role
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Choice, KeyPoint, Probe, Question, QuestionKind, QuestionStatus, Quiz


def person(name: str, course: Course | None = None, role: Role = Role.LEARNER) -> User:
    user = User.objects.create_user(username=name, password=name, first_name=name.title())
    if course is not None:
        course.memberships.create(user=user, role=role)
    return user


def lecture_with_media(
    course: Course, teacher: User, *, content: bytes = b"0123456789", duration_s: float = 10.0, title: str = "Energy"
) -> Lecture:
    lecture = Lecture(
        course=course,
        title=title,
        original_name="energy.mp4",
        suffix=".mp4",
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        uploaded_by=teacher,
        duration_s=duration_s,
        video_codec="h264",
        audio_codec="aac",
        language="en",
    )
    lecture.media.save("energy.mp4", ContentFile(content))
    return lecture


def published_quiz(lecture: Lecture) -> Quiz:
    return Quiz.objects.create(lecture=lecture, published_at=timezone.now())


def question(
    quiz: Quiz,
    *,
    stem: str = "What does a pendulum trade?",
    points: tuple[str, ...] = ("potential energy", "kinetic energy"),
    at_s: float | None = 3.0,
    status: QuestionStatus = QuestionStatus.PUBLISHED,
) -> Question:
    asked = quiz.questions.create(
        stem=stem,
        wh="what",
        bloom="remember",
        status=status,
        position=quiz.questions.count(),
        reference_answers=["Potential energy for kinetic energy and back."],
        evidence_text="It trades potential energy for kinetic energy, and back again.",
        evidence_start=1.0,
        evidence_end=2.0,
    )
    KeyPoint.objects.bulk_create(KeyPoint(question=asked, position=i, text=text) for i, text in enumerate(points))
    if at_s is not None:
        Probe.objects.create(question=asked, at_s=at_s)
    return asked


def choice_question(quiz: Quiz, *, at_s: float | None = None) -> tuple[Question, Choice, Choice]:
    """The question, its right choice and a wrong one."""
    asked = question(quiz, stem="Which energy is largest at the top?", points=("potential",), at_s=at_s)
    Question.objects.filter(pk=asked.pk).update(kind=QuestionKind.CHOICE)
    asked.refresh_from_db()
    right = asked.choices.create(position=0, text="Potential energy", is_correct=True)
    return asked, right, asked.choices.create(position=1, text="Kinetic energy")


def token_for(user: User) -> tuple[ApiToken, str]:
    secret = ApiToken.new_secret()
    return ApiToken.objects.create(user=user, name="lms", token_hash=ApiToken.hash_of(secret)), secret
