"""Pages of courses."""

from django.urls import path

from quizgen.courses import views

app_name = "courses"
urlpatterns = [
    path("", views.home, name="home"),
    path("join/", views.join, name="join"),
    path("courses/new/", views.create_course, name="create"),
    path("courses/<int:course_id>/", views.course, name="course"),
    path("courses/<int:course_id>/lectures/", views.rows, name="rows"),
    path("courses/<int:course_id>/settings/", views.settings, name="settings"),
    path("courses/<int:course_id>/code/", views.renew_code, name="renew_code"),
    path("courses/<int:course_id>/members/<int:membership_id>/role/", views.change_role, name="change_role"),
    path("courses/<int:course_id>/members/<int:membership_id>/remove/", views.remove_member, name="remove_member"),
]
