"""Pages of lectures, and their files."""

from django.urls import path

from quizgen.lectures import media, views

app_name = "lectures"
urlpatterns = [
    path("courses/<int:course_id>/upload/", views.upload, name="upload"),
    path("lectures/<int:lecture_id>/", views.workspace, name="workspace"),
    path("lectures/<int:lecture_id>/stages/", views.stages, name="stages"),
    path("lectures/<int:lecture_id>/stages/<slug:stage>/retry/", views.retry, name="retry"),
    path("lectures/<int:lecture_id>/settings/", views.settings, name="settings"),
    path("lectures/<int:lecture_id>/delete/", views.delete, name="delete"),
    path("lectures/<int:lecture_id>/media/", media.lecture_media, name="media"),
    path("lectures/<int:lecture_id>/captions.vtt", media.captions, name="captions"),
    path("lectures/<int:lecture_id>/slides/<int:position>/<slug:size>/", media.slide_image, name="slide_image"),
]
