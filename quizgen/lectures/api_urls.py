"""REST addresses of lectures."""

from django.urls import path

from quizgen.lectures import api

urlpatterns = [
    path("lectures", api.LecturesView.as_view(), name="lectures"),
    path("lectures/<int:pk>", api.LectureView.as_view(), name="lecture"),
    path("lectures/<int:pk>/progress", api.ProgressView.as_view(), name="progress"),
    path("lectures/<int:pk>/transcript", api.TranscriptView.as_view(), name="transcript"),
    path("lectures/<int:pk>/transcript.vtt", api.WebVttView.as_view(), name="transcript_webvtt"),
    path("lectures/<int:pk>/slides", api.SlidesView.as_view(), name="slides"),
    path("lectures/<int:pk>/slides/<int:position>/image", api.SlideImageView.as_view(), name="slide_image"),
]
