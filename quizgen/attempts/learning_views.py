"""What the grader has learned in a course. For its staff."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from quizgen.accounts.authentication import SignedInRequest
from quizgen.attempts import learning
from quizgen.attempts.models import LearningCheck
from quizgen.courses.models import Course

SHOWN = 50
"""Answers that would change."""


@require_GET
@login_required
def page(request: SignedInRequest, course_id: int) -> HttpResponse:
    """The newest look; while it is under way its fragment asks again by itself."""
    course = get_object_or_404(Course.objects.taught_by(request.user), pk=course_id)
    row = LearningCheck.objects.filter(course=course).first()
    learned = learning.learned(row) if row and not row.is_under_way else None
    context = {"course": course, "check": row, "learned": learned, "most_shown": SHOWN}
    template = "attempts/_learning.html" if request.headers.get("HX-Request") else "attempts/learning.html"
    return render(request, template, context)


@require_POST
@login_required
def look(request: SignedInRequest, course_id: int) -> HttpResponse:
    course = get_object_or_404(Course.objects.taught_by(request.user), pk=course_id)
    learning.check_learning(course=course, user=request.user)
    return redirect("attempts:learning", course.pk)
