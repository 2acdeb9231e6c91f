"""The pages and lists of the site that show rows, with who looks at them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from quizgen.accounts.models import User
from quizgen.attempts.models import Attempt
from quizgen.quizzes.models import Question
from tests.scale.rows import School


@dataclass(frozen=True, slots=True)
class Page:
    name: str
    address: str
    user: User

    def client(self) -> Client:
        client = Client(SERVER_NAME="localhost")
        client.force_login(self.user)
        return client


def pages_of(school: School) -> Sequence[Page]:
    """Of the first lecture, which is the one with most answers."""
    return [*staff_pages(school), *learner_pages(school)]


def staff_pages(school: School) -> list[Page]:
    course, lecture, teacher = school.course, school.lectures[0], school.teacher
    question = Question.objects.filter(quiz__lecture=lecture).order_by("pk")[0]
    attempt = Attempt.objects.filter(quiz__lecture=lecture, finished_at__isnull=False)[0]
    responses = reverse("attempts:responses", args=[lecture.pk])
    review = reverse("quizzes:review", args=[lecture.pk])
    pages = {
        "home, teaching": reverse("courses:home"),
        "course": reverse("courses:course", args=[course.pk]),
        "course, its rows": reverse("courses:rows", args=[course.pk]),
        "course, settings": reverse("courses:settings", args=[course.pk]),
        "lecture": reverse("lectures:workspace", args=[lecture.pk]),
        "lecture, its stages": reverse("lectures:stages", args=[lecture.pk]),
        "lecture, settings": reverse("lectures:settings", args=[lecture.pk]),
        "review, summary or first draft": review,
        "review, one question": f"{review}?question={question.pk}",
        "question, edit": reverse("quizzes:edit", args=[question.pk]),
        "question, add": reverse("quizzes:add", args=[lecture.pk]),
        "who answered what": responses,
        "who answered what, page 5": f"{responses}?question={question.pk}&page=5",
        "a learner's result": reverse("attempts:result", args=[attempt.pk]),
        "account": reverse("accounts:account"),
    }
    return [Page(name, address, teacher) for name, address in pages.items()]


def learner_pages(school: School) -> list[Page]:
    lecture = school.lectures[0]
    attempts = Attempt.objects.filter(quiz__lecture=lecture).select_related("learner")
    under_way, finished = attempts.filter(finished_at=None)[0], attempts.exclude(finished_at=None)[0]
    learner = under_way.learner
    return [
        Page("home, learning", reverse("courses:home"), learner),
        Page("course, learning", reverse("courses:course", args=[school.course.pk]), learner),
        Page("watch", reverse("attempts:watch", args=[lecture.pk]), learner),
        Page("captions", reverse("lectures:captions", args=[lecture.pk]), learner),
        Page("result", reverse("attempts:result", args=[finished.pk]), finished.learner),
    ]
