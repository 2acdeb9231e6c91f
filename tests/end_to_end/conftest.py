"""The site of `manage.py demo`, started once for all tests here, and browsers of the people who use it."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import browser, is_violation, size
from tests.end_to_end.people import signed_in
from tests.end_to_end.stack import Stack

__all__ = ["browser"]

PATIENCE_MS = 15_000


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    running = Stack(tmp_path_factory.mktemp("site"))
    running.start()
    yield running
    assert running.stop() == []


@pytest.fixture
def open_page(browser: Browser, stack: Stack) -> Iterator[Callable[[], Page]]:
    """Each page is of a browser of its own. A script error, or what the security policy stops, fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def opened() -> Page:
        context = browser.new_context(base_url=stack.url, viewport=size("desk"), reduced_motion="reduce")
        context.set_default_timeout(PATIENCE_MS)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        context.on("console", lambda message: errors.append(message.text) if is_violation(message.text) else None)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def instructor(open_page: Callable[[], Page], stack: Stack) -> Page:
    return signed_in(open_page(), *stack.sign_in_of("instructor"))


@pytest.fixture
def learner(open_page: Callable[[], Page], stack: Stack) -> Page:
    return signed_in(open_page(), *stack.sign_in_of("learner"))
