"""The stage that places questions, when people have worked on them before it or meanwhile."""

import pytest

from inference.engine import silent
from quizgen.courses.models import Course
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Probe, Question, QuestionStatus
from tests.quizgen import workbench
from workers.stages import place_probes

pytestmark = pytest.mark.django_db


class NothingKept:
    def load(self, name: str) -> bytes | None:
        return None

    def save(self, name: str, data: bytes) -> None:
        raise AssertionError("This stage keeps nothing.")


@pytest.fixture
def course() -> Course:
    return workbench.course(probe_every_s=10, probe_gap_s=5)


@pytest.fixture
def lecture(course: Course) -> Lecture:
    return workbench.read_lecture(course, workbench.teacher(course))


def place(lecture: Lecture) -> None:
    place_probes.run(lecture, silent, NothingKept())()


def moment(question: Question) -> float | None:
    return Probe.objects.filter(question=question).values_list("at_s", flat=True).first()


def test_drafts_and_approved_questions_are_placed_after_what_they_ask_about(lecture: Lecture) -> None:
    draft = workbench.question(lecture, "Draft?")
    approved = workbench.question(lecture, "Approved?", status="approved", at_s=1.0)

    place(lecture)

    assert (moment(draft) or 0) >= 9.0
    assert (moment(approved) or 0) >= 9.0
    assert not Probe.objects.filter(by_hand=True).exists()


def test_what_is_rejected_is_not_placed(lecture: Lecture) -> None:
    rejected = workbench.question(lecture, status="rejected")

    place(lecture)

    assert moment(rejected) is None


def test_a_moment_that_a_person_has_set_stays(lecture: Lecture) -> None:
    by_hand = workbench.question(lecture, "By hand?")
    Probe.objects.create(question=by_hand, at_s=16.0, by_hand=True)
    other = workbench.question(lecture, "Other?")

    place(lecture)

    kept = Probe.objects.get(question=by_hand)
    assert (kept.at_s, kept.by_hand) == (16.0, True)
    assert abs((moment(other) or 0) - 16.0) >= 5.0


def test_a_published_question_stays_where_learners_have_met_it_and_others_keep_their_distance(lecture: Lecture) -> None:
    met = workbench.question(lecture, "Met?", status="published", at_s=17.0)
    draft = workbench.question(lecture, "Draft?")

    place(lecture)

    assert moment(met) == 17.0
    assert abs((moment(draft) or 0) - 17.0) >= 5.0


@pytest.mark.parametrize("meanwhile", ["published", "by hand", "deleted"])
def test_what_people_do_while_the_stage_runs_counts(lecture: Lecture, meanwhile: str) -> None:
    question = workbench.question(lecture, at_s=16.0)
    save = place_probes.run(lecture, silent, NothingKept())
    if meanwhile == "published":
        Question.objects.update(status=QuestionStatus.PUBLISHED)
    elif meanwhile == "by hand":
        Probe.objects.update(by_hand=True)
    else:
        Question.objects.all().delete()

    save()

    assert moment(question) == (None if meanwhile == "deleted" else 16.0)
