"""Fixtures that every test may use."""

from pathlib import Path

import pytest


@pytest.fixture
def project_dir() -> Path:
    return Path(__file__).resolve().parent.parent
