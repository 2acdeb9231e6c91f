"""Who answered what, and a person's grade over the machine's. For the staff of the course; 404 for everybody else."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from quizgen.accounts.authentication import SignedInRequest
from quizgen.attempts import judging
from quizgen.attempts.forms import OverrideForm
from quizgen.attempts.models import Response
from quizgen.attempts.summaries import QuestionSummary, given_answers, learners_responses, summarise
from quizgen.lectures.models import Lecture

PAGE_LENGTH = 25


@require_GET
@login_required
def responses(request: SignedInRequest, lecture_id: int) -> HttpResponse:
    lecture = get_object_or_404(Lecture.objects.taught_by(request.user).select_related("course"), pk=lecture_id)
    summaries = summarise(lecture)
    chosen = _chosen(summaries, request.GET.get("question", ""))
    tries = learners_responses(chosen.question) if chosen else Response.objects.none()
    page = Paginator(tries, PAGE_LENGTH).get_page(request.GET.get("page"))
    given = given_answers(chosen.question, page) if chosen else []
    context = {"lecture": lecture, "summaries": summaries, "chosen": chosen, "page": page, "given_answers": given}
    return render(request, "attempts/responses.html", context)


@require_POST
@login_required
def override(request: SignedInRequest, response_id: int) -> HttpResponse:
    response = get_object_or_404(
        Response.objects.filter(question__quiz__lecture__in=Lecture.objects.taught_by(request.user)), pk=response_id
    )
    form = OverrideForm(response, request.POST)
    if form.is_valid():
        judging.override_grade(response=response, user=request.user, **form.cleaned_data)
        messages.success(request, "Your grade is kept and counts from now on.")
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    lecture = response.question.quiz.lecture_id
    return redirect(
        f"{reverse('attempts:responses', args=[lecture])}?question={response.question_id}#response-{response.pk}"
    )


def _chosen(summaries: list[QuestionSummary], question_id: str) -> QuestionSummary | None:
    """The question asked for, else the first that somebody answered, else the first."""
    asked_for = [row for row in summaries if str(row.question.pk) == question_id]
    answered = [row for row in summaries if row.n]
    return next(iter([*asked_for, *answered, *summaries]), None)
