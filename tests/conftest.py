"""Fixtures that every test may use, and the rule that nothing is skipped in CI."""

import os
from pathlib import Path
from typing import Any

import pytest

CI = bool(os.environ.get("CI"))


@pytest.fixture
def project_dir() -> Path:
    return Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    """Media, partial work and whatever else is kept in var/: of this test alone."""
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.ARTIFACT_DIR = tmp_path / "artifacts"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last, after the shuffling: once Playwright's loop runs in this thread, Django keeps connections
    for it that other processes, such as the workers of other tests, do not see the writes of."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_report_header() -> str:
    url = os.environ.get("TEST_DATABASE_URL", "sqlite:")
    return f"database: {url.partition(':')[0]}, broker: {os.environ.get('TEST_BROKER', 'the one that we bring')}"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """What is skipped is not tested: in CI that is a failure."""
    if CI and _skipped(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if CI and _skipped(config):
        terminalreporter.section("skipped in CI, so the run has failed", red=True, bold=True)


def _skipped(config: pytest.Config) -> list[Any]:
    reporter: Any = config.pluginmanager.get_plugin("terminalreporter")
    return list(reporter.stats.get("skipped", ())) if reporter else []
