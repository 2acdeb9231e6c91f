"""The page of questions across the lectures of a course, for whoever teaches it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from quizgen.accounts.authentication import SignedInRequest
from quizgen.claims import Status
from quizgen.courses.models import Course
from quizgen.errors import Refused
from quizgen.lectures.progress import UNDER_WAY
from quizgen.lectures.writer_use import tokens_in_words
from quizgen.quizzes import across
from quizgen.quizzes.models import CourseRun, Proposal, ProposalEvidence, ProposalStatus


@require_safe
@login_required
def across_lectures(request: SignedInRequest, course_id: int) -> HttpResponse:
    course = _course_or_404(request, course_id)
    evidence = Prefetch("evidence", ProposalEvidence.objects.select_related("lecture"))
    accepted = course.proposals.filter(status=ProposalStatus.ACCEPTED, question__isnull=False)
    page = {
        "proposals": Proposal.objects.filter(course=course).open().prefetch_related(evidence),
        "accepted": accepted.select_related("question__quiz__lecture"),
        **_progress(course),
    }
    return render(request, "quizzes/across.html", page)


@require_safe
@login_required
def across_progress(request: SignedInRequest, course_id: int) -> HttpResponse:
    """The progress as a fragment, which asks again while the writing is under way, and has the page reload after it."""
    page = _progress(_course_or_404(request, course_id))
    response = render(request, "quizzes/_across_progress.html", page)
    if not page["is_under_way"]:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@login_required
def write_across(request: SignedInRequest, course_id: int) -> HttpResponse:
    course = _course_or_404(request, course_id)
    try:
        across.write_over_course(course=course, user=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("quizzes:across", course.pk)


@require_POST
@login_required
def accept_proposal(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    proposal = _proposal_or_404(request, proposal_id)
    try:
        question = across.accept_proposal(proposal=proposal, user=request.user)
        messages.success(request, f"It is a draft of “{question.quiz.lecture}” now.")
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("quizzes:across", proposal.course_id)


@require_POST
@login_required
def dismiss_proposal(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    proposal = _proposal_or_404(request, proposal_id)
    try:
        across.dismiss_proposal(proposal=proposal)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("quizzes:across", proposal.course_id)


def _progress(course: Course) -> dict[str, object]:
    run = CourseRun.objects.filter(course=course).first()
    drops = sorted(run.drops.items(), key=lambda drop: -drop[1]) if run is not None else []
    return {
        "course": course,
        "run": run,
        "is_under_way": run is not None and run.status in UNDER_WAY,
        "has_failed": run is not None and run.status == Status.FAILED,
        "is_waiting": run is not None and run.status == Status.PENDING and bool(run.error),
        "tokens": tokens_in_words(run.tokens) if run is not None else "",
        "drops": drops,
        "can_link": across.can_link(),
        "has_enough": len(across.readable_lectures(course)) >= across.FEWEST_LECTURES,
    }


def _course_or_404(request: SignedInRequest, course_id: int) -> Course:
    return get_object_or_404(Course.objects.taught_by(request.user), pk=course_id)


def _proposal_or_404(request: SignedInRequest, proposal_id: int) -> Proposal:
    return get_object_or_404(Proposal.objects.taught_by(request.user), pk=proposal_id)
