"""A real browser on a live server. `shot` keeps pictures of pages where SCREENSHOTS names a folder."""

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from quizgen.accounts.models import User

DEBIAN_CHROMIUM = Path("/usr/bin/chromium")
PASSWORD = "a long pass phrase"
PATIENCE_MS = 20_000
"""A busy machine is no error."""
SIZES = {"desk": (1280, 860), "phone": (390, 844)}

# Playwright's loop runs in this thread, which Django takes for asynchronous code that must not use the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

Shot = Callable[[Page, str], None]


@pytest.fixture(scope="session")
def browser(pytestconfig: pytest.Config) -> Browser:
    """Debian's Chromium where it is installed, else Playwright's own. One for all packages of tests that use it."""
    playwright, started = _start()
    if not hasattr(pytestconfig, "_chromium_ends"):
        pytestconfig._chromium_ends = True  # type: ignore[attr-defined]
        pytestconfig.add_cleanup(playwright.stop)
        pytestconfig.add_cleanup(started.close)
    return started


@cache
def _start() -> tuple[Playwright, Browser]:
    options: dict[str, Any] = {"executable_path": str(DEBIAN_CHROMIUM)} if DEBIAN_CHROMIUM.exists() else {}
    # Chromium's sandbox cannot be used by root, which is who runs tests in containers.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    playwright = sync_playwright().start()
    expect.set_options(timeout=PATIENCE_MS)
    arguments.append("--autoplay-policy=no-user-gesture-required")
    return playwright, playwright.chromium.launch(args=arguments, **options)


@pytest.fixture(autouse=True)
def _waits_may_be_evaluated(settings: Any) -> None:
    """`wait_for_function` evaluates its words in the page, which our policy rightly forbids to everybody else."""
    settings.CONTENT_SECURITY_POLICY += "; script-src 'self' 'unsafe-eval'"


@pytest.fixture
def context(browser: Browser, live_server: Any) -> Iterator[BrowserContext]:
    """A browser of its own for one test, as wide as a desk's. A script error of any page fails the test, and
    so does anything that the content security policy has kept from running."""
    opened = browser.new_context(base_url=live_server.url, viewport=size("desk"), reduced_motion="reduce")
    opened.set_default_timeout(PATIENCE_MS)
    errors: list[str] = []
    opened.on("weberror", lambda error: errors.append(str(error.error)))
    opened.on("console", lambda message: errors.append(message.text) if is_violation(message.text) else None)
    yield opened
    opened.close()
    assert errors == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def shot() -> Shot:
    """Pictures of a page in both sizes and themes; does nothing where SCREENSHOTS is not set."""
    folder = os.environ.get("SCREENSHOTS")

    def keep(page: Page, name: str) -> None:
        if not folder:
            return
        before = page.viewport_size
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            for size_name in SIZES:
                page.set_viewport_size(size(size_name))
                page.screenshot(path=f"{folder}/{name}-{size_name}-{theme}.png")
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(before or size("desk"))

    return keep


def is_violation(sentence: str) -> bool:
    return "Content Security Policy" in sentence


def size(name: str) -> Any:
    width, height = SIZES[name]
    return {"width": width, "height": height}


def sign_in(page: Page, user: User, password: str = PASSWORD) -> None:
    page.goto("/sign-in/")
    page.get_by_label("User name").fill(user.username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/")


def has_no_sideways_scroll(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
