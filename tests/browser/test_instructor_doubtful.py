"""An instructor reads doubtful drafts behind the others, with their doubt and the moment on the timeline."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from quizgen.lectures.models import Lecture
from quizgen.quizzes.models import Probe, Question, QuestionStatus
from tests.browser.conftest import Shot, has_no_sideways_scroll, sign_in, size
from tests.browser.keys import press
from tests.browser.test_instructor_review import lecture, stem  # noqa: F401  (fixtures)
from tests.quizgen import workbench

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DOUBT = "Nothing tells apart which thing is meant."
DOUBTFUL = "Why does the pendulum come back?"


@pytest.fixture
def review(page: Page, lecture: Lecture) -> Page:  # noqa: F811
    """Three drafts at their moments, and a doubtful one about the beginning."""
    Question.objects.filter(stem="Who lets it go?").delete()
    for question, at_s in zip(Question.objects.order_by("pk"), (15.0, 24.0), strict=True):
        Probe.objects.create(question=question, at_s=at_s)
    workbench.question(lecture, DOUBTFUL, doubt=DOUBT, score=0.09, evidence_start=0.0, at_s=36.0, rule="said of")
    sign_in(page, lecture.uploaded_by)
    page.goto(f"/lectures/{lecture.pk}/review/")
    return page


def marked(page: Page) -> str:
    """The moment whose pin is marked, in seconds."""
    return str(page.locator("#timeline a:has(.timeline__ring)").get_attribute("data-seek"))


def test_the_doubtful_come_last_with_their_doubt_and_the_timeline_follows(review: Page, shot: Shot) -> None:
    expect(review.get_by_text("2 of 3", exact=False).or_(review.get_by_text("1 of 3"))).to_be_visible()
    assert marked(review) == "15.00"
    press(review, "j")
    expect(stem(review)).to_have_text("Why is energy conserved?")
    assert marked(review) == "24.00"
    expect(review.get_by_text("Doubtful drafts: look twice")).to_have_count(0)
    press(review, "j")

    expect(stem(review)).to_have_text(DOUBTFUL)
    expect(review.get_by_text("Doubtful drafts: look twice")).to_be_visible()
    expect(review.get_by_text(DOUBT)).to_be_visible()
    expect(stem(review)).to_have_accessible_description(f"Doubtful {DOUBT}")
    assert marked(review) == "36.00"
    shot(review, "doubtful")


def test_the_moment_of_asking_is_gone_to_by_one_key(review: Page) -> None:
    review.wait_for_function("document.getElementById('recording').readyState >= 1")

    press(review, "m")

    review.wait_for_function("document.getElementById('recording').currentTime >= 15")


def test_all_others_are_approved_at_once_and_the_doubtful_one_by_itself(review: Page, shot: Shot) -> None:
    review.get_by_role("button", name="Approve the 2 others").click()
    expect(review.get_by_text("1 doubtful draft stays behind: it is approved one by one.")).to_be_visible()
    shot(review, "doubtful-approve-others")
    review.get_by_role("button", name="Approve 2 drafts").click()

    expect(stem(review)).to_have_text(DOUBTFUL)
    assert Question.objects.get(doubt=DOUBT).status == QuestionStatus.DRAFT
    press(review, "a")
    expect(stem(review)).to_have_text("Everything is reviewed")
    assert Question.objects.get(doubt=DOUBT).status == QuestionStatus.APPROVED


def test_only_doubtful_ones_are_read_where_that_is_wanted(review: Page) -> None:
    press(review, "f")
    review.get_by_label("Doubt", exact=True).select_option("Only doubtful ones")

    expect(stem(review)).to_have_text(DOUBTFUL)
    expect(review.get_by_text("1 of 3 questions shown")).to_be_visible()
    assert marked(review) == "36.00"


def test_the_lectures_questions_name_the_group(review: Page, lecture: Lecture, shot: Shot) -> None:  # noqa: F811
    review.goto(f"/lectures/{lecture.pk}/#questions")

    expect(review.get_by_role("heading", name="Doubtful drafts: look twice")).to_be_visible()
    shot(review, "doubtful-questions")
    assert Axe().run(review).response["violations"] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_doubtful_draft_is_accessible_and_fits_a_phone(review: Page, theme: Any) -> None:
    review.emulate_media(color_scheme=theme)
    press(review, "k")
    review.goto(f"{review.url.split('?')[0]}?doubt=yes")
    expect(stem(review)).to_have_text(DOUBTFUL)

    assert Axe().run(review).response["violations"] == []
    review.set_viewport_size(size("phone"))
    assert has_no_sideways_scroll(review)
    assert Axe().run(review).response["violations"] == []
