"""A learner's browser on a lecture of ten seconds, with a question at 3 s, one at 6 s and one at the end."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page

from quizgen.accounts.models import User
from quizgen.attempts.models import Attempt
from quizgen.courses.models import Course, Role
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Question
from tests.browser.conftest import PATIENCE_MS
from tests.browser.keys import press
from tests.quizgen.attempts import classroom
from tests.quizgen.attempts.scripted_grader import grading_worker
from tests.recordings import make_recording

DESKTOP = {"width": 1280, "height": 800}
TELEPHONE = {"width": 390, "height": 844}
SECONDS = 10.0


class Player:
    """What a learner does and sees on the page of a lecture."""

    def __init__(self, page: Page, address: str, lecture: Lecture, questions: list[Question]) -> None:
        self.page, self.address, self.lecture, self.questions = page, address, lecture, questions

    def open(self) -> None:
        self.page.goto(self.address + reverse("attempts:watch", args=[self.lecture.pk]))
        self.page.wait_for_function("document.querySelector('video').readyState > 0")

    def begin(self) -> None:
        self.page.click("[data-intro] [data-do=begin]")
        self.page.wait_for_selector("[data-player]:not([data-phase=intro])")

    def start(self) -> None:
        self.open()
        self.begin()

    def seek(self, seconds: float) -> None:
        self.page.evaluate("seconds => { document.querySelector('video').currentTime = seconds }", seconds)

    @property
    def now(self) -> float:
        return float(self.page.evaluate("document.querySelector('video').currentTime"))

    @property
    def is_playing(self) -> bool:
        return not self.page.evaluate("document.querySelector('video').paused")

    def asked(self, number: int) -> str:
        """Waits for the question (from 0) and returns the selector of its part of the page."""
        part = f"#probe-{self.questions[number].pk}"
        self.page.wait_for_selector(f"{part}:not([hidden])")
        return part

    def answer(self, text: str) -> None:
        self.page.fill(".probe:not([hidden]) textarea", text)
        press(self.page, "Control+Enter")

    def verdict(self, part: str, tone: str = "") -> str:
        """Waits for the grade and returns what stands there."""
        wanted = f"{part} .verdict[data-state=graded]" + (f"[data-tone={tone}]" if tone else "")
        return self.page.wait_for_selector(wanted).inner_text()  # type: ignore[union-attr]

    def go_on(self, part: str) -> None:
        self.page.locator(f"{part} [data-do=continue]:visible").click()

    @property
    def focused(self) -> str:
        return str(self.page.evaluate("document.activeElement.tagName + '.' + document.activeElement.className"))

    @property
    def attempt(self) -> Attempt:
        return Attempt.objects.get()


@pytest.fixture(scope="session")
def recording(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("recording") / "lecture.mp4"
    return make_recording(path, seconds=SECONDS).read_bytes()


@pytest.fixture
def course(transactional_db: None) -> Course:
    return Course.objects.create(title="Physics")


@pytest.fixture
def teacher(course: Course) -> User:
    return classroom.person("ada", course, Role.INSTRUCTOR)


@pytest.fixture
def lecture(course: Course, teacher: User, recording: bytes) -> Lecture:
    lecture = classroom.lecture_with_media(course, teacher, content=recording, duration_s=SECONDS)
    lecture.segments.create(position=0, start=0.0, end=4.0, text="A pendulum trades potential energy for kinetic.")
    lecture.segments.create(position=1, start=4.0, end=9.0, text="And back again, as long as nothing takes it away.")
    return lecture


@pytest.fixture
def questions(lecture: Lecture) -> list[Question]:
    quiz = classroom.published_quiz(lecture)
    stems = ("What does a pendulum trade?", "What takes its energy away?", "Why does it come back?")
    return [classroom.question(quiz, stem=stem, at_s=at_s) for stem, at_s in zip(stems, (3.0, 6.0, None), strict=True)]


@pytest.fixture
def sign_in(browser: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """A page of that person, on a screen of that size. A script error of any page fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def page_of(user: User, viewport: dict[str, int] = DESKTOP, **options: Any) -> Page:
        client = Client()
        client.force_login(user)
        context = browser.new_context(viewport=viewport, **options)  # type: ignore[arg-type]
        session = client.cookies[django_settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": django_settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        context.set_default_timeout(PATIENCE_MS)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        contexts.append(context)
        return context.new_page()

    yield page_of
    for context in contexts:
        context.close()
    assert not errors


@pytest.fixture
def learner(course: Course) -> User:
    return classroom.person("mia", course)


@pytest.fixture
def player(
    sign_in: Callable[..., Page], learner: User, lecture: Lecture, questions: list[Question], live_server: Any
) -> Player:
    return Player(sign_in(learner), live_server.url, lecture, questions)


@pytest.fixture
def worker(player: Player, settings: Any) -> Iterator[None]:
    with grading_worker(settings):
        yield
