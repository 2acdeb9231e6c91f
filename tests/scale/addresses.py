"""The pages and lists of the site that show rows, with who looks at them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from quizgen.accounts.models import ApiToken, Scope, User
from quizgen.attempts.models import Attempt, Response
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


@dataclass(frozen=True, slots=True)
class RestPage(Page):
    def client(self) -> Client:
        secret = ApiToken.new_secret()
        ApiToken.objects.create(
            user=self.user, name=self.name, scope=Scope.COURSE_READ, token_hash=ApiToken.hash_of(secret)
        )
        return Client(SERVER_NAME="localhost", headers={"Authorization": f"Bearer {secret}"})


def pages_of(school: School) -> Sequence[Page]:
    """Of the first lecture, which is the one with most answers."""
    return [*staff_pages(school), *learner_pages(school), *rest_pages(school)]


def staff_pages(school: School) -> list[Page]:
    course, lecture, teacher = school.course, school.lectures[0], school.teacher
    question = Question.objects.filter(quiz__lecture=lecture).order_by("pk")[0]
    attempt = Attempt.objects.filter(quiz__lecture=lecture, finished_at__isnull=False)[0]
    waiting = Response.objects.to_review().filter(question__quiz__lecture__course=course).order_by("pk")[0]
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
        "to review": reverse("attempts:queue"),
        "to review, page 5": f"{reverse('attempts:queue')}?page=5",
        "one answer to review": reverse("attempts:answer", args=[waiting.pk]),
        "what was learned": reverse("attempts:learning", args=[course.pk]),
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


def rest_pages(school: School) -> list[Page]:
    """As the teacher sees them, and what a scrape of the metrics costs."""
    lecture = school.lectures[0]
    lists = ("courses", "lectures", "quizzes", "questions", "attempts", "responses", "grades")
    addresses = {name: reverse(f"api:{name}") for name in lists}
    last = Response.objects.order_by("-pk")[50].pk
    addresses["responses, last page"] = f"{addresses['responses']}?after={last}"
    addresses["responses of a lecture"] = f"{addresses['responses']}?lecture={lecture.pk}"
    addresses["slides"] = reverse("api:slides", args=[lecture.pk])
    addresses["transcript"] = reverse("api:transcript", args=[lecture.pk])
    rest: list[Page] = [RestPage(f"REST {name}", address, school.teacher) for name, address in addresses.items()]
    return [*rest, Page("metrics", "/metrics", school.teacher)]
