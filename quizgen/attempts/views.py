"""The player, what it sends, and the result of an attempt."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from quizgen.accounts.authentication import SignedInRequest
from quizgen.attempts import services
from quizgen.attempts.disputes import mark_read
from quizgen.attempts.feedback import feedback_for
from quizgen.attempts.forms import AnswerForm, PositionForm
from quizgen.attempts.models import Attempt, Response
from quizgen.attempts.results import Result, result_of, with_disputes
from quizgen.courses.models import Course
from quizgen.errors import Refused
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Quiz

# The embedded grader answers within this; a slower one does not hold the request, the page asks again.
GRADE_WAIT_S = 1.5


@require_GET
@login_required
def watch(request: SignedInRequest, lecture_id: int) -> HttpResponse:
    lecture = get_object_or_404(Lecture.objects.visible_to(request.user).select_related("course"), pk=lecture_id)
    quiz = Quiz.objects.filter(lecture=lecture).first()
    taken = Attempt.objects.filter(quiz=quiz, learner=request.user) if quiz else Attempt.objects.none()
    attempt = taken.unfinished().first()
    result = result_of(quiz, attempt) if quiz else Result(())
    context = {
        "lecture": lecture,
        "attempt": attempt,
        "last_attempt": taken.filter(finished_at__isnull=False).first(),
        "result": result,
        "timed": [row for row in result.rows if row.at_s is not None],
        "untimed": sum(row.at_s is None for row in result.rows),
        "tones": ("correct", "partly", "wrong", "unsure", "processing"),
        "segments": lecture.segments.defer("words"),
        "slide": lecture.slides.first(),
        "is_staff": Course.objects.taught_by(request.user).filter(pk=lecture.course_id).exists(),
        "player": _player_data(lecture, attempt, result),
    }
    return render(request, "attempts/watch.html", context)


@require_POST
@login_required
def start(request: SignedInRequest, lecture_id: int) -> JsonResponse:
    lecture = get_object_or_404(Lecture.objects.visible_to(request.user), pk=lecture_id)
    quiz = get_object_or_404(Quiz, lecture=lecture)
    attempt = services.start_attempt(quiz=quiz, learner=request.user)
    return JsonResponse(_attempt_data(attempt))


@require_POST
@login_required
def respond(request: SignedInRequest, attempt_id: int) -> JsonResponse:
    attempt = _own_attempt(request, attempt_id)
    form = AnswerForm(attempt, request.POST)
    if not form.is_valid():
        return JsonResponse(
            {"code": "attempt.unreadable", "sentence": "This answer cannot be read.", "errors": form.errors}, status=422
        )
    try:
        response = services.submit_response(attempt=attempt, **form.cleaned_data)
    except Refused as refusal:
        return JsonResponse({"code": refusal.code, "sentence": refusal.sentence}, status=409)
    return JsonResponse(_response_data(request, services.wait_for(response, GRADE_WAIT_S)))


@require_GET
@login_required
def response_state(request: SignedInRequest, attempt_id: int, client_key: uuid.UUID) -> JsonResponse:
    return JsonResponse(_response_data(request, _own_response(request, attempt_id, client_key)))


@require_POST
@login_required
def reveal(request: SignedInRequest, attempt_id: int, client_key: uuid.UUID) -> HttpResponse:
    """One more step of the feedback; to the player as JSON, to the result page as the page again."""
    response = _own_response(request, attempt_id, client_key)
    try:
        response = services.reveal_next_step(response=response)
    except Refused as refusal:
        return JsonResponse({"code": refusal.code, "sentence": refusal.sentence}, status=409)
    if request.accepts("text/html"):
        return redirect(f"{reverse('attempts:result', args=[attempt_id])}#question-{response.question_id}")
    return JsonResponse(_response_data(request, response))


@require_POST
@login_required
def position(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    form = PositionForm(request.POST)
    if form.is_valid():
        services.save_position(attempt=_own_attempt(request, attempt_id), position_s=form.cleaned_data["position_s"])
    return HttpResponse(status=204 if form.is_valid() else 422)


@require_POST
@login_required
def finish(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    attempt = services.finish_attempt(attempt=_own_attempt(request, attempt_id))
    return redirect("attempts:result", attempt.pk)


@require_GET
@login_required
def result(request: SignedInRequest, attempt_id: int) -> HttpResponse:
    """One's own, or as staff that of a learner. While grades are awaited the fragment re-asks itself."""
    visible = Attempt.objects.taken_by(request.user) | Attempt.objects.taught_by(request.user)
    attempt = get_object_or_404(visible.select_related("quiz__lecture__course", "learner"), pk=attempt_id)
    is_own = attempt.learner == request.user
    shown = with_disputes(result_of(attempt.quiz, attempt), attempt)
    context = {"attempt": attempt, "lecture": attempt.quiz.lecture, "result": shown, "is_own": is_own}
    if is_own and shown.news:
        mark_read(attempt=attempt)
    page = "attempts/_result.html" if request.headers.get("HX-Request") else "attempts/result.html"
    return render(request, page, context)


def _own_attempt(request: SignedInRequest, attempt_id: int) -> Attempt:
    return get_object_or_404(Attempt.objects.taken_by(request.user).select_related("quiz"), pk=attempt_id)


def _own_response(request: SignedInRequest, attempt_id: int, client_key: uuid.UUID) -> Response:
    responses = _own_attempt(request, attempt_id).responses.select_related("question").prefetch_related("grades")
    return get_object_or_404(responses, client_key=client_key)


def _response_data(request: HttpRequest, response: Response) -> dict[str, Any]:
    feedback = feedback_for(response)
    context = {"feedback": feedback, "response": response, "question": response.question}
    return {
        "client_key": str(response.client_key),
        "question": response.question_id,
        "state": feedback.state,
        "tone": feedback.tone,
        "word": feedback.word,
        "settled": feedback.settled,
        "html": render_to_string("attempts/_feedback.html", context, request=request),
    }


def _attempt_data(attempt: Attempt) -> dict[str, Any]:
    return {
        "id": attempt.pk,
        "position_s": attempt.position_s,
        "respond": reverse("attempts:respond", args=[attempt.pk]),
        "position": reverse("attempts:position", args=[attempt.pk]),
        "finish": reverse("attempts:finish", args=[attempt.pk]),
    }


def _player_data(lecture: Lecture, attempt: Attempt | None, result: Result) -> dict[str, Any]:
    """For the page's script. Nothing of a question but its moments: stems stand in the page, answers nowhere."""
    return {
        "duration_s": lecture.duration_s,
        "start": reverse("attempts:start", args=[lecture.pk]),
        "attempt": _attempt_data(attempt) if attempt else None,
        "questions": [
            {
                "id": row.question.pk,
                "at_s": row.at_s,
                "review": _part_to_review(row.question.evidence_start, row.question.evidence_end),
                "state": row.feedback.state if row.feedback else "",
                "tone": row.feedback.tone if row.feedback else "",
                "word": row.feedback.word if row.feedback else "",
                "client_key": str(row.response.client_key) if row.response else "",
            }
            for row in result.rows
        ],
    }


def _part_to_review(start_s: float | None, end_s: float | None) -> list[float] | None:
    if start_s is None:
        return None
    return [start_s, end_s if end_s is not None else start_s + 15]
