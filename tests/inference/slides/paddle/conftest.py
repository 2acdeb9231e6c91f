"""Not collected where PaddleOCR is not installed; `make test-paddle` runs these."""

from tests.inference.slides.readers import PADDLE_IS_INSTALLED

collect_ignore_glob = [] if PADDLE_IS_INSTALLED else ["test_*.py"]
