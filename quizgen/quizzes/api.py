"""REST: quizzes, their questions, and publishing."""

from django.db.models import Count, Q, QuerySet
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.generics import RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from quizgen.accounts.models import User
from quizgen.lectures.models import Lecture
from quizgen.quizzes import services
from quizgen.quizzes.models import Question, QuestionStatus, Quiz
from quizgen.quizzes.serializers import (
    PublishedSerializer,
    QuestionFilter,
    QuestionSerializer,
    QuizFilter,
    QuizSerializer,
)
from quizgen.rest import CourseListView, CourseView, asking_user


def visible_quizzes(user: User) -> QuerySet:
    published = Count("questions", filter=Q(questions__status=QuestionStatus.PUBLISHED))
    quizzes = Quiz.objects.filter(lecture__in=Lecture.objects.visible_to(user))
    return quizzes.annotate(published_questions=published).order_by("pk")


def taught_questions(user: User) -> QuerySet:
    questions = Question.objects.taught_by(user).select_related("quiz", "probe")
    return questions.prefetch_related("key_points", "choices").order_by("pk")


@extend_schema_view(
    get=extend_schema(operation_id="quizzes", summary="List quizzes", parameters=[QuizFilter], tags=["quizzes"])
)
class QuizzesView(CourseListView):
    serializer_class = QuizSerializer
    filter_class = QuizFilter

    def rows(self, user: User) -> QuerySet:
        return visible_quizzes(user)


@extend_schema_view(get=extend_schema(operation_id="quiz", summary="Read a quiz", tags=["quizzes"]))
class QuizView(CourseView, RetrieveAPIView):
    serializer_class = QuizSerializer

    def rows(self, user: User) -> QuerySet:
        return visible_quizzes(user)


class PublishView(CourseView):
    serializer_class = PublishedSerializer

    def rows(self, user: User) -> QuerySet:
        return Quiz.objects.filter(lecture__in=Lecture.objects.taught_by(user))

    @extend_schema(
        operation_id="publish_quiz",
        summary="Show learners the approved questions",
        request=None,
        responses={200: OpenApiResponse(PublishedSerializer, description="Published")},
        tags=["quizzes"],
    )
    def post(self, request: Request, pk: int) -> Response:
        published = services.publish_quiz(quiz=self.get_object(), user=asking_user(request))
        return Response(self.get_serializer({"published": published}).data)


@extend_schema_view(
    get=extend_schema(operation_id="questions", summary="List questions", parameters=[QuestionFilter], tags=["quizzes"])
)
class QuestionsView(CourseListView):
    serializer_class = QuestionSerializer
    filter_class = QuestionFilter

    def rows(self, user: User) -> QuerySet:
        return taught_questions(user)


@extend_schema_view(get=extend_schema(operation_id="question", summary="Read a question", tags=["quizzes"]))
class QuestionView(CourseView, RetrieveAPIView):
    serializer_class = QuestionSerializer

    def rows(self, user: User) -> QuerySet:
        return taught_questions(user)
