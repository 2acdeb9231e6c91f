"""The queue of answers to review, and one answer with all that one needs to judge it. For the staff of a course."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from inference.engines import ASKS_A_MODEL
from quizgen.accounts.authentication import SignedInRequest
from quizgen.attempts import disputes, judging
from quizgen.attempts.confidence import confidence_in_words
from quizgen.attempts.exemplars import key_of
from quizgen.attempts.feedback import outcome
from quizgen.attempts.forms import JudgeForm
from quizgen.attempts.grading import rubric
from quizgen.attempts.highlighting import marked
from quizgen.attempts.history import history_of
from quizgen.attempts.models import DisputeState, Grade, Response
from quizgen.attempts.reviewing import (
    REASONS,
    Wanted,
    most_useful_first,
    place_in,
    point_rows,
    reason_of,
    to_review,
    waiting_rows,
    wanted_of,
    way_through,
)
from quizgen.errors import Refused
from quizgen.presentation import points
from quizgen.queue import nudge_second_look
from quizgen.quizzes.models import QuestionKind
from quizgen.quizzes.reviewing import evidence_lines, evidence_slide

PAGE_LENGTH = 25


@require_GET
@login_required
def queue(request: SignedInRequest) -> HttpResponse:
    """All that waits for a look in the courses one teaches, the most useful first."""
    wanted = wanted_of(request.GET, request.user)
    waiting = most_useful_first(to_review(request.user, wanted))
    page = Paginator(waiting, PAGE_LENGTH).get_page(request.GET.get("page"))
    context = {"wanted": wanted, "page": page, "rows": waiting_rows(page), "reasons": REASONS}
    return render(request, "attempts/queue.html", context)


@require_GET
@login_required
def answer(request: SignedInRequest, response_id: int) -> HttpResponse:
    response, wanted = _response_or_404(request, response_id), wanted_of(request.GET, request.user)
    context = {
        "wanted": wanted,
        "place": place_in(way_through(request.user, wanted), response),
        **_answer(response),
        **_grade(response.grade, response),
    }
    return render(request, "attempts/answer.html", context)


@require_POST
@login_required
def judge(request: SignedInRequest, response_id: int) -> HttpResponse:
    """`do`: "agree" with the grade, "override" it, or only "answer" the learner. On to the next in the queue."""
    response, wanted = _response_or_404(request, response_id), wanted_of(request.GET, request.user)
    following = place_in(way_through(request.user, wanted), response).following
    form = JudgeForm(len(rubric(response.question)), request.POST)
    if not form.is_valid():
        messages.error(request, "These points cannot be given. Each part earns between nothing and all of its points.")
        return _to(response.pk, wanted)
    try:
        said = _judged(request, response, form)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return _to(response.pk, wanted)
    messages.success(request, said)
    return _to(response.pk if request.POST.get("do") == "answer" else following, wanted)


@require_POST
@login_required
def think_again(request: SignedInRequest, response_id: int) -> HttpResponse:
    """Has a language model grade the answer once more, with as much thought as it may take. A person's grade stays."""
    response, wanted = _response_or_404(request, response_id), wanted_of(request.GET, request.user)
    if _may_think_again(response.grade):
        nudge_second_look(response_id=response.pk)
        messages.success(request, "The language model is asked to think longer. If it answers, its grade appears here.")
    return _to(response.pk, wanted)


def _may_think_again(grade: Grade | None) -> bool:
    asks_a_model = settings.ENGINES["grading"]["BACKEND"] in ASKS_A_MODEL
    return asks_a_model and grade is not None and not grade.is_a_persons


def _judged(request: SignedInRequest, response: Response, form: JudgeForm) -> str:
    """Does what was asked for and says so."""
    user, words, do = request.user, form.cleaned_data["note"], request.POST.get("do")
    dispute = response.disputes.filter(state=DisputeState.OPEN).first()
    if do == "answer" and dispute:
        disputes.answer_dispute(dispute=dispute, user=user, text=words)
        return "Your answer is in the thread, which stays open."
    if do == "agree" and response.grade and response.grade.pk != form.cleaned_data["seen"]:
        raise Refused("grade.changed", "This answer was graded anew while you looked at it. Look once more.")
    if do == "agree":
        if dispute and not words.strip():
            raise Refused("dispute.unanswered", "Write to the learner why the grade stays as it is.")
        grade = judging.confirm_grade(response=response, user=user, note=words)
        return f"Agreed: {_points(grade)} for {response.attempt.learner}."
    grade = judging.override_credits(response=response, user=user, credits=form.credits, note=words)
    return f"Kept: {_points(grade)} for {response.attempt.learner}."


def _points(grade: Grade) -> str:
    return f"{points(grade.score)} of {points(grade.max_score)}"


def _to(response_id: int | None, wanted: Wanted) -> HttpResponse:
    """That answer, or the queue where there is none."""
    address = reverse("attempts:answer", args=[response_id]) if response_id else reverse("attempts:queue")
    return redirect(f"{address}?{wanted.query}" if wanted.query else address)


def _response_or_404(request: SignedInRequest, response_id: int) -> Response:
    responses = Response.objects.taught_by(request.user).select_related(
        "attempt__learner", "question__quiz__lecture__course", "choice"
    )
    return get_object_or_404(responses.prefetch_related("question__key_points", "grades__graded_by"), pk=response_id)


def _answer(response: Response) -> dict[str, object]:
    question, open_threads = response.question, response.disputes.filter(state=DisputeState.OPEN)
    reason = reason_of(response)
    return {
        "response": response,
        "question": question,
        "lecture": question.quiz.lecture,
        "why": REASONS.get(reason),
        "dispute": open_threads.prefetch_related("messages__author").first(),
        "history": history_of(response),
        "lines": evidence_lines(question),
        "slide": evidence_slide(question),
    }


def _grade(grade: Grade | None, response: Response) -> dict[str, object]:
    is_free = response.question.kind == QuestionKind.FREE_TEXT and bool(key_of(response.text))
    return {
        "grade": grade,
        "outcome": outcome(grade) if grade else None,
        "confidence": confidence_in_words(grade.confidence) if grade else "",
        "stretches": marked(response.text, grade),
        "rows": point_rows(rubric(response.question), grade),
        "may_accept": is_free and grade is not None,
        "may_think_again": is_free and _may_think_again(grade),
    }
