"""The page on which REST is tried out works without a network."""

from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_the_page_shows_the_operation_and_loads_nothing_from_elsewhere(
    page: Page, live_server: Any, transactional_db: None
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/api/v1/docs/")
    page.click("text=Grade an answer, or a batch")

    page.wait_for_selector("text=key_points")
    assert not [url for url in asked if not url.startswith((live_server.url, "data:", "blob:"))]
