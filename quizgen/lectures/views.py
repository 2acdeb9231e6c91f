"""Pages of lectures for whoever teaches them. Learners watch in `attempts`."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quizgen.accounts.authentication import SignedInRequest
from quizgen.attempts.models import Attempt, Response
from quizgen.claims import Status
from quizgen.courses.models import Course
from quizgen.errors import Refused
from quizgen.lectures import services
from quizgen.lectures.forms import TitleForm, UploadForm
from quizgen.lectures.models import Lecture, Stage, StageRun
from quizgen.lectures.progress import UNDER_WAY, stage_views
from quizgen.lectures.reading import interleaved
from quizgen.lectures.receiving import refuse_unreceived
from quizgen.lectures.timeline import timeline
from quizgen.lectures.writer_use import writer_use
from quizgen.quizzes.models import Question, QuestionStatus

REFUSED_STATUS = 422
# The code of a failure that is ours: the recording may well be usable, and trying again makes sense.
BUG = "internal"


@require_POST
@login_required
def upload(request: SignedInRequest, course_id: int) -> HttpResponse:
    """Answers the page's script in JSON and a form without script by a page."""
    course = get_object_or_404(Course.objects.taught_by(request.user), pk=course_id)
    try:
        sent, began = _received(request), timezone.now()
        lecture = services.upload_lecture(course=course, user=request.user, title=sent["title"], file=sent["file"])
    except Refused as refusal:
        return _refuse_upload(request, course, refusal.sentence)
    is_new = lecture.uploaded_at >= began
    address = reverse("lectures:workspace", args=[lecture.pk])
    if _wants_json(request):
        return JsonResponse({"title": lecture.title, "url": address}, status=201 if is_new else 200)
    if not is_new:
        messages.info(request, f"This recording is here already, as “{lecture.title}”. Nothing was stored twice.")
    return redirect(address)


@require_safe
@login_required
def workspace(request: SignedInRequest, lecture_id: int) -> HttpResponse:
    """Everything about a lecture in one page: the recording, its stages, transcript, slides, questions, results."""
    lecture = _taught_or_404(request, lecture_id)
    slides = list(lecture.slides.all())
    questions = _questions(lecture)
    attempts = Attempt.objects.of_learners().filter(quiz__lecture=lecture)
    page = {
        "lines": interleaved(lecture.segments.defer("words"), slides),
        "slides": slides,
        "questions": questions,
        "first_doubtful": next((question for question in questions if question.is_doubtful), None),
        "counts": Counter(question.status for question in questions),
        "timeline": timeline(lecture.duration_s, slides, questions),
        "learner_count": Attempt.objects.of_learners()
        .filter(quiz__lecture=lecture)
        .values("learner")
        .distinct()
        .count(),
        "answer_count": Response.objects.filter(attempt__in=attempts).count(),
        **_stages(lecture),
    }
    return render(request, "lectures/workspace.html", page)


@require_safe
@login_required
def stages(request: SignedInRequest, lecture_id: int) -> HttpResponse:
    """The stages as a fragment, which asks again while one is under way.

    When a stage has ended since the fragment before (`done`), the page has more to show: it is asked to reload.
    """
    page = _stages(_taught_or_404(request, lecture_id))
    response = render(request, "lectures/_stages.html", page)
    if request.GET.get("done", "") not in ("", str(page["done_count"])):
        response["HX-Trigger"] = "stage-ended"
    return response


@require_POST
@login_required
def retry(request: SignedInRequest, lecture_id: int, stage: str) -> HttpResponse:
    lecture = _taught_or_404(request, lecture_id)
    run = get_object_or_404(lecture.stage_runs, stage=stage)
    services.retry_stage(stage_run=run)
    return redirect("lectures:workspace", lecture.pk)


@require_http_methods(["GET", "POST"])
@login_required
def settings(request: SignedInRequest, lecture_id: int) -> HttpResponse:
    lecture = _taught_or_404(request, lecture_id)
    form = TitleForm(request.POST or None, instance=Lecture.objects.get(pk=lecture.pk))
    if request.method == "POST" and form.is_valid():
        services.retitle_lecture(lecture=lecture, title=form.cleaned_data["title"])
        messages.success(request, "The title is kept.")
        return redirect("lectures:workspace", lecture.pk)
    return render(request, "lectures/settings.html", {"lecture": lecture, "course": lecture.course, "form": form})


@require_POST
@login_required
def delete(request: SignedInRequest, lecture_id: int) -> HttpResponse:
    lecture = _taught_or_404(request, lecture_id)
    course, title = lecture.course, lecture.title
    try:
        services.delete_lecture(lecture=lecture)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("lectures:settings", lecture_id)
    messages.success(request, f"“{title}” was deleted with its transcript, slides and questions.")
    return redirect("courses:course", course.pk)


def _taught_or_404(request: SignedInRequest, lecture_id: int) -> Lecture:
    lectures = Lecture.objects.taught_by(request.user).select_related("course", "quiz")
    return get_object_or_404(lectures, pk=lecture_id)


def _questions(lecture: Lecture) -> list[Question]:
    asked = Question.objects.filter(quiz__lecture=lecture).exclude(status=QuestionStatus.RETIRED)
    questions = asked.select_related("probe").order_by("evidence_start", "position", "pk")
    return sorted(questions, key=lambda question: question.is_doubtful)


def _stages(lecture: Lecture) -> dict[str, object]:
    runs = list(lecture.stage_runs.all())
    failed = _failed(runs)
    return {
        "lecture": lecture,
        "course": lecture.course,
        "stages": stage_views(runs),
        "failed": failed,
        "is_unusable": failed is not None and failed.stage == Stage.INSPECT_MEDIA and failed.error_code != BUG,
        "waiting": [run for run in runs if run.error and run.status == Status.PENDING],
        "notes": [run for run in runs if run.note and run.status == Status.SUCCEEDED],
        "is_under_way": any(run.status in UNDER_WAY for run in runs),
        "done_count": sum(run.status == Status.SUCCEEDED for run in runs),
        "done": {run.stage for run in runs if run.status == Status.SUCCEEDED},
        "writer_use": writer_use(runs),
    }


def _failed(runs: list[StageRun]) -> StageRun | None:
    """The first failure in the order of the pipeline; whatever comes after it has not begun."""
    order = list(Stage)
    failed = [run for run in runs if run.status == Status.FAILED]
    return min(failed, key=lambda run: order.index(Stage(run.stage)), default=None)


def _received(request: HttpRequest) -> dict[str, Any]:
    """What was sent, checked. Raises Refused."""
    form = UploadForm(request.POST, request.FILES)
    refuse_unreceived(request)
    if not form.is_valid():
        raise Refused("upload.invalid", " ".join(str(one) for errors in form.errors.values() for one in errors))
    return form.cleaned_data


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _refuse_upload(request: HttpRequest, course: Course, sentence: str) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"sentence": sentence}, status=REFUSED_STATUS)
    messages.error(request, sentence)
    return redirect("courses:course", course.pk)
