"""The operators' page about engines: which one answers, what it is exactly, and what its language model can do."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from inference.llm.capabilities import in_words
from inference.llm.profiles import PROFILES
from quizgen import model_use
from quizgen.accounts.models import User
from quizgen.engines import a_model_is_asked, engines_now, model_now

TASKS = {
    "write": "Write questions from a passage",
    "critic": "Judge a draft",
    "course": "Write questions over a whole course",
    "fast": "Grade while a learner waits",
    "careful": "Grade with care",
    "regrade": "Grade again, on request",
    "feedback": "Word the feedback",
}


@require_safe
@login_required
def engines_page(request: HttpRequest) -> HttpResponse:
    if not (isinstance(request.user, User) and request.user.is_staff):
        raise PermissionDenied
    now = model_now()
    context = {
        "engines": engines_now(),
        "a_model_is_asked": a_model_is_asked(),
        "model": now,
        "found": in_words(now.capabilities) if now.capabilities else [],
        "profile": PROFILES[settings.LLM["profile"]],
        "budgets": [(words, settings.LLM["budgets"][task]) for task, words in TASKS.items()],
        "uses": [("A lecture", model_use.for_lectures()), ("A grade", model_use.for_latest_grades())],
    }
    return render(request, "engines.html", context)
