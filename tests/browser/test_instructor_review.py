"""An instructor reviews drafts by keyboard, edits, writes, and publishes."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page, expect

from quizgen.courses.models import Course
from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Question, QuestionStatus
from tests.browser.conftest import Shot, has_no_sideways_scroll, sign_in, size
from tests.browser.keys import press
from tests.quizgen import workbench
from tests.quizgen.attempts.scripted_grader import grading_worker

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lecture(project_dir: Path, live_server: Any) -> Lecture:
    course = Course.objects.create(title="Mechanics", probe_every_s=20, probe_gap_s=5)
    row = workbench.read_lecture(course, workbench.teacher(course))
    row.media.name = "physics-works.mp4"
    row.save()
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
    shutil.copy(project_dir / "static" / "sample" / "physics-works.mp4", settings.MEDIA_ROOT)
    workbench.question(row, "What does a pendulum convert?", evidence_start=4.0, slide=None)
    workbench.question(row, "Why is energy conserved?", evidence_start=10.0, evidence_end=14.0)
    workbench.question(row, "Who lets it go?", evidence_start=18.0, evidence_end=22.0)
    return row


@pytest.fixture
def review(page: Page, lecture: Lecture) -> Page:
    sign_in(page, lecture.uploaded_by)
    page.goto(f"/lectures/{lecture.pk}/review/")
    return page


def stem(page: Page) -> Any:
    return page.locator("#stem")


def statuses() -> dict[str, str]:
    return dict(Question.objects.values_list("stem", "status"))


def test_drafts_are_judged_by_keyboard_alone_and_then_published(review: Page, lecture: Lecture, shot: Shot) -> None:
    shot(review, "review")
    expect(stem(review)).to_have_text("What does a pendulum convert?")
    press(review, "a")
    expect(stem(review)).to_have_text("Why is energy conserved?")
    press(review, "k")
    expect(stem(review)).to_have_text("What does a pendulum convert?")
    press(review, "j")
    expect(stem(review)).to_have_text("Why is energy conserved?")
    press(review, "a")
    expect(stem(review)).to_have_text("Who lets it go?")
    press(review, "r")
    shot(review, "reject")
    press(review, "3")
    expect(stem(review)).to_have_text("Everything is reviewed")

    review.locator("#draft .empty").get_by_role("button", name="Publish quiz").click()
    review.get_by_role("button", name="Publish 2 questions").click()

    expect(review.get_by_text("Published: 2 questions are now asked of learners.")).to_be_visible()
    rejected = Question.objects.get(status=QuestionStatus.REJECTED)
    assert rejected.rejected_because == "It asks for something trivial"
    assert list(statuses().values()).count("published") == 2


def test_the_moment_is_played_and_stops_where_the_evidence_ends(review: Page) -> None:
    Question.objects.filter(stem="What does a pendulum convert?").update(evidence_end=5.0)
    review.reload()
    review.wait_for_function("document.getElementById('recording').readyState >= 1")

    press(review, "p")

    review.wait_for_function("document.getElementById('recording').currentTime > 4.2")
    review.wait_for_function("document.getElementById('recording').paused")
    assert 4.9 < review.evaluate("document.getElementById('recording').currentTime") < 5.8


def test_letters_typed_into_a_field_judge_nothing(review: Page) -> None:
    press(review, "e")
    field = review.get_by_label("Question", exact=True)
    expect(field).to_be_focused()

    field.press("End")
    field.type(" area")
    review.get_by_role("button", name="Keep the question").click()

    expect(stem(review)).to_have_text("What does a pendulum convert? area")
    assert set(statuses().values()) == {"draft"}


def test_key_points_are_added_and_removed_in_the_editor(review: Page) -> None:
    press(review, "e")
    points = review.locator("[data-line]:visible").filter(has=review.get_by_label("Key point", exact=True))
    expect(points).to_have_count(2)
    points.nth(0).get_by_role("button", name="Remove this key point").click()
    review.get_by_label("Key point", exact=True).last.fill("kinetic energy")
    review.get_by_role("button", name="Add a key point").click()
    review.keyboard.type("potential energy")
    review.get_by_role("button", name="Keep the question").click()

    expect(stem(review)).to_be_visible()
    question = Question.objects.get(stem="What does a pendulum convert?")
    assert [point.text for point in question.key_points.all()] == ["kinetic energy", "potential energy"]


def test_a_question_of_ones_own_is_asked_at_the_moment_that_is_shown(review: Page, lecture: Lecture) -> None:
    review.get_by_role("link", name="Write one").click()
    review.wait_for_function("document.getElementById('recording').readyState >= 1")
    review.evaluate("document.getElementById('recording').currentTime = 23")
    review.get_by_role("button", name="Ask at 0:23").click()
    review.get_by_label("Question", exact=True).fill("Where does it come back to?")
    review.get_by_label("Reference answers").fill("To where it started")
    review.get_by_label("Key point", exact=True).fill("where it started")
    review.get_by_role("button", name="Add the question").click()

    expect(stem(review)).to_have_text("Where does it come back to?")
    question = Question.objects.get(stem="Where does it come back to?")
    assert (question.status, question.probe.at_s) == (QuestionStatus.APPROVED, 23.0)


def test_review_works_on_a_phone(review: Page) -> None:
    review.set_viewport_size(size("phone"))
    review.reload()

    approve = review.get_by_role("button", name="Approve", exact=False).last
    expect(approve).to_be_in_viewport()
    assert has_no_sideways_scroll(review)
    approve.click()

    expect(stem(review)).to_have_text("Why is energy conserved?")
    assert statuses()["What does a pendulum convert?"] == "approved"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_of_the_instructor_are_accessible(review: Page, lecture: Lecture, theme: Any) -> None:
    review.emulate_media(color_scheme=theme)
    workbench.question(lecture, "Published?", status="published", at_s=12.0)
    workbench.published(lecture)
    course, lectures = f"/courses/{lecture.course_id}/", f"/lectures/{lecture.pk}/"
    own = ["/", "/account/", "/join/", course, f"{course}settings/", lectures, f"{lectures}settings/"]
    addresses = [*own, f"{lectures}#slides", f"{lectures}#questions", f"{lectures}review/", f"{lectures}questions/new/"]
    found = {}
    for address in addresses:
        review.goto(address)
        violations = Axe().run(review).response["violations"]
        found[address] = [(one["id"], [node["target"] for node in one["nodes"]]) for one in violations]

    assert {address: violations for address, violations in found.items() if violations} == {}


def test_when_the_line_is_down_nothing_is_lost_and_the_page_says_so(review: Page) -> None:
    review.route("**/approve/", lambda route: route.abort())

    press(review, "a")

    expect(review.locator("#messages")).to_contain_text("The server could not be reached. Nothing was changed")
    expect(stem(review)).to_have_text("What does a pendulum convert?")


def test_who_was_signed_out_meanwhile_is_asked_to_sign_in_again(review: Page) -> None:
    review.context.clear_cookies(name="sessionid")

    press(review, "j")

    expect(review).to_have_url(re.compile(r"/sign-in/\?next="))


def test_a_refusal_is_said_beside_the_question(review: Page) -> None:
    Question.objects.filter(stem="What does a pendulum convert?").update(status="published")

    press(review, "a")

    expect(review.locator("#messages")).to_contain_text("This question is published.")


def test_an_answer_is_tried_beside_the_question(review: Page, settings: Any, shot: Shot) -> None:
    with grading_worker(settings):
        press(review, "t")
        expect(review.get_by_label("Try an answer")).to_be_focused()
        review.keyboard.type("all the energy")
        press(review, "Enter")
        expect(review.locator("#trial")).to_contain_text("Right")
        expect(review.locator("#trial")).to_contain_text("potential energy into kinetic energy")
        shot(review, "try-answer")

        review.get_by_label("Try an answer").fill("apples")
        press(review, "Enter")
        expect(review.locator("#trial")).to_contain_text("0 of 1 point")

    expect(review.get_by_label("Try an answer")).to_be_focused()
    assert set(statuses().values()) == {"draft"}
