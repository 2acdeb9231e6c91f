"""The background work over a course: proposals come with the run's mark, an outage is waited for, decisions stay."""

from collections.abc import Sequence
from typing import Any

import pytest

from inference.errors import EngineUnavailable
from inference.llm.tokens import Tokens
from inference.questions.course import CourseLecture, LinkedEvidence, LinkingQuestion, LinkingQuestions
from inference.questions.question import Evidence, KeyPoint
from quizgen.claims import Status
from quizgen.courses.models import Course
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import CourseRun, Proposal, ProposalStatus
from tests.recordings import make_recording
from tests.workers.conftest import upload
from tests.workers.scripted import QuestionsScript
from tests.workers.stages import run_all
from workers import course_questions, engines

WRITTEN = LinkingQuestion(
    stem="Why does friction slow a pendulum down?",
    wh="why",
    bloom="understand",
    reference_answers=("Friction takes energy out of it.",),
    key_points=(KeyPoint("friction takes energy out"),),
    evidence=tuple(LinkedEvidence(n, Evidence(1.0, 2.0, f"Said in lecture {n}.", (0,))) for n in range(2)),
    link="Both speak of its energy.",
)


class Linking(QuestionsScript):
    """Links lectures as the test says."""

    asked: list[tuple[list[str], str]] = []
    away = False
    questions: tuple[LinkingQuestion, ...] = (WRITTEN,)

    def write_course_questions(
        self, lectures: Sequence[CourseLecture], *, language: str, **rest: Any
    ) -> LinkingQuestions:
        self.asked.append(([lecture.title for lecture in lectures], language))
        if self.away:
            raise EngineUnavailable("the script says so")
        return LinkingQuestions(self.questions, {"quote: not in the lecture": 2}, tokens=Tokens(calls=3, prompt=10))


@pytest.fixture
def run(lecture: Lecture, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> CourseRun:
    """Two lectures that are ready, and a run that waits."""
    other = upload(make_recording(tmp_path / "other.mp4", seconds=4), title="Friction")
    for ready in (lecture, other):
        run_all(ready)
    writer = {"BACKEND": "tests.workers.test_course_questions.Linking", "OPTIONS": {}}
    settings.ENGINES = {**settings.ENGINES, "questions": writer}
    engines._engine.cache_clear()
    monkeypatch.setattr(Linking, "asked", [])
    return CourseRun.objects.create(course=lecture.course)


def write_again(run: CourseRun) -> CourseRun:
    CourseRun.objects.update(status=Status.PENDING, due=None)
    course_questions.write_over_course(run.pk)
    return CourseRun.objects.get()


def test_proposals_are_kept_with_what_they_took(run: CourseRun) -> None:
    done = write_again(run)

    [proposal] = Proposal.objects.all()
    assert proposal.stem == WRITTEN.stem
    assert [one.lecture.title for one in proposal.evidence.all()] == ["Pendulum", "Friction"]
    assert (done.status, done.tokens["calls"], done.drops) == (Status.SUCCEEDED, 3, {"quote: not in the lecture": 2})
    assert Linking.asked == [(["Pendulum", "Friction"], "en")]


def test_an_outage_is_waited_for(run: CourseRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Linking, "away", True)
    waiting = write_again(run)
    assert (waiting.status, waiting.error_code) == (Status.PENDING, "engine.unavailable")

    monkeypatch.setattr(Linking, "away", False)

    assert write_again(run).status == Status.SUCCEEDED


@pytest.mark.parametrize("status", [ProposalStatus.DISMISSED, ProposalStatus.ACCEPTED])
def test_what_a_person_has_decided_is_not_proposed_again(run: CourseRun, status: ProposalStatus) -> None:
    write_again(run)
    Proposal.objects.update(status=status)

    write_again(run)

    assert [proposal.status for proposal in Proposal.objects.all()] == [status]


def test_open_proposals_are_replaced(run: CourseRun) -> None:
    write_again(run)
    write_again(run)

    assert Proposal.objects.count() == 1


def test_a_lecture_in_another_language_is_left_out_and_said_so(run: CourseRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Linking, "questions", ())
    Lecture.objects.filter(title="Friction").update(language="de")
    third = Lecture.objects.get(title="Pendulum")

    assert "another language" in write_again(run).note
    assert Linking.asked == [([third.title], "en")]


def test_nothing_found_is_said_in_a_sentence(run: CourseRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Linking, "questions", ())

    assert write_again(run).note.startswith("No link between the lectures")


def test_a_writer_that_cannot_link_ends_the_run_with_a_sentence(run: CourseRun, settings: Any) -> None:
    settings.ENGINES = {
        **settings.ENGINES,
        "questions": {"BACKEND": "tests.workers.scripted.QuestionsScript", "OPTIONS": {}},
    }
    engines._engine.cache_clear()

    ended = write_again(run)

    assert (ended.status, ended.error_code) == (Status.FAILED, "course.no_model")


def test_what_waits_is_nudged_by_the_minute(run: CourseRun, monkeypatch: pytest.MonkeyPatch) -> None:
    nudged: list[int] = []

    def nudge(*, course_run_id: int) -> None:
        nudged.append(course_run_id)

    monkeypatch.setattr(course_questions.queue, "nudge_course_run", nudge)

    course_questions.resume_course_runs()

    assert nudged == [run.pk]
    assert Course.objects.get().question_run == run
