"""REST addresses of courses."""

from django.urls import path

from quizgen.courses.api import CoursesView, OneCourseView

urlpatterns = [
    path("courses", CoursesView.as_view(), name="courses"),
    path("courses/<int:pk>", OneCourseView.as_view(), name="course"),
]
