"""Pages of quizzes."""

from django.urls import path

from quizgen.quizzes import across_views, decisions_views, redraft_views, views

app_name = "quizzes"
urlpatterns = [
    path("lectures/<int:lecture_id>/review/", views.review, name="review"),
    path("lectures/<int:lecture_id>/questions/new/", views.add, name="add"),
    path("lectures/<int:lecture_id>/questions/approve/", views.approve_all, name="approve_all"),
    path("lectures/<int:lecture_id>/publish/", views.publish, name="publish"),
    path("questions/<int:question_id>/edit/", views.edit, name="edit"),
    path("questions/<int:question_id>/approve/", views.approve, name="approve"),
    path("questions/<int:question_id>/reject/", views.reject, name="reject"),
    path("questions/<int:question_id>/withdraw/", views.withdraw, name="withdraw"),
    path("questions/<int:question_id>/another/", redraft_views.ask_for_another, name="ask_for_another"),
    path("questions/<int:question_id>/another/progress/", redraft_views.redraft, name="redraft"),
    path("courses/<int:course_id>/decisions.jsonl", decisions_views.decisions, name="decisions"),
    path("courses/<int:course_id>/across/", across_views.across_lectures, name="across"),
    path("courses/<int:course_id>/across/progress/", across_views.across_progress, name="across_progress"),
    path("courses/<int:course_id>/across/write/", across_views.write_across, name="write_across"),
    path("proposals/<int:proposal_id>/accept/", across_views.accept_proposal, name="accept_proposal"),
    path("proposals/<int:proposal_id>/dismiss/", across_views.dismiss_proposal, name="dismiss_proposal"),
]
