"""Keys that are pressed once the page can hear them."""

from playwright.sync_api import Page


def press(page: Page, key: str) -> None:
    """What a page shows may stand there before its scripts have run, and a key before that is lost."""
    page.wait_for_load_state("domcontentloaded")
    page.keyboard.press(key)
