"""The readers with real models that are installed here. PaddleOCR has its own environment (`make test-paddle`)."""

from importlib.util import find_spec

import pytest

PADDLE_IS_INSTALLED = find_spec("paddleocr") is not None

EMBEDDED = pytest.param("embedded", marks=pytest.mark.slow)
PADDLE = pytest.param("paddle", marks=[pytest.mark.slow, pytest.mark.paddle])
REAL_READERS = [EMBEDDED, PADDLE] if PADDLE_IS_INSTALLED else [EMBEDDED]
