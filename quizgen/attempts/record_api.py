"""REST: attempts, responses and grades. One's own, and as staff those of a course's learners."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import RetrieveAPIView

from quizgen.accounts.models import User
from quizgen.attempts.models import Attempt, Grade, Response
from quizgen.attempts.record_serializers import (
    AttemptFilter,
    AttemptSerializer,
    GradeFilter,
    GradeSerializer,
    ResponseFilter,
    ResponseSerializer,
)
from quizgen.rest import CourseListView, CourseView, PagesByKey


def visible_attempts(user: User) -> QuerySet:
    visible = Attempt.objects.taken_by(user) | Attempt.objects.taught_by(user)
    return visible.select_related("quiz", "learner").order_by("pk")


def visible_responses(user: User) -> QuerySet:
    responses = Response.objects.filter(attempt__in=visible_attempts(user).order_by())
    return responses.select_related("question").prefetch_related("grades").order_by("pk")


def taught_grades(user: User) -> QuerySet:
    return Grade.objects.filter(response__attempt__in=Attempt.objects.taught_by(user).order_by()).order_by("pk")


@extend_schema_view(
    get=extend_schema(operation_id="attempts", summary="List attempts", parameters=[AttemptFilter], tags=["attempts"])
)
class AttemptsView(CourseListView):
    serializer_class = AttemptSerializer
    pagination_class = PagesByKey
    filter_class = AttemptFilter

    def rows(self, user: User) -> QuerySet:
        return visible_attempts(user)


@extend_schema_view(get=extend_schema(operation_id="attempt", summary="Read an attempt", tags=["attempts"]))
class AttemptView(CourseView, RetrieveAPIView):
    serializer_class = AttemptSerializer

    def rows(self, user: User) -> QuerySet:
        return visible_attempts(user)


@extend_schema_view(
    get=extend_schema(
        operation_id="responses", summary="List responses", parameters=[ResponseFilter], tags=["attempts"]
    )
)
class ResponsesView(CourseListView):
    serializer_class = ResponseSerializer
    pagination_class = PagesByKey
    filter_class = ResponseFilter

    def rows(self, user: User) -> QuerySet:
        return visible_responses(user)


@extend_schema_view(get=extend_schema(operation_id="response", summary="Read a response", tags=["attempts"]))
class ResponseView(CourseView, RetrieveAPIView):
    serializer_class = ResponseSerializer

    def rows(self, user: User) -> QuerySet:
        return visible_responses(user)


@extend_schema_view(
    get=extend_schema(operation_id="grades", summary="List grades", parameters=[GradeFilter], tags=["attempts"])
)
class GradesView(CourseListView):
    """With what is missing in each answer: only for the staff of the course."""

    serializer_class = GradeSerializer
    pagination_class = PagesByKey
    filter_class = GradeFilter

    def rows(self, user: User) -> QuerySet:
        return taught_grades(user)


@extend_schema_view(get=extend_schema(operation_id="grade_row", summary="Read a grade", tags=["attempts"]))
class OneGradeView(CourseView, RetrieveAPIView):
    """With what is missing in the answer: only for the staff of the course."""

    serializer_class = GradeSerializer

    def rows(self, user: User) -> QuerySet:
        return taught_grades(user)
