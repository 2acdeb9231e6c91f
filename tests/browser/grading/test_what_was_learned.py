"""An instructor has it looked at what the grader has learned: agreement then and now, and what would change."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from quizgen.accounts.models import User
from quizgen.attempts.judging import confirm_grade, override_credits
from quizgen.attempts.models import Grade, Response
from quizgen.courses.models import Course
from tests.browser.conftest import Shot
from tests.browser.grading.conftest import Open

pytestmark = [pytest.mark.slow, pytest.mark.browser]
Answer = Callable[..., Response]


def once_graded(response: Response) -> Response:
    """The worker beside the test may hold it still."""
    while (found := Response.objects.get(pk=response.pk)).grade is None:
        time.sleep(0.05)
    return found


def test_agreement_then_and_now_and_what_would_change(
    open_as: Open, answer: Answer, teacher: User, course: Course, shot: Shot
) -> None:
    texts = [f"half like that, number {i}" if i % 2 else f"none of it, {i}" for i in range(20)]
    given = [answer(text) for text in (*texts, "half of what is in the lecture")]
    *judged, later = [once_graded(response) for response in given]
    for response in judged:
        if "like that" in response.text:
            override_credits(response=response, user=teacher, credits=[1.0, 1.0])
        else:
            confirm_grade(response=response, user=teacher)
    Grade.objects.filter(response=later).update(score=0.0)
    page = open_as(teacher, f"/courses/{course.pk}/")

    page.get_by_role("link", name="What the grader has learned from you").click()
    page.get_by_role("button", name="Look now").click()

    expect(page.get_by_role("row", name="as it was")).to_contain_text(re.compile(r"50\s?%"))
    expect(page.get_by_role("row", name="as it is now")).to_contain_text("1.00, almost perfect")
    expect(page.get_by_text("1 would get another grade now")).to_be_visible()
    shot(page, "learned")
    page.get_by_role("row").filter(has_text="half of what").get_by_role("link").click()
    page.wait_for_url(f"**/responses/{later.pk}/")
