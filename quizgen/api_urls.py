"""Where every REST address leads, version 1. The last one takes what no other does."""

from django.urls import include, path, re_path

from quizgen.rest import NoSuchAddress

app_name = "api"
urlpatterns = [
    path("v1/", include("quizgen.courses.api_urls")),
    path("v1/", include("quizgen.lectures.api_urls")),
    path("v1/", include("quizgen.quizzes.api_urls")),
    path("v1/", include("quizgen.attempts.api_urls")),
    re_path(r"", NoSuchAddress.as_view(), name="no_such_address"),
]
