"""Reviewing and publishing a quiz, for whoever teaches the course."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quizgen.accounts.authentication import SignedInRequest
from quizgen.errors import Refused
from quizgen.lectures.models import Lecture
from quizgen.lectures.timeline import timeline
from quizgen.quizzes import services
from quizgen.quizzes.forms import Editor, RejectForm
from quizgen.quizzes.models import Question, QuestionStatus, Quiz, Redraft
from quizgen.quizzes.narrowing import narrowing_of, offers
from quizgen.quizzes.origin import origin_of
from quizgen.quizzes.redrafting import REPLACEABLE, is_under_way
from quizgen.quizzes.reviewing import (
    TONES,
    evidence_lines,
    evidence_slide,
    in_order,
    next_draft,
    place_of,
    review_address,
    tally,
)

REASONS = (
    "The answer is wrong",
    "The lecture does not answer it",
    "It asks for something trivial",
    "It is worded badly",
    "Another question asks the same",
)


@require_safe
@login_required
def review(request: SignedInRequest, lecture_id: int) -> HttpResponse:
    """One question: the one that `?question=` names, else the first draft of those asked for, else a summary."""
    lecture = _lecture_or_404(request, lecture_id)
    questions, chosen = in_order(lecture), narrowing_of(request.GET)
    shown = [one for one in questions if one in chosen]
    wanted = request.GET.get("question", "")
    question = next((one for one in questions if str(one.pk) == wanted), None) or next_draft(shown)
    page = _page(lecture, questions, question)
    page |= {"chosen": chosen, "offers": offers(lecture, questions, chosen), "shown": shown}
    if question is not None:
        page |= _draft(question, shown)
    return render(request, "quizzes/review.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: SignedInRequest, question_id: int) -> HttpResponse:
    question = _question_or_404(request, question_id)
    waiting = services.successor_of(question)
    if waiting is not None:
        return redirect("quizzes:edit", waiting.pk)
    lecture, chosen = question.quiz.lecture, narrowing_of(request.GET)
    editor = Editor(request.POST or None, question=question, duration_s=lecture.duration_s)
    if request.method == "POST" and editor.is_valid():
        try:
            edited = services.edit_question(question=question, user=request.user, content=editor.content())
        except Refused as refusal:
            editor.form.add_error(None, refusal.sentence)
        else:
            return redirect(review_address(lecture.pk, edited.pk, chosen))
    questions = in_order(lecture)
    page = _page(lecture, questions, question) | _draft(question, questions) | {"chosen": chosen}
    return render(request, "quizzes/edit.html", {**page, "editor": editor, "form": editor.form})


@require_http_methods(["GET", "POST"])
@login_required
def add(request: SignedInRequest, lecture_id: int) -> HttpResponse:
    lecture = _lecture_or_404(request, lecture_id)
    editor = Editor(request.POST or None, question=None, duration_s=lecture.duration_s)
    if request.method == "POST" and editor.is_valid():
        question = services.add_question(lecture=lecture, user=request.user, content=editor.content())
        return redirect(review_address(lecture.pk, question.pk))
    page = _page(lecture, in_order(lecture))
    return render(request, "quizzes/edit.html", {**page, "editor": editor, "form": editor.form})


@require_POST
@login_required
def approve(request: SignedInRequest, question_id: int) -> HttpResponse:
    question = _question_or_404(request, question_id)
    try:
        services.approve_question(question=question, user=request.user)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return _go_on(request, question)


@require_POST
@login_required
def reject(request: SignedInRequest, question_id: int) -> HttpResponse:
    question = _question_or_404(request, question_id)
    form = RejectForm(request.POST)
    try:
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        services.reject_question(question=question, user=request.user, reason=reason)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return _go_on(request, question)


@require_POST
@login_required
def withdraw(request: SignedInRequest, question_id: int) -> HttpResponse:
    question = _question_or_404(request, question_id)
    try:
        services.withdraw_question(question=question, user=request.user)
        messages.success(request, "The question was withdrawn. Answers that were given to it stay.")
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("quizzes:review", question.quiz.lecture_id)


@require_POST
@login_required
def approve_all(request: SignedInRequest, lecture_id: int) -> HttpResponse:
    quiz = _quiz_or_404(request, lecture_id)
    approved = services.approve_drafts(quiz=quiz, user=request.user)
    messages.success(request, f"{approved} question{'' if approved == 1 else 's'} approved.")
    return redirect("quizzes:review", lecture_id)


@require_POST
@login_required
def publish(request: SignedInRequest, lecture_id: int) -> HttpResponse:
    quiz = _quiz_or_404(request, lecture_id)
    try:
        published = services.publish_quiz(quiz=quiz, user=request.user)
        are = "question is" if published == 1 else "questions are"
        messages.success(request, f"Published: {published} {are} now asked of learners.")
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(reverse("lectures:workspace", args=[lecture_id]) + "#questions")


def _lecture_or_404(request: SignedInRequest, lecture_id: int) -> Lecture:
    lectures = Lecture.objects.taught_by(request.user).select_related("course", "quiz")
    return get_object_or_404(lectures, pk=lecture_id)


def _quiz_or_404(request: SignedInRequest, lecture_id: int) -> Quiz:
    return get_object_or_404(Quiz, lecture=_lecture_or_404(request, lecture_id))


def _question_or_404(request: SignedInRequest, question_id: int) -> Question:
    questions = Question.objects.taught_by(request.user).select_related("quiz__lecture__course", "probe")
    return get_object_or_404(questions, pk=question_id)


def _go_on(request: SignedInRequest, question: Question) -> HttpResponse:
    """To the next draft of those that were asked for, or to the summary when it was the last."""
    lecture, chosen = question.quiz.lecture, narrowing_of(request.GET)
    shown = [one for one in in_order(lecture) if one in chosen or one == question]
    following = next_draft(shown, after=question.pk)
    return redirect(review_address(lecture.pk, following.pk if following else None, chosen))


def _page(lecture: Lecture, questions: list[Question], question: Question | None = None) -> dict[str, object]:
    """What stands around `question`; on the timeline its moment is marked."""
    current = question.pk if question is not None else None
    return {
        "lecture": lecture,
        "course": lecture.course,
        "tally": tally(questions),
        "reasons": REASONS,
        "timeline": timeline(lecture.duration_s, lecture.slides.all(), questions, current=current),
    }


def _draft(question: Question, questions: list[Question]) -> dict[str, object]:
    """A retired question has no place among the others and is shown alone."""
    is_listed = any(one.pk == question.pk for one in questions)
    return {
        "question": question,
        "tone": TONES[QuestionStatus(question.status)],
        "place": place_of(question, questions) if is_listed else None,
        "key_points_now": list(question.key_points.all()),
        "choices": list(question.choices.all()),
        "origin": origin_of(question),
        **_redraft(question),
        "lines": evidence_lines(question),
        "slide": evidence_slide(question),
        "is_open": question.status in ("draft", "approved", "rejected"),
    }


def _redraft(question: Question) -> dict[str, object]:
    redraft = Redraft.objects.filter(question=question).first()
    may_ask = question.status in REPLACEABLE and bool(question.evidence_text)
    return {"redraft": redraft, "is_redrafting": is_under_way(redraft), "may_ask_for_another": may_ask}
