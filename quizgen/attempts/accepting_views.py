"""Accepting one more answer: who would change, the decision, and how far it is. For the staff of a course."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from quizgen.accounts.authentication import SignedInRequest
from quizgen.attempts import accepting
from quizgen.attempts.effects import changes, effects_of
from quizgen.attempts.models import Reevaluation, Response
from quizgen.errors import Refused

PAGE_LENGTH = 50


@require_POST
@login_required
def propose(request: SignedInRequest, response_id: int) -> HttpResponse:
    taught = Response.objects.taught_by(request.user).select_related("question__quiz__lecture")
    response = get_object_or_404(taught, pk=response_id)
    try:
        proposal = accepting.propose_answer(response=response, user=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("attempts:answer", response.pk)
    return redirect("attempts:reevaluation", proposal.pk)


@require_GET
@login_required
def reevaluation(request: SignedInRequest, reevaluation_id: int) -> HttpResponse:
    """While something is under way, its fragment asks again by itself."""
    row = _row_or_404(request, reevaluation_id)
    page = Paginator(changes(row), PAGE_LENGTH).get_page(request.GET.get("page"))
    context = {"reevaluation": row, "effects": effects_of(row), "page": page, "lecture": row.question.quiz.lecture}
    template = "attempts/_reevaluation.html" if request.headers.get("HX-Request") else "attempts/reevaluation.html"
    return render(request, template, context)


@require_POST
@login_required
def decide(request: SignedInRequest, reevaluation_id: int) -> HttpResponse:
    """`do`: "accept", "drop", "take_back" or "try_again"."""
    row, do = _row_or_404(request, reevaluation_id), request.POST.get("do")
    try:
        if do == "accept":
            also_lower = request.POST.get("also_lower") == "on"
            accepting.accept(reevaluation=row, user=request.user, also_lower=also_lower)
        elif do == "drop":
            accepting.drop(reevaluation=row)
            return redirect("attempts:answer", row.response_id)
        elif do == "take_back":
            accepting.take_back(reevaluation=row, user=request.user)
        elif do == "try_again":
            accepting.try_again(reevaluation=row)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("attempts:reevaluation", row.pk)


def _row_or_404(request: SignedInRequest, reevaluation_id: int) -> Reevaluation:
    rows = Reevaluation.objects.taught_by(request.user).select_related(
        "question__quiz__lecture__course", "response__attempt__learner", "asked_by", "taken_back_by"
    )
    return get_object_or_404(rows, pk=reevaluation_id)
