"""Questions across the lectures of a course: asked for, proposed with their evidence, taken or dismissed."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quizgen.accounts.models import User
from quizgen.claims import Status
from quizgen.courses.models import Course, Membership, Role
from quizgen.errors import Refused
from quizgen.lectures.models import Lecture, Passage, Stage, StageRun
from quizgen.quizzes import across
from quizgen.quizzes.models import CourseRun, Proposal, ProposalEvidence, ProposalStatus, Question, QuestionStatus

LLM = {"BACKEND": "inference.questions.llm.LlmQuestionWriter", "OPTIONS": {}}


@pytest.fixture
def teacher(db: None) -> User:
    return User.objects.create_user("teacher")


@pytest.fixture
def course(teacher: User, settings: Any) -> Course:
    settings.ENGINES = {**settings.ENGINES, "questions": LLM}
    course = Course.objects.create(title="Physics")
    Membership.objects.create(course=course, user=teacher, role=Role.INSTRUCTOR)
    for number, title in enumerate(("Motion", "Entropy")):
        _lecture(course, teacher, title, number)
    return course


def _lecture(course: Course, teacher: User, title: str, number: int) -> Lecture:
    lecture = Lecture.objects.create(
        course=course, title=title, suffix=".mp4", sha256=f"{number:064d}", size_bytes=1, uploaded_by=teacher
    )
    StageRun.objects.create(lecture=lecture, stage=Stage.ALIGN, status=Status.SUCCEEDED, input_key=f"key{number}")
    Passage.objects.create(lecture=lecture, position=0)
    return lecture


@pytest.fixture
def proposal(course: Course) -> Proposal:
    proposal = Proposal.objects.create(
        course=course,
        stem="Why does braking raise the entropy of the surroundings?",
        wh="why",
        bloom="analyse",
        reference_answers=["Friction makes heat, and heat raises entropy."],
        key_points=[["friction makes heat", 1.0], ["heat raises entropy", 1.0]],
        link="The heat of the one is what raises entropy in the other.",
        writer="questions.llm@1",
        reasoning="thought",
    )
    for position, lecture in enumerate(course.lectures.order_by("pk")):
        ProposalEvidence.objects.create(
            proposal=proposal,
            lecture=lecture,
            position=position,
            text=f"Said in {lecture.title}.",
            start=12.0,
            end=15.0,
        )
    return proposal


@pytest.fixture
def page(client: Client, teacher: User) -> Client:
    client.force_login(teacher)
    return client


def test_a_proposal_is_shown_with_its_evidence_in_each_lecture(page: Client, proposal: Proposal) -> None:
    shown = page.get(reverse("quizzes:across", args=[proposal.course_id])).content.decode()

    assert proposal.stem in shown
    assert "Said in Motion." in shown
    assert "Said in Entropy." in shown
    assert "thought" not in shown


def test_what_is_taken_is_a_draft_of_the_later_lecture(page: Client, proposal: Proposal) -> None:
    page.post(reverse("quizzes:accept_proposal", args=[proposal.pk]))

    question = Question.objects.get()
    assert question.quiz.lecture.title == "Entropy"
    assert (question.status, question.stem) == (QuestionStatus.DRAFT, proposal.stem)
    assert [point.text for point in question.key_points.all()] == ["friction makes heat", "heat raises entropy"]
    assert (question.evidence_text, question.evidence_start) == ("Said in Entropy.", 12.0)
    assert "“Motion”: “Said in Motion.”" in question.why_chosen


def test_a_new_run_of_the_lectures_writer_leaves_it_alone(page: Client, proposal: Proposal, teacher: User) -> None:
    question = across.accept_proposal(proposal=proposal, user=teacher)

    assert question not in question.quiz.questions.untouched()


def test_a_proposal_is_decided_about_once(proposal: Proposal, teacher: User) -> None:
    across.accept_proposal(proposal=proposal, user=teacher)

    with pytest.raises(Refused):
        across.accept_proposal(proposal=proposal, user=teacher)
    with pytest.raises(Refused):
        across.dismiss_proposal(proposal=proposal)
    assert Question.objects.count() == 1


def test_a_dismissed_proposal_is_not_shown_again(page: Client, proposal: Proposal) -> None:
    page.post(reverse("quizzes:dismiss_proposal", args=[proposal.pk]))

    assert Proposal.objects.get().status == ProposalStatus.DISMISSED
    assert proposal.stem not in page.get(reverse("quizzes:across", args=[proposal.course_id])).content.decode()


def test_a_proposal_whose_lecture_is_gone_is_not_shown(page: Client, proposal: Proposal) -> None:
    Lecture.objects.get(title="Motion").delete()

    assert proposal.stem not in page.get(reverse("quizzes:across", args=[proposal.course_id])).content.decode()


def test_the_writing_is_asked_for_once_at_a_time(page: Client, course: Course) -> None:
    for _ in range(2):
        page.post(reverse("quizzes:write_across", args=[course.pk]))

    assert CourseRun.objects.get().status == Status.PENDING
    shown = page.get(reverse("quizzes:across", args=[course.pk])).content.decode()
    assert "Waits for a worker" in shown
    assert "being written already" in shown


@pytest.mark.parametrize(
    ("run", "words"),
    [
        ({"status": Status.RUNNING, "progress": 0.4}, 'value="0.400"'),
        ({"status": Status.FAILED, "error": "The course is too long."}, "The course is too long."),
        ({"status": Status.PENDING, "error": "The engine is away."}, "The engine is away."),
        ({"status": Status.SUCCEEDED, "note": "No link was good enough."}, "No link was good enough."),
        ({"status": Status.SUCCEEDED, "drops": {"evidence: from one lecture only": 2}}, "from one lecture only"),
        ({"status": Status.SUCCEEDED, "tokens": {"calls": 3, "prompt": 900, "answer": 50}}, "read 900 tokens"),
    ],
)
def test_how_far_it_is_is_told_in_words(page: Client, course: Course, run: dict[str, Any], words: str) -> None:
    CourseRun.objects.create(course=course, **run)

    assert words in page.get(reverse("quizzes:across", args=[course.pk])).content.decode()


def test_the_fragment_asks_again_until_the_writing_ends(page: Client, course: Course) -> None:
    run = CourseRun.objects.create(course=course, status=Status.RUNNING)
    address = reverse("quizzes:across_progress", args=[course.pk])
    assert "hx-trigger" in page.get(address).content.decode()

    CourseRun.objects.filter(pk=run.pk).update(status=Status.SUCCEEDED)

    assert page.get(address).headers["HX-Refresh"] == "true"


def test_a_site_without_a_model_says_what_is_missing(page: Client, course: Course, settings: Any) -> None:
    settings.ENGINES = {**settings.ENGINES, "questions": {"BACKEND": "inference.questions.rules.RuleQuestionWriter"}}

    shown = page.get(reverse("quizzes:across", args=[course.pk])).content.decode()
    page.post(reverse("quizzes:write_across", args=[course.pk]))

    assert "This takes a language model" in shown
    assert not CourseRun.objects.exists()


def test_one_lecture_is_too_few(page: Client, course: Course) -> None:
    Lecture.objects.get(title="Motion").delete()

    assert "Two lectures are needed" in page.get(reverse("quizzes:across", args=[course.pk])).content.decode()
    page.post(reverse("quizzes:write_across", args=[course.pk]))
    assert not CourseRun.objects.exists()


@pytest.mark.parametrize("role", [Role.LEARNER, None])
def test_nobody_but_staff_sees_or_changes_anything(client: Client, proposal: Proposal, role: Role | None) -> None:
    stranger = User.objects.create_user("stranger")
    if role:
        Membership.objects.create(course=proposal.course, user=stranger, role=role)
    client.force_login(stranger)

    def address(name: str, pk: int) -> str:
        return reverse(f"quizzes:{name}", args=[pk])

    answers = [
        *(client.get(address(name, proposal.course_id)) for name in ("across", "across_progress")),
        client.post(address("write_across", proposal.course_id)),
        *(client.post(address(name, proposal.pk)) for name in ("accept_proposal", "dismiss_proposal")),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert Proposal.objects.get().status == ProposalStatus.PROPOSED
