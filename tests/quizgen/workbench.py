"""Rows for tests of the instructor's side: people, courses, lectures with what a pipeline would have made of them."""

from typing import Any

from django.test import Client
from django.utils import timezone

from quizgen.accounts.models import User
from quizgen.claims import Status
from quizgen.courses.models import Course, Membership, Role
from quizgen.lectures.models import Lecture, Passage, Slide, Stage, StageRun, TranscriptSegment
from quizgen.quizzes.models import KeyPoint, Probe, Question, Quiz

SPEECH = (
    (0.0, 4.0, "I have here a pendulum."),
    (4.0, 9.0, "A pendulum converts potential energy into kinetic energy."),
    (10.0, 14.0, "That is why mechanical energy is conserved."),
    (18.0, 22.0, "Now I am going to let it go."),
    (30.0, 36.0, "It comes back exactly to where it started."),
)


def person(name: str, course: Course | None = None, role: Role = Role.LEARNER) -> User:
    user = User.objects.create_user(name, password="a long pass phrase")
    if course is not None:
        Membership.objects.create(course=course, user=user, role=role)
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def course(title: str = "Mechanics", **values: Any) -> Course:
    return Course.objects.create(title=title, **values)


def teacher(of: Course, name: str = "ada") -> User:
    return person(name, of, Role.INSTRUCTOR)


def stranger() -> User:
    """Teaches another course and is no member of the one under test."""
    return person("eve", course("Chemistry"), Role.INSTRUCTOR)


def lecture(of: Course, user: User, *, title: str = "Physics works", digest: str = "ab" * 32) -> Lecture:
    """As after an upload: nothing is known of the recording but its name and size."""
    return Lecture.objects.create(
        course=of,
        uploaded_by=user,
        title=title,
        original_name="physics.mp4",
        suffix=".mp4",
        sha256=digest,
        size_bytes=9,
    )


def read_lecture(of: Course, user: User) -> Lecture:
    """As after `align`: speech, one slide and a passage."""
    row = lecture(of, user)
    row.duration_s, row.video_codec, row.audio_codec, row.language = 40.0, "h264", "aac", "en"
    row.width, row.height = 1280, 720
    row.save()
    TranscriptSegment.objects.bulk_create(
        TranscriptSegment(lecture=row, position=i, start=start, end=end, text=text)
        for i, (start, end, text) in enumerate(SPEECH)
    )
    Slide.objects.create(lecture=row, position=0, start=0.0, end=40.0, title="The pendulum", text="potential energy")
    sentences = [
        {"text": text, "start": start, "end": end, "confidence": 1.0, "segments": [i]}
        for i, (start, end, text) in enumerate(SPEECH)
    ]
    Passage.objects.create(lecture=row, position=0, start=0.0, end=36.0, sentences=sentences, slide=0)
    return row


def stage_run(of: Lecture, stage: Stage, status: Status, **values: Any) -> StageRun:
    return StageRun.objects.create(lecture=of, stage=stage, status=status, **values)


def question(of: Lecture, stem: str = "What does a pendulum convert?", **values: Any) -> Question:
    """A draft about the second sentence, with one key point; `at_s` places it."""
    quiz, _ = Quiz.objects.get_or_create(lecture=of)
    at_s = values.pop("at_s", None)
    defaults = {
        "wh": "what",
        "bloom": "remember",
        "reference_answers": ["Potential energy into kinetic energy"],
        "evidence_text": SPEECH[1][2],
        "evidence_start": 4.0,
        "evidence_end": 9.0,
        "evidence_segments": [1],
        "score": 0.5,
        "source": "speech",
        "writer": "questions.rules@123",
    }
    row = Question.objects.create(quiz=quiz, stem=stem, **{**defaults, **values})
    KeyPoint.objects.create(question=row, text="potential energy into kinetic energy")
    if at_s is not None:
        Probe.objects.create(question=row, at_s=at_s)
    return row


def published(of: Lecture) -> Quiz:
    quiz, _ = Quiz.objects.get_or_create(lecture=of)
    quiz.published_at = timezone.now()
    quiz.save()
    return quiz
