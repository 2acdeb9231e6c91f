"""REST: the courses of a token's user."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.generics import RetrieveAPIView

from quizgen.accounts.models import User
from quizgen.courses.models import Course
from quizgen.courses.serializers import CourseFilter, CourseSerializer
from quizgen.rest import CourseListView, CourseView


def courses_of(user: User) -> QuerySet:
    return Course.objects.visible_to(user).with_role_of(user).order_by("pk")


@extend_schema_view(
    get=extend_schema(operation_id="courses", summary="List your courses", parameters=[CourseFilter], tags=["courses"])
)
class CoursesView(CourseListView):
    serializer_class = CourseSerializer
    filter_class = CourseFilter

    def rows(self, user: User) -> QuerySet:
        return courses_of(user)


@extend_schema_view(get=extend_schema(operation_id="course", summary="Read a course", tags=["courses"]))
class OneCourseView(CourseView, RetrieveAPIView):
    serializer_class = CourseSerializer

    def rows(self, user: User) -> QuerySet:
        return courses_of(user)
