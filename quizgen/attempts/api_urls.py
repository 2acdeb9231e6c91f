"""REST, version 1."""

from django.urls import path

from quizgen.attempts.api import GradeStateView, GradeView

app_name = "api"
urlpatterns = [
    path("grade", GradeView.as_view(), name="grade"),
    path("grade/<uuid:grading_request_id>", GradeStateView.as_view(), name="grade_state"),
]
