"""Trying an answer at a question under review, to see how it grades. For whoever teaches the course."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from quizgen.accounts.authentication import SignedInRequest
from quizgen.attempts import services
from quizgen.attempts.confidence import confidence_in_words
from quizgen.attempts.feedback import outcome
from quizgen.attempts.forms import TrialForm
from quizgen.attempts.models import Grade, GradingRequest
from quizgen.claims import Status
from quizgen.quizzes.models import Question

GRADE_WAIT_S = 1.5


@require_POST
@login_required
def try_answer(request: SignedInRequest, question_id: int) -> HttpResponse:
    """A fragment: the grade, or where it takes longer one that asks again by itself."""
    questions = Question.objects.taught_by(request.user).select_related("quiz__lecture")
    question = get_object_or_404(questions, pk=question_id)
    form = TrialForm(request.POST)
    if not form.is_valid():
        return render(request, "attempts/_trial.html", {"refusal": "Write an answer of at most 10,000 characters."})
    trial = services.try_answer(question=question, user=request.user, text=form.cleaned_data["text"])
    return _shown(request, services.wait_for(trial, GRADE_WAIT_S))


@require_GET
@login_required
def trial(request: SignedInRequest, trial_id: uuid.UUID) -> HttpResponse:
    """One's own trials only: who left the course meanwhile still sees but the own words graded."""
    return _shown(request, get_object_or_404(GradingRequest.objects.kept(), pk=trial_id, asked_by=request.user))


def _shown(request: SignedInRequest, trial: GradingRequest) -> HttpResponse:
    page: dict[str, object] = {"trial": trial, "is_pending": trial.status in (Status.PENDING, Status.RUNNING)}
    if trial.status == Status.FAILED:
        page["refusal"] = trial.error
    if trial.result is not None:
        page |= _as_a_learner_would_see(trial.result)
    return render(request, "attempts/_trial.html", page)


def _as_a_learner_would_see(result: dict[str, Any]) -> dict[str, object]:
    """Colour and words of the grade. Where nothing is missing and points are, each part is there but in part."""
    grade = Grade(**{name: result[name] for name in ("score", "max_score", "verdict", "confidence")})
    tone, word = outcome(grade)
    return {
        "result": result,
        "tone": tone,
        "word": word,
        "confidence": confidence_in_words(grade.confidence),
        "is_half": not result["missing"] and grade.score < grade.max_score,
    }
