"""Questions over a whole course: having them written, and taking what is proposed into a quiz."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from inference.engines import WORDS
from quizgen import queue
from quizgen.accounts.models import User
from quizgen.claims import Status
from quizgen.courses.models import Course
from quizgen.errors import Refused
from quizgen.lectures.models import Lecture, Stage
from quizgen.quizzes.models import (
    CourseRun,
    KeyPoint,
    Proposal,
    ProposalEvidence,
    ProposalStatus,
    Question,
    Quiz,
)

RULE = "links lectures"
FEWEST_LECTURES = 2
NO_MODEL = "Questions across lectures take a language model, and this site has none set."
CLOSED = "Somebody has decided about this question already, or a lecture of it is gone."
WITHOUT_MODEL = frozenset(WORDS["questions"][word] for word in ("embedded", "fake"))


def can_link() -> bool:
    """Whether the site's question writer may be one that links lectures: that takes a language model."""
    return settings.ENGINES["questions"]["BACKEND"] not in WITHOUT_MODEL


def readable_lectures(course: Course) -> Sequence[Lecture]:
    """Those whose speech and slides have been joined, in the order of the course."""
    runs = {"stage_runs__stage": Stage.ALIGN, "stage_runs__status": Status.SUCCEEDED}
    return list(course.lectures.filter(**runs, passages__isnull=False).distinct().order_by("uploaded_at", "pk"))


@transaction.atomic
def write_over_course(*, course: Course, user: User) -> CourseRun:
    """Asks for questions over the course; what is still open of older proposals is replaced when they are written.

    Raises Refused where no writer can do it, there are too few lectures, or one is at work.
    """
    if not can_link():
        raise Refused("course.no_model", NO_MODEL)
    if len(readable_lectures(course)) < FEWEST_LECTURES:
        raise Refused("course.too_few", "It takes two lectures whose speech has been written down.")
    run, is_new = CourseRun.objects.select_for_update().get_or_create(course=course, defaults={"asked_by": user})
    if not is_new and run.status in (Status.PENDING, Status.RUNNING):
        raise Refused("course.at_work", "Questions across the lectures are being written already.")
    _wait(run, user)
    transaction.on_commit(lambda: queue.nudge_course_run(course_run_id=run.pk))
    return run


def _wait(run: CourseRun, user: User) -> None:
    run.status, run.due, run.asked_by, run.waiting_since = Status.PENDING, None, user, timezone.now()
    run.progress, run.note, run.error, run.error_code = 0.0, "", "", ""
    run.save()


@transaction.atomic
def accept_proposal(*, proposal: Proposal, user: User) -> Question:
    """A draft in the quiz of the later lecture, which stays when that lecture's questions are written anew.

    Raises Refused where it is not open any more.
    """
    proposal = _open(proposal)
    evidence = list(proposal.evidence.select_related("lecture").order_by("lecture__uploaded_at", "lecture__pk"))
    later = evidence[-1]
    quiz, _ = Quiz.objects.get_or_create(lecture=later.lecture)
    # Marked as worked on: a person has chosen it.
    question = Question.objects.create(
        quiz=quiz,
        position=quiz.questions.count(),
        edited_at=timezone.now(),
        reviewed_by=user,
        why_chosen=_why(proposal, evidence[:-1]),
        **_content(proposal, later),
    )
    KeyPoint.objects.bulk_create(
        KeyPoint(question=question, position=position, text=text[:400], points=points)
        for position, (text, points) in enumerate(proposal.key_points)
    )
    proposal.status, proposal.question = ProposalStatus.ACCEPTED, question
    proposal.save(update_fields=["status", "question"])
    return question


def dismiss_proposal(*, proposal: Proposal) -> None:
    """It is not proposed again. Raises Refused where it is not open any more."""
    changed = Proposal.objects.filter(pk=proposal.pk, status=ProposalStatus.PROPOSED)
    if not changed.update(status=ProposalStatus.DISMISSED):
        raise Refused("proposal.closed", CLOSED)


def _open(proposal: Proposal) -> Proposal:
    held = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if not Proposal.objects.open().filter(pk=proposal.pk).exists():
        raise Refused("proposal.closed", CLOSED)
    return held


def _content(proposal: Proposal, later: ProposalEvidence) -> dict[str, Any]:
    return {
        "stem": proposal.stem,
        "wh": proposal.wh,
        "bloom": proposal.bloom,
        "reference_answers": proposal.reference_answers,
        "evidence_text": later.text,
        "evidence_start": later.start,
        "evidence_end": later.end,
        "evidence_segments": later.segments,
        "slide": later.slide,
        "score": 1.0,
        "source": "speech",
        "rule": RULE,
        "writer": proposal.writer,
        "reasoning": proposal.reasoning,
    }


def _why(proposal: Proposal, earlier: Sequence[ProposalEvidence]) -> str:
    rests = " ".join(f"It also rests on “{one.lecture.title}”: “{one.text}”" for one in earlier)
    return f"{proposal.link} {rests}".strip()
