"""REST addresses of grading, attempts, responses and grades."""

from django.urls import path

from quizgen.attempts import record_api
from quizgen.attempts.api import GradeStateView, GradeView

urlpatterns = [
    path("grade", GradeView.as_view(), name="grade"),
    path("grade/<uuid:grading_request_id>", GradeStateView.as_view(), name="grade_state"),
    path("attempts", record_api.AttemptsView.as_view(), name="attempts"),
    path("attempts/<int:pk>", record_api.AttemptView.as_view(), name="attempt"),
    path("responses", record_api.ResponsesView.as_view(), name="responses"),
    path("responses/<int:pk>", record_api.ResponseView.as_view(), name="response"),
    path("grades", record_api.GradesView.as_view(), name="grades"),
    path("grades/<int:pk>", record_api.OneGradeView.as_view(), name="grade_row"),
]
