"""REST addresses of quizzes."""

from django.urls import path

from quizgen.quizzes import api

urlpatterns = [
    path("quizzes", api.QuizzesView.as_view(), name="quizzes"),
    path("quizzes/<int:pk>", api.QuizView.as_view(), name="quiz"),
    path("quizzes/<int:pk>/publish", api.PublishView.as_view(), name="publish"),
    path("questions", api.QuestionsView.as_view(), name="questions"),
    path("questions/<int:pk>", api.QuestionView.as_view(), name="question"),
]
