"""Pages of courses."""

from django.conf import settings as site_settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from quizgen.accounts.authentication import SignedInRequest
from quizgen.attempts.agreement import agreement_in
from quizgen.attempts.reviewing import Wanted, to_review
from quizgen.courses import services
from quizgen.courses.forms import CourseForm, CourseSettingsForm, JoinForm, RoleForm
from quizgen.courses.lists import learner_lectures, visible_lectures
from quizgen.courses.models import STAFF_ROLES, Course, Membership
from quizgen.errors import Refused
from quizgen.lectures.filenames import SUFFIXES
from quizgen.lectures.progress import lecture_rows
from quizgen.quizzes.decisions import decided

# Of lectures and of members. At 200 rows on one page the page alone takes longer than a page may.
PAGE_LENGTH = 50


@require_safe
@login_required
def home(request: SignedInRequest) -> HttpResponse:
    taught = Course.objects.taught_by(request.user).with_overview()
    learnt = Course.objects.learnt_by(request.user).with_published()
    page = {
        "taught": sorted(taught, key=lambda course: course.last_activity_at, reverse=True),
        "learnt": sorted(learnt, key=lambda course: course.last_published_at, reverse=True),
    }
    return render(request, "courses/home.html", page)


@require_http_methods(["GET", "POST"])
@login_required
def create_course(request: SignedInRequest) -> HttpResponse:
    form = CourseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        course = services.create_course(user=request.user, title=form.cleaned_data["title"])
        return redirect("courses:course", course.pk)
    return render(request, "courses/create.html", {"form": form})


@require_http_methods(["GET", "POST"])
@login_required
def join(request: SignedInRequest) -> HttpResponse:
    form = JoinForm(request.POST or None, initial={"code": request.GET.get("code", "")})
    if request.method == "POST" and form.is_valid():
        try:
            membership = services.join_course(user=request.user, code=form.cleaned_data["code"])
        except Refused as refusal:
            form.add_error("code", refusal.sentence)
        else:
            return redirect("courses:course", membership.course_id)
    return render(request, "courses/join.html", {"form": form})


@require_safe
@login_required
def course(request: SignedInRequest, course_id: int) -> HttpResponse:
    """The staff's workbench, or the learner's list, by the role one has."""
    row = get_object_or_404(Course.objects.visible_to(request.user).with_role_of(request.user), pk=course_id)
    if row.role in STAFF_ROLES:
        return render(request, "courses/course_staff.html", _workbench(request, row.pk))
    page = Paginator(visible_lectures(row, request.user), PAGE_LENGTH).get_page(request.GET.get("page"))
    lectures = learner_lectures(page.object_list, request.user)
    return render(request, "courses/course_learner.html", {"course": row, "page": page, "lectures": lectures})


@require_safe
@login_required
def rows(request: SignedInRequest, course_id: int) -> HttpResponse:
    """The lectures of a course as a fragment, which asks again while something is under way."""
    row = get_object_or_404(Course.objects.taught_by(request.user), pk=course_id)
    return render(request, "courses/_lecture_rows.html", _lecture_list(request, row))


@require_http_methods(["GET", "POST"])
@login_required
def settings(request: SignedInRequest, course_id: int) -> HttpResponse:
    row = get_object_or_404(Course.objects.taught_by(request.user), pk=course_id)
    form = CourseSettingsForm(request.POST or None, instance=Course.objects.get(pk=row.pk))
    if request.method == "POST" and form.is_valid():
        services.update_course(course=row, **form.cleaned_data)
        messages.success(request, "The settings are kept.")
        return redirect("courses:settings", row.pk)
    members = row.memberships.select_related("user").order_by("role", "joined_at", "pk")
    page = Paginator(members, PAGE_LENGTH).get_page(request.GET.get("page"))
    context = {"course": row, "form": form, "page": page, "decision_count": decided(row).count()}
    return render(request, "courses/settings.html", context)


@require_POST
@login_required
def renew_code(request: SignedInRequest, course_id: int) -> HttpResponse:
    row = get_object_or_404(Course.objects.taught_by(request.user), pk=course_id)
    services.renew_join_code(course=row)
    messages.success(request, f"The new code is {row.join_code}. The old one opens nothing any more.")
    return redirect("courses:settings", row.pk)


@require_POST
@login_required
def change_role(request: SignedInRequest, course_id: int, membership_id: int) -> HttpResponse:
    membership = _member_or_404(request, course_id, membership_id)
    form = RoleForm(request.POST)
    if form.is_valid():
        try:
            services.change_role(membership=membership, role=form.cleaned_data["role"])
            messages.success(request, f"{membership.user} is now {membership.get_role_display().lower()}.")
        except Refused as refusal:
            messages.error(request, refusal.sentence)
    return _back_to_members(request, course_id)


@require_POST
@login_required
def remove_member(request: SignedInRequest, course_id: int, membership_id: int) -> HttpResponse:
    membership = _member_or_404(request, course_id, membership_id)
    try:
        services.remove_member(membership=membership)
        messages.success(request, f"{membership.user} no longer belongs to the course.")
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    if membership.user == request.user:
        return redirect("courses:home")
    return _back_to_members(request, course_id)


def _member_or_404(request: SignedInRequest, course_id: int, membership_id: int) -> Membership:
    taught = Course.objects.taught_by(request.user)
    members = Membership.objects.filter(course__in=taught, course=course_id).select_related("user")
    return get_object_or_404(members, pk=membership_id)


def _back_to_members(request: HttpRequest, course_id: int) -> HttpResponse:
    """To the page of the list on which the member stood."""
    address = reverse("courses:settings", args=[course_id])
    page = request.GET.get("page", "")
    return redirect(f"{address}?page={page}#members" if page.isdecimal() else address)


def _workbench(request: SignedInRequest, course_id: int) -> dict[str, object]:
    row = Course.objects.with_use().get(pk=course_id)
    return {
        **_lecture_list(request, row),
        "join_link": request.build_absolute_uri(f"{reverse('courses:join')}?code={row.join_code}"),
        "suffixes": ",".join(sorted(SUFFIXES)),
        "max_upload_bytes": site_settings.MAX_UPLOAD_BYTES,
        "agreement": agreement_in(row),
        "to_review": to_review(request.user, Wanted(course=row)).count(),
    }


def _lecture_list(request: HttpRequest, row: Course) -> dict[str, object]:
    """The newest first."""
    lectures = row.lectures.select_related("quiz").order_by("-uploaded_at", "-pk")
    page = Paginator(lectures, PAGE_LENGTH).get_page(request.GET.get("page"))
    rows = lecture_rows(page)
    return {"course": row, "page": page, "rows": rows, "is_under_way": any(one.state.is_under_way for one in rows)}
