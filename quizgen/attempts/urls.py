"""Pages of attempts."""

from django.urls import path

from quizgen.attempts import (
    accepting_views,
    dispute_views,
    learning_views,
    review_views,
    staff_views,
    trial_views,
    views,
)

app_name = "attempts"
urlpatterns = [
    path("lectures/<int:lecture_id>/watch/", views.watch, name="watch"),
    path("lectures/<int:lecture_id>/attempts/", views.start, name="start"),
    path("lectures/<int:lecture_id>/responses/", staff_views.responses, name="responses"),
    path("attempts/<int:attempt_id>/", views.result, name="result"),
    path("attempts/<int:attempt_id>/finish/", views.finish, name="finish"),
    path("attempts/<int:attempt_id>/position/", views.position, name="position"),
    path("attempts/<int:attempt_id>/responses/", views.respond, name="respond"),
    path("attempts/<int:attempt_id>/responses/<uuid:client_key>/", views.response_state, name="response_state"),
    path("attempts/<int:attempt_id>/responses/<uuid:client_key>/reveal/", views.reveal, name="reveal"),
    path("questions/<int:question_id>/try/", trial_views.try_answer, name="try_answer"),
    path("trials/<uuid:trial_id>/", trial_views.trial, name="trial"),
    path("attempts/<int:attempt_id>/responses/<uuid:client_key>/dispute/", dispute_views.dispute, name="dispute"),
    path("disputes/<int:dispute_id>/messages/", dispute_views.write, name="dispute_write"),
    path("disputes/<int:dispute_id>/withdraw/", dispute_views.withdraw, name="dispute_withdraw"),
    path("to-review/", review_views.queue, name="queue"),
    path("responses/<int:response_id>/", review_views.answer, name="answer"),
    path("responses/<int:response_id>/judge/", review_views.judge, name="judge"),
    path("responses/<int:response_id>/think-again/", review_views.think_again, name="think_again"),
    path("responses/<int:response_id>/override/", staff_views.override, name="override"),
    path("responses/<int:response_id>/accept/", accepting_views.propose, name="propose"),
    path("courses/<int:course_id>/learned/", learning_views.page, name="learning"),
    path("courses/<int:course_id>/learned/look/", learning_views.look, name="look_at_learning"),
    path("acceptances/<int:reevaluation_id>/", accepting_views.reevaluation, name="reevaluation"),
    path("acceptances/<int:reevaluation_id>/decide/", accepting_views.decide, name="decide"),
]
