"""Asking for another draft in the place of one, and how far it is. For whoever teaches the course."""

import json

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from quizgen.accounts.authentication import SignedInRequest
from quizgen.errors import Refused
from quizgen.quizzes import redrafting
from quizgen.quizzes.models import Question, Redraft
from quizgen.quizzes.narrowing import narrowing_of
from quizgen.quizzes.reviewing import review_address


@require_POST
@login_required
def ask_for_another(request: SignedInRequest, question_id: int) -> HttpResponse:
    """A fragment for the page, which then asks how far it is; the whole page where no script runs."""
    question = get_object_or_404(Question.objects.taught_by(request.user).select_related("quiz"), pk=question_id)
    page: dict[str, object] = {"question": question, "chosen": narrowing_of(request.GET)}
    try:
        redraft = redrafting.ask_for_another(question=question, user=request.user)
        page |= {"redraft": redraft, "is_redrafting": True}
    except Refused as refusal:
        page["refusal"] = refusal.sentence
    if not request.headers.get("HX-Request"):
        return redirect(review_address(question.quiz.lecture_id, question.pk, narrowing_of(request.GET)))
    return render(request, "quizzes/_redraft.html", page)


@require_safe
@login_required
def redraft(request: SignedInRequest, question_id: int) -> HttpResponse:
    """The fragment. Once the other draft is there, the page goes to it by itself."""
    taught = Redraft.objects.filter(question__in=Question.objects.taught_by(request.user))
    row = get_object_or_404(taught.select_related("question__quiz"), question=question_id)
    chosen, is_under_way = narrowing_of(request.GET), redrafting.is_under_way(row)
    page = {"question": row.question, "redraft": row, "is_redrafting": is_under_way, "chosen": chosen}
    response = render(request, "quizzes/_redraft.html", page)
    if not is_under_way and row.written_id:
        response["HX-Location"] = _swap_draft(review_address(row.question.quiz.lecture_id, row.written_id, chosen))
    return response


def _swap_draft(address: str) -> str:
    return json.dumps({"path": address, "target": "#draft", "select": "#draft", "swap": "outerHTML"})
