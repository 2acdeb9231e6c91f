"""The same recording in two courses: engines work once, and neither course shows anything of the other."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files import File
from django.core.files.storage import default_storage

from quizgen.accounts.models import User
from quizgen.courses.models import Course, Role
from quizgen.lectures.models import Lecture, Stage
from quizgen.lectures.services import delete_lecture, upload_lecture
from quizgen.quizzes.models import Question
from tests.quizgen.workbench import person, signed_in
from tests.workers.conftest import counted, upload
from tests.workers.stages import run_all, run_until
from workers import engines, pipeline, twins

SECRET = "Zephyrine"


@pytest.fixture
def first(lecture: Lecture) -> Lecture:
    """Processed, in a course whose every name is SECRET."""
    run_all(lecture)
    Course.objects.filter(pk=lecture.course_id).update(title=SECRET)
    User.objects.filter(pk=lecture.uploaded_by_id).update(username=SECRET, first_name=SECRET)
    Lecture.objects.filter(pk=lecture.pk).update(title=SECRET, original_name=f"{SECRET}.mp4")
    Question.objects.update(stem=f"What does {SECRET} ask?")
    return Lecture.objects.get(pk=lecture.pk)


@pytest.fixture
def teacher(first: Lecture) -> User:
    return person("grace", Course.objects.create(title="Chemistry"), Role.INSTRUCTOR)


@pytest.fixture
def second(teacher: User, recording: Path) -> Lecture:
    course = Course.objects.get(title="Chemistry")
    with recording.open("rb") as file:
        return upload_lecture(course=course, user=teacher, title="Mine", file=File(file, name="mine.mp4"))


def rows(lecture: Lecture) -> tuple[list[Any], list[Any]]:
    said = lecture.segments.values_list("position", "start", "end", "text", "words", "confidence")
    shown = lecture.slides.values_list("position", "start", "end", "title", "text", "confidence")
    return list(said), list(shown)


def test_it_is_processed_without_asking_the_engines_again(first: Lecture, second: Lecture, script: Path) -> None:
    run_all(second)

    assert [counted(script, role) for role in ("speech", "slides")] == [1, 1]
    assert rows(second) == rows(first)
    second.refresh_from_db()
    assert second.language == first.language
    assert Question.objects.filter(quiz__lecture=second).exists()


def test_what_people_made_of_the_first_is_not_taken_over(second: Lecture) -> None:
    run_all(second)

    assert not Question.objects.filter(quiz__lecture=second, stem__contains=SECRET).exists()


@pytest.mark.parametrize("address", ["/courses/{course}/", "/lectures/{lecture}/", "/lectures/{lecture}/stages/"])
def test_no_page_of_the_second_course_shows_anything_of_the_first(second: Lecture, teacher: User, address: str) -> None:
    run_all(second)

    page = signed_in(teacher).get(address.format(course=second.course_id, lecture=second.pk))

    assert page.status_code == 200
    assert SECRET not in page.content.decode()


def test_the_first_lecture_is_not_there_for_who_teaches_the_second(
    first: Lecture, second: Lecture, teacher: User
) -> None:
    assert signed_in(teacher).get(f"/lectures/{first.pk}/").status_code == 404


def test_each_can_be_deleted_without_the_other(
    first: Lecture, second: Lecture, django_capture_on_commit_callbacks: Any
) -> None:
    run_all(second)

    with django_capture_on_commit_callbacks(execute=True):
        delete_lecture(lecture=first)

    assert default_storage.exists(str(second.media.name))
    slides = list(second.slides.all())
    assert slides
    assert all(default_storage.exists(name) for slide in slides for name in (slide.image.name, slide.thumbnail.name))


def test_slides_whose_pictures_are_gone_are_read_again(first: Lecture, second: Lecture, script: Path) -> None:
    for slide in first.slides.all():
        default_storage.delete(slide.image.name)

    run_all(second)

    assert counted(script, "slides") == 2
    assert second.slides.count() == 2


def test_what_another_engine_made_is_not_taken_over(
    second: Lecture, script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCRIPT_VERSION", "2")
    engines._engine.cache_clear()

    run_all(second)

    assert counted(script, "speech") == 2


def test_what_is_made_anew_meanwhile_is_not_taken_over(
    first: Lecture, second: Lecture, script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = run_until(second, Stage.TRANSCRIBE)
    take_over = twins.TAKEN_OVER[Stage.TRANSCRIBE]

    def overtaken(*args: Any) -> Any:
        first.stage_runs.filter(stage=Stage.TRANSCRIBE).update(finished_at=None)
        return take_over(*args)

    monkeypatch.setitem(twins.TAKEN_OVER, Stage.TRANSCRIBE, overtaken)

    pipeline.run_stage(run.pk)

    assert counted(script, "speech") == 2


def test_without_sound_the_second_says_so_too(
    lecture: Lecture, monkeypatch: pytest.MonkeyPatch, recording: Path
) -> None:
    monkeypatch.setenv("SCRIPT_REFUSES", "silent")
    run_all(lecture)
    lecture.course.title = "Earlier"
    lecture.course.save()

    again = upload(recording)
    run_all(again)

    assert again.pk != lecture.pk
    assert again.stage_runs.get(stage=Stage.TRANSCRIBE).note.startswith("This recording has no sound")
