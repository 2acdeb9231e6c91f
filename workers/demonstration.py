"""What the demo shows: a course with two people in it, and the sample lecture made into a quiz."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import transaction

from quizgen.accounts.models import User
from quizgen.claims import Status
from quizgen.courses.models import Course
from quizgen.courses.services import create_course, join_course, update_course
from quizgen.lectures.models import Lecture, Stage
from quizgen.lectures.services import upload_lecture
from quizgen.quizzes.services import approve_drafts, publish_quiz

SAMPLE = Path("sample") / "physics-works.mp4"
COURSE = "Physics (demo)"
LECTURE = "Physics works"
PROBE_EVERY_S, PROBE_GAP_S = 45, 25
"""Closer than in a real course: the sample lasts three and a half minutes."""
APPROVED = 5
"""The rest stays in draft, so that there is something to review."""


@dataclass(frozen=True, slots=True)
class SignIn:
    username: str
    password: str


@dataclass(frozen=True, slots=True)
class DemoPeople:
    instructor: SignIn
    learner: SignIn


def demo_people() -> DemoPeople | None:
    """Both sign-ins, made at the first run. None in a database that has users of its own."""
    people = _kept_people() or _new_people()
    names = {people.instructor.username, people.learner.username}
    there = set(User.objects.filter(is_active=True).values_list("username", flat=True))
    if not there:
        _create(people)
        return people
    return people if names <= there and _kept_people() else None


def demo_lecture(people: DemoPeople) -> Lecture:
    """The sample in the demo course; uploaded at the first run, the same one afterwards."""
    instructor = User.objects.get(username=people.instructor.username)
    course = Course.objects.get(title=COURSE, memberships__user=instructor)
    with (Path(settings.BASE_DIR) / "static" / SAMPLE).open("rb") as file:
        return upload_lecture(course=course, user=instructor, title=LECTURE, file=File(file, name=SAMPLE.name))


def publish_best(lecture: Lecture) -> int:
    """Approves and publishes the best questions, once, in the instructor's name. How many learners now see."""
    lecture = Lecture.objects.select_related("quiz").get(pk=lecture.pk)
    if lecture.quiz.published_at is None:
        _publish(lecture)
    return lecture.quiz.questions.published().count()


def is_processed(lecture: Lecture) -> bool:
    return lecture.stage_runs.filter(status=Status.SUCCEEDED).count() == len(Stage)


@transaction.atomic
def _publish(lecture: Lecture) -> None:
    if approve_drafts(quiz=lecture.quiz, user=lecture.uploaded_by, best=APPROVED):
        publish_quiz(quiz=lecture.quiz, user=lecture.uploaded_by)


@transaction.atomic
def _create(people: DemoPeople) -> None:
    instructor = _create_user(people.instructor, "Demo", "Instructor")
    learner = _create_user(people.learner, "Demo", "Learner")
    course = create_course(user=instructor, title=COURSE)
    update_course(course=course, title=COURSE, probe_every_s=PROBE_EVERY_S, probe_gap_s=PROBE_GAP_S)
    join_course(user=learner, code=course.join_code)


def _create_user(sign_in: SignIn, first_name: str, last_name: str) -> User:
    return User.objects.create_user(
        sign_in.username, password=sign_in.password, first_name=first_name, last_name=last_name
    )


def _people_file() -> Path:
    return Path(settings.VAR_DIR) / "demo.json"


def _kept_people() -> DemoPeople | None:
    try:
        kept = json.loads(_people_file().read_text())
    except FileNotFoundError:
        return None
    return DemoPeople(instructor=SignIn(**kept["instructor"]), learner=SignIn(**kept["learner"]))


def _new_people() -> DemoPeople:
    people = DemoPeople(
        instructor=SignIn("instructor", secrets.token_urlsafe(9)), learner=SignIn("learner", secrets.token_urlsafe(9))
    )
    if not User.objects.filter(is_active=True).exists():
        descriptor = os.open(_people_file(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(asdict(people), file)
    return people
