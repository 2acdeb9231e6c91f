"""The readers with real models that can run here. PaddleOCR and a GPU each have an environment of their own."""

from importlib.util import find_spec
from typing import Any

import pytest

from inference.slides import rapid

PADDLE_IS_INSTALLED = find_spec("paddleocr") is not None


class ReaderOnCuda(rapid.RapidSlideReader):
    """The embedded reader, which may not go to the CPU by itself."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "device": "cuda"})


EMBEDDED = pytest.param("embedded", marks=pytest.mark.slow)
PADDLE = pytest.param("paddle", marks=[pytest.mark.slow, pytest.mark.paddle])
ON_CUDA = pytest.param(f"{__name__}.ReaderOnCuda", marks=[pytest.mark.slow, pytest.mark.gpu], id="embedded on CUDA")
REAL_READERS = [
    EMBEDDED,
    *([PADDLE] if PADDLE_IS_INSTALLED else []),
    *([ON_CUDA] if rapid.cuda_is_usable() else []),
]
