"""What people do on the pages of the site."""

import itertools
import json
import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

LECTURE = "Physics works"
PASSWORD = "a long pass phrase"
WRONG = "It is made of green cheese and melts in the rain."
TURNS = ("of", "from", "to", "with", "and", "that", "at", "by", "in", "between", "because")

_numbers = itertools.count(1)


def signed_in(page: Page, name: str, password: str) -> Page:
    page.goto("/sign-in/")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Courses")).to_be_attached()
    return page


def signed_up(page: Page) -> Page:
    """Somebody new."""
    page.goto("/sign-up/")
    page.get_by_label("Your name").fill("Mia Muster")
    page.get_by_label("User name").fill(f"mia{next(_numbers)}")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create the account").click()
    expect(page.get_by_role("heading", name="Start with a course")).to_be_visible()
    return page


def open_course(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Physics (demo)").click()


def open_lecture(page: Page) -> None:
    open_course(page)
    page.get_by_role("link", name=LECTURE).click()
    expect(page).to_have_title(re.compile(LECTURE))


def begin(page: Page) -> None:
    page.locator("[data-intro] [data-do=begin]").click()
    expect(page.locator("[data-player]:not([data-phase=intro])")).to_be_attached()


def asked(page: Page, question: dict[str, Any]) -> Locator:
    """Plays from shortly before the moment at which the question is asked; the part of the page that asks it."""
    page.evaluate("second => { document.querySelector('video').currentTime = second }", question["at_s"] - 0.5)
    part = page.locator(f"#probe-{question['id']}")
    expect(part).to_be_visible()
    return part


def answer(part: Locator, text: str) -> Locator:
    """The verdict that the page then shows."""
    part.get_by_role("textbox").fill(text)
    part.get_by_role("button", name="Check answer").click()
    verdict = part.locator(".verdict[data-state=graded]")
    expect(verdict).to_be_visible()
    return verdict


def now_of(page: Page) -> float:
    return float(page.evaluate("document.querySelector('video').currentTime"))


def reordered(sentence: str) -> str:
    """The same words with the last phrase first: "a weight that swings from a fixed point" becomes "From a fixed
    point, a weight that swings"."""
    words = sentence.rstrip(".").split()
    turn = max((i for i, word in enumerate(words) if i and word in TURNS), default=len(words) // 2)
    turned = " ".join(words[turn:]) + ", " + " ".join(words[:turn])
    return turned[0].upper() + turned[1:]


def token_of(page: Page, scope: str) -> str:
    """A new token, made on the account page and copied from there."""
    page.goto("/account/")
    page.get_by_label("What will use it?").fill(f"a test that may: {scope}")
    page.get_by_label("What may it do?").select_option(label=scope)
    page.get_by_role("button", name="Create a token").click()
    return page.locator("#secret").inner_text()


def rest(page: Page, path: str, secret: str, body: dict[str, Any] | None = None) -> Any:
    """What REST answers to another system, without the browser's cookies."""
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    method = "GET" if body is None else "POST"
    data = None if body is None else json.dumps(body)
    answered = page.request.fetch(f"/api/v1/{path}", method=method, headers=headers, data=data)
    assert answered.ok, answered.text()
    return answered.json()
