"""An instructor has another draft written in the place of one, and changes what can be chosen."""

from collections.abc import Sequence
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from inference.engine import fingerprint
from inference.questions.question import Evidence, KeyPoint, WrittenQuestion, WrittenQuestions
from inference.text.passage import Passage
from quizgen import queue
from quizgen.claims import Status
from quizgen.lectures.models import Lecture
from quizgen.quizzes.choices import WrongChoice, write_choices
from quizgen.quizzes.models import Question, QuestionKind, QuestionStatus, Redraft
from tests.browser.conftest import Shot, has_no_sideways_scroll, size
from tests.browser.keys import press
from tests.browser.test_instructor_review import lecture, review, stem  # noqa: F401  (fixtures)
from workers import engines, redrafting

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ANOTHER = "Which energy does the pendulum gain?"
RIGHT = "Potential energy into kinetic energy"


class OneMoreDraft:
    """Knows one question about the second sentence."""

    fingerprint = fingerprint("questions.one_more")

    def write_questions(self, passages: Sequence[Passage], **asked: Any) -> WrittenQuestions:
        said = passages[0].sentences[1]
        question = WrittenQuestion(
            stem=ANOTHER,
            wh="which",
            bloom="remember",
            reference_answers=("That of its motion",),
            key_points=(KeyPoint("that of its motion"),),
            evidence=Evidence(said.start, said.end, said.text, said.segments),
            score=0.7,
            source="speech",
            rule="what about",
            why_chosen="The lecture says here what becomes of it.",
        )
        return WrittenQuestions((question,), {})


@pytest.fixture(autouse=True)
def writer(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """No worker takes part here: the tests do its work."""
    monkeypatch.setattr(queue, "nudge_redraft", lambda *, redraft_id: redraft_id)
    backend = {"BACKEND": f"{__name__}.OneMoreDraft", "OPTIONS": {}}
    settings.ENGINES = {**settings.ENGINES, "questions": backend}
    engines._engine.cache_clear()
    yield
    engines._engine.cache_clear()


def write_what_is_asked_for() -> None:
    Redraft.objects.update(status=Status.PENDING, due=None)
    redrafting.redraft(Redraft.objects.get().pk)


def test_another_draft_comes_by_one_key_and_the_rejected_one_stays_rejected(review: Page, shot: Shot) -> None:  # noqa: F811
    press(review, "g")
    expect(review.locator("#redraft")).to_contain_text("Waits for the question writer")
    Redraft.objects.update(status=Status.RUNNING, progress=0.4)
    expect(review.get_by_role("progressbar", name="Looking for another draft")).to_have_attribute("value", "0.400")
    shot(review, "another-under-way")

    write_what_is_asked_for()

    expect(stem(review)).to_have_text(ANOTHER)
    expect(stem(review)).to_be_focused()
    before = Question.objects.get(stem="What does a pendulum convert?")
    assert (before.status, before.rejected_because) == (QuestionStatus.REJECTED, "Another one was asked for")

    press(review, "g")
    expect(review.locator("#redraft")).to_contain_text("Waits for the question writer")
    redrafting.redraft(Redraft.objects.get(question__stem=ANOTHER).pk)
    expect(review.locator("#redraft")).to_contain_text("No other question about this part of the lecture")
    shot(review, "another-none")
    expect(stem(review)).to_have_text(ANOTHER)
    press(review, "a")
    expect(stem(review)).to_have_text("Why is energy conserved?")
    assert Question.objects.get(stem=ANOTHER).status == QuestionStatus.APPROVED


def test_one_may_go_on_while_another_is_written(review: Page) -> None:  # noqa: F811
    press(review, "g")
    expect(review.locator("#redraft")).to_contain_text("Waits for the question writer")
    press(review, "j")
    expect(stem(review)).to_have_text("Why is energy conserved?")

    write_what_is_asked_for()
    review.wait_for_timeout(1500)

    expect(stem(review)).to_have_text("Why is energy conserved?")
    press(review, "k")
    expect(review.get_by_text("Another draft was written in its place.")).to_be_visible()
    review.get_by_role("link", name="See it").click()
    expect(stem(review)).to_have_text(ANOTHER)


def test_a_draft_is_rejected_in_ones_own_words(review: Page) -> None:  # noqa: F811
    press(review, "r")
    review.get_by_label("Or in your own words").fill("Not in the exam")
    press(review, "Enter")

    expect(stem(review)).to_have_text("Why is energy conserved?")
    rejected = Question.objects.get(status=QuestionStatus.REJECTED)
    assert rejected.rejected_because == "Not in the exam"
    press(review, "k")
    expect(review.get_by_text("Not in the exam")).to_be_visible()


def test_choices_are_read_changed_and_asked(review: Page, lecture: Lecture, shot: Shot) -> None:  # noqa: F811
    question = Question.objects.get(stem="What does a pendulum convert?")
    write_choices(question, right=RIGHT, wrong=[WrongChoice("Heat into light", "energy is always lost")])
    review.reload()
    expect(review.get_by_text("Misconception: energy is always lost")).to_be_visible()
    shot(review, "choices")

    press(review, "e")
    review.get_by_role("button", name="Add a wrong choice").click()
    review.keyboard.type("Speed into heat")
    press(review, "Tab")
    review.keyboard.type("speed is a kind of energy")
    review.get_by_label("Learners choose one of these instead of writing").check()
    shot(review, "choices-edit")
    review.get_by_role("button", name="Keep the question").click()

    expect(review.get_by_role("heading", name="Learners choose one of these")).to_be_visible()
    expect(review.get_by_text("Misconception: speed is a kind of energy")).to_be_visible()
    question.refresh_from_db()
    assert question.kind == QuestionKind.CHOICE
    assert set(question.choices.values_list("text", "is_correct")) == {
        (RIGHT, True),
        ("Heat into light", False),
        ("Speed into heat", False),
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_draft_with_choices_is_accessible_and_fits_a_phone(review: Page, theme: Any) -> None:  # noqa: F811
    question = Question.objects.get(stem="What does a pendulum convert?")
    write_choices(question, right=RIGHT, wrong=[WrongChoice("Heat into light", "energy is always lost")])
    review.emulate_media(color_scheme=theme)
    review.reload()
    found = [Axe().run(review).response["violations"]]
    press(review, "e")
    expect(review.get_by_role("heading", name="Edit the question")).to_be_visible()
    found.append(Axe().run(review).response["violations"])

    assert found == [[], []]
    review.set_viewport_size(size("phone"))
    assert has_no_sideways_scroll(review)
    review.go_back()
    expect(stem(review)).to_be_visible()
    assert has_no_sideways_scroll(review)
