"""What a learner says about the grade of an answer of her own. The staff answers where it judges (`review_views`)."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from quizgen.accounts.authentication import SignedInRequest
from quizgen.attempts import disputes
from quizgen.attempts.forms import MessageForm
from quizgen.attempts.models import Attempt, Dispute, Response
from quizgen.errors import Refused


@require_POST
@login_required
def dispute(request: SignedInRequest, attempt_id: int, client_key: uuid.UUID) -> HttpResponse:
    attempt = get_object_or_404(Attempt.objects.taken_by(request.user), pk=attempt_id)
    response = get_object_or_404(attempt.responses, client_key=client_key)
    text = _text(request)
    _say(request, lambda: disputes.dispute_grade(response=response, user=request.user, text=text))
    return _back(response)


@require_POST
@login_required
def write(request: SignedInRequest, dispute_id: int) -> HttpResponse:
    row = _own_dispute(request, dispute_id)
    text = _text(request)
    _say(request, lambda: disputes.write_as_learner(dispute=row, user=request.user, text=text))
    return _back(row.response)


@require_POST
@login_required
def withdraw(request: SignedInRequest, dispute_id: int) -> HttpResponse:
    row = _own_dispute(request, dispute_id)
    _say(request, lambda: disputes.withdraw_dispute(dispute=row, user=request.user))
    return _back(row.response)


def _say(request: SignedInRequest, said: Callable[[], object]) -> None:
    """What is written stands in the thread for all to see; only a refusal needs words of its own."""
    try:
        said()
    except Refused as refusal:
        messages.error(request, refusal.sentence)


def _text(request: SignedInRequest) -> str:
    form = MessageForm(request.POST)
    return form.cleaned_data["text"] if form.is_valid() else ""


def _own_dispute(request: SignedInRequest, dispute_id: int) -> Dispute:
    disputed = Dispute.objects.of_learner(request.user).select_related("response")
    return get_object_or_404(disputed, pk=dispute_id)


def _back(response: Response) -> HttpResponse:
    return redirect(f"{reverse('attempts:result', args=[response.attempt_id])}#question-{response.question_id}")
