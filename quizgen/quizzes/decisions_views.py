"""The decisions about drafts of a course, as a file. For whoever teaches it."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from quizgen.accounts.authentication import SignedInRequest
from quizgen.courses.models import Course
from quizgen.quizzes.decisions import decided, decision_lines


@require_safe
@login_required
def decisions(request: SignedInRequest, course_id: int) -> HttpResponseBase:
    course = get_object_or_404(Course.objects.taught_by(request.user), pk=course_id)
    named = {"Content-Disposition": f'attachment; filename="decisions-{course.pk}.jsonl"'}
    return StreamingHttpResponse(decision_lines(decided(course)), content_type="application/jsonl", headers=named)
