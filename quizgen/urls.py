"""Where every address leads."""

from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerView

from quizgen import engines_page, health, metrics

urlpatterns = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", metrics.metrics),
    path("engines/", engines_page.engines_page, name="engines"),
    path("admin/", admin.site.urls),
    path("api/v1/openapi.json", SpectacularJSONAPIView.as_view(), name="openapi"),
    path("api/v1/docs/", SpectacularSwaggerView.as_view(url_name="openapi"), name="api_docs"),
    path("api/", include("quizgen.api_urls")),
    path("", include("quizgen.accounts.urls")),
    path("", include("quizgen.courses.urls")),
    path("", include("quizgen.lectures.urls")),
    path("", include("quizgen.quizzes.urls")),
    path("", include("quizgen.attempts.urls")),
]
handler400 = "quizgen.errors.bad_request"
handler500 = "quizgen.errors.server_error"
