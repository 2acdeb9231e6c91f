"""A course of any size, written in bulk: lectures as the pipeline leaves them, taken by learners, graded."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import models
from django.utils import timezone

from quizgen.accounts.models import User
from quizgen.attempts.confidence import UNSURE_BELOW
from quizgen.attempts.models import Attempt, Grade, Response, Review
from quizgen.claims import Status
from quizgen.courses.models import Course, Membership, Role
from quizgen.lectures.models import Lecture, Passage, Slide, Stage, StageRun, TranscriptSegment
from quizgen.quizzes.models import KeyPoint, Probe, Question, QuestionStatus, Quiz

BATCH = 2000
SENTENCE = "A pendulum turns potential energy into kinetic energy, and back again."
HIGHEST = 2.0
VERDICTS = (("correct", 2.0), ("partially_correct_incomplete", 1.0), ("incorrect", 0.0))


@dataclass(frozen=True, slots=True)
class Extent:
    """`busy_learners` take the first lecture; the attempts at the others are `further_attempts`, spread evenly.

    Of the questions of a lecture the last `drafts` are not reviewed yet. An attempt answers every published one.
    """

    lectures: int
    questions: int
    busy_learners: int
    further_attempts: int
    drafts: int = 0
    segments: int = 400
    slides: int = 30

    @property
    def responses(self) -> int:
        return (self.busy_learners + self.further_attempts) * (self.questions - self.drafts)


# 200 lectures, 5,000 questions, 100,000 responses; a lecture of them with 500 answers to each of its questions.
ISSUED = Extent(lectures=200, questions=25, busy_learners=500, further_attempts=3500)


@dataclass(frozen=True, slots=True)
class School:
    """What was written, by whom it is looked at."""

    course: Course
    teacher: User
    learners: Sequence[User]
    lectures: Sequence[Lecture]


def write_school(extent: Extent, *, name: str = "physics") -> School:
    """In some ten statements for each 2000 rows. `name` tells the schools of one database apart."""
    course = Course.objects.create(title=name.title())
    teacher, *learners = _people(name, course, 1 + max(extent.busy_learners, 1))
    lectures = _lectures(course, teacher, extent)
    _speech_and_slides(lectures, extent)
    quizzes, asked = _quizzes(lectures, extent)
    _answers(quizzes, asked, learners, extent)
    return School(course, teacher, learners, lectures)


def _people(name: str, course: Course, number: int) -> list[User]:
    password = make_password(None)
    people = _written(
        User, (User(username=f"{name}-{i}", first_name=f"Person {i}", password=password) for i in range(number))
    )
    roles = [Role.INSTRUCTOR, *[Role.LEARNER] * (number - 1)]
    _written(
        Membership,
        (Membership(course=course, user=user, role=role) for user, role in zip(people, roles, strict=True)),
    )
    return people


def _lectures(course: Course, teacher: User, extent: Extent) -> list[Lecture]:
    rows = [_lecture(course, teacher, i) for i in range(extent.lectures)]
    lectures = _written(Lecture, rows)
    now = timezone.now()
    _written(
        StageRun,
        (
            StageRun(lecture=lecture, stage=stage, status=Status.SUCCEEDED, progress=1.0, finished_at=now)
            for lecture in lectures
            for stage in Stage
        ),
    )
    return lectures


def _lecture(course: Course, teacher: User, i: int) -> Lecture:
    sha256 = hashlib.sha256(f"{course.pk} {i}".encode()).hexdigest()
    return Lecture(
        course=course,
        title=f"Lecture {i + 1}: what a pendulum keeps",
        original_name=f"lecture-{i}.mp4",
        suffix=".mp4",
        sha256=sha256,
        size_bytes=300_000_000,
        media=f"lectures/{sha256[:2]}/{sha256}.mp4",
        uploaded_by=teacher,
        duration_s=2400.0,
        video_codec="h264",
        audio_codec="aac",
        width=1280,
        height=720,
        language="en",
    )


def _speech_and_slides(lectures: Sequence[Lecture], extent: Extent) -> None:
    length_s = 2400.0 / extent.segments
    words = [[j * 0.5, j * 0.5 + 0.4, word, 0.9] for j, word in enumerate(SENTENCE.split())]
    _written(
        TranscriptSegment,
        (
            TranscriptSegment(
                lecture=lecture, position=i, start=i * length_s, end=(i + 1) * length_s, text=SENTENCE, words=words
            )
            for lecture in lectures
            for i in range(extent.segments)
        ),
    )
    _written(Slide, (_slide(lecture, i, extent) for lecture in lectures for i in range(extent.slides)))
    _written(Passage, (_passage(lecture, i, extent) for lecture in lectures for i in range(extent.slides)))


def _slide(lecture: Lecture, i: int, extent: Extent) -> Slide:
    length_s = 2400.0 / extent.slides
    name = f"slides/{lecture.sha256}-{i}.webp"
    return Slide(
        lecture=lecture,
        position=i,
        start=i * length_s,
        end=(i + 1) * length_s,
        title=f"Slide {i + 1}: energy",
        text=SENTENCE,
        image=name,
        thumbnail=name,
    )


def _passage(lecture: Lecture, i: int, extent: Extent) -> Passage:
    length_s = 2400.0 / extent.slides
    start = i * length_s
    sentences = [{"text": SENTENCE, "start": start, "end": start + 6.0, "confidence": 1.0, "segments": [i]}] * 13
    return Passage(lecture=lecture, position=i, start=start, end=start + length_s, sentences=sentences, slide=i)


def _quizzes(lectures: Sequence[Lecture], extent: Extent) -> tuple[list[Quiz], dict[int, list[Question]]]:
    """The quizzes in the order of their lectures, and by quiz the questions that learners are asked."""
    now = timezone.now()
    quizzes = _written(Quiz, (Quiz(lecture=lecture, published_at=now) for lecture in lectures))
    questions = _written(Question, (_question(quiz, i, extent) for quiz in quizzes for i in range(extent.questions)))
    _written(
        KeyPoint,
        (
            KeyPoint(question=question, position=i, text=text)
            for question in questions
            for i, text in enumerate(("potential energy", "kinetic energy"))
        ),
    )
    _written(Probe, (Probe(question=question, at_s=question.evidence_end or 0.0) for question in questions))
    asked: dict[int, list[Question]] = {quiz.pk: [] for quiz in quizzes}
    for question in questions:
        if question.status == QuestionStatus.PUBLISHED:
            asked[question.quiz_id].append(question)
    return quizzes, asked


def _question(quiz: Quiz, i: int, extent: Extent) -> Question:
    start = 2400.0 * i / extent.questions
    is_draft = i >= extent.questions - extent.drafts
    segment = i * extent.segments // extent.questions
    return Question(
        quiz=quiz,
        position=i,
        status=QuestionStatus.DRAFT if is_draft else QuestionStatus.PUBLISHED,
        stem=f"What does pendulum {i + 1} turn into what?",
        wh="what",
        bloom="remember",
        reference_answers=["Potential energy into kinetic energy, and back."],
        evidence_text=SENTENCE,
        evidence_start=start,
        evidence_end=start + 6.0,
        evidence_segments=[segment],
        slide=min(i, extent.slides - 1),
        score=0.7,
        source="speech",
        writer="questions.rules@scale",
    )


def _answers(
    quizzes: Sequence[Quiz], asked: dict[int, list[Question]], learners: Sequence[User], extent: Extent
) -> None:
    """Every fourth attempt is still open."""
    first, *others = quizzes
    taken = [(first, learner) for learner in learners[: extent.busy_learners]]
    taken += [
        (others[i % len(others)], learners[i // len(others) % len(learners)]) for i in range(extent.further_attempts)
    ]
    now = timezone.now()
    attempts = _written(
        Attempt,
        (
            Attempt(quiz=quiz, learner=learner, finished_at=now if i % 4 else None)
            for i, (quiz, learner) in enumerate(taken)
        ),
    )
    responses = _written(
        Response,
        (
            _response(attempt, question, now, i)
            for i, (attempt, question) in enumerate((one, of) for one in attempts for of in asked[one.quiz_id])
        ),
    )
    _written(Grade, (_grade(response, i) for i, response in enumerate(responses)))


def _response(attempt: Attempt, question: Question, now: datetime, i: int) -> Response:
    return Response(
        share=_score(i) / HIGHEST,
        confidence=_confidence(i),
        review=Review.UNSURE if _confidence(i) < UNSURE_BELOW else Review.NONE,
        attempt=attempt,
        question=question,
        text="It turns potential energy into kinetic energy.",
        status=Status.SUCCEEDED,
        waiting_since=now - timedelta(minutes=1),
    )


def _score(i: int) -> float:
    return VERDICTS[i % len(VERDICTS)][1]


def _confidence(i: int) -> float:
    """One in forty is not sure."""
    return UNSURE_BELOW - 0.01 + (i % 40) / 100


def _grade(response: Response, i: int) -> Grade:
    verdict, score = VERDICTS[i % len(VERDICTS)][0], _score(i)
    credits = [
        {"text": text, "points": 1.0, "credit": min(1.0, max(0.0, score - j)), "quote": ""}
        for j, text in enumerate(("potential energy", "kinetic energy"))
    ]
    return Grade(
        response=response,
        score=score,
        max_score=HIGHEST,
        verdict=verdict,
        credits=credits,
        feedback=["You have one of two.", "Think of motion.", "Potential energy into kinetic energy."],
        confidence=_confidence(i),
        grader="grading.embedded@scale",
    )


def _written(model: type[models.Model], rows: Iterable[Any]) -> list[Any]:
    """The rows, with their keys."""
    return [row for batch in _batches(rows) for row in model._default_manager.bulk_create(batch)]


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    ahead = iter(rows)
    while batch := list(islice(ahead, BATCH)):
        yield batch
