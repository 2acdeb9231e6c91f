"""The pages of review and grading can be used by everybody."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from quizgen.accounts.models import User
from quizgen.attempts.disputes import dispute_grade
from quizgen.attempts.models import Reevaluation, Response
from quizgen.lectures.models import Lecture
from tests.browser.conftest import has_no_sideways_scroll, size
from tests.browser.grading.conftest import Open
from tests.browser.keys import press

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.fixture
def addresses(open_as: Open, answer: Callable[..., Response], teacher: User, learner: User, lecture: Lecture) -> Any:
    """Of the staff's pages, with an answer that is disputed, one that is unsure and one that is being accepted."""
    disputed, unsure = answer("half of it", learner), answer("it goes like that, unsure")
    dispute_grade(response=disputed, user=learner, text="I say both.")
    page = open_as(teacher, f"/responses/{unsure.pk}/")
    press(page, "x")
    expect(page.get_by_role("heading", name="No other answer would earn more")).to_be_visible()
    accepting = Reevaluation.objects.get()
    return {
        "queue": "/to-review/",
        "disputed": f"/responses/{disputed.pk}/",
        "unsure": f"/responses/{unsure.pk}/",
        "accepting": f"/acceptances/{accepting.pk}/",
        "answers": f"/lectures/{lecture.pk}/responses/",
        "result": f"/attempts/{disputed.attempt_id}/",
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_they_are_accessible(open_as: Open, addresses: dict[str, str], teacher: User, theme: Any) -> None:
    found = {}
    for name, address in addresses.items():
        page = open_as(teacher, address)
        page.emulate_media(color_scheme=theme)
        page.reload()
        found[name] = _violations(page)

    assert {name: violations for name, violations in found.items() if violations} == {}


def test_they_fit_a_phone(open_as: Open, addresses: dict[str, str], teacher: User) -> None:
    wide = []
    for name, address in addresses.items():
        page = open_as(teacher, address)
        page.set_viewport_size(size("phone"))
        if not has_no_sideways_scroll(page):
            wide.append(name)

    assert wide == []


def _violations(page: Page) -> list[Any]:
    violations = Axe().run(page).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in violations]
