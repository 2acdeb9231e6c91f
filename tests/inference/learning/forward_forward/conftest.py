"""Tests on real digits and reviews are collected where the data lies."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from threadpoolctl import threadpool_limits

DATA = Path(os.environ.get("DATA_DIR") or "../shared/data")
DIGITS_ARE_HERE = (DATA / "learning" / "mnist" / "train_0.npz").exists()

collect_ignore = [] if DIGITS_ARE_HERE else ["test_on_digits.py"]


@pytest.fixture(autouse=True, scope="module")
def _one_thread() -> Iterator[None]:
    """Two BLAS threads that wait for each other on a busy machine take ten times as long as one."""
    with threadpool_limits(1):
        yield


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if not DIGITS_ARE_HERE:
        terminalreporter.write_line(f"There is no MNIST in {DATA}, so test_on_digits.py did not run: set DATA_DIR.")
