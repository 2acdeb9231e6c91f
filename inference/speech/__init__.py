"""Speech to text."""

import os

# Models are directories, checked by hash. No library below may look for one on a hub.
os.environ.setdefault("HF_HUB_OFFLINE", "1")
