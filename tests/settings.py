"""Settings of the test suite: everything under a directory of its own, nothing of the developer's var/ but weights."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_OWN_DIR = tempfile.mkdtemp(prefix="quizgen-test-")
atexit.register(shutil.rmtree, _OWN_DIR, ignore_errors=True)
os.environ["VAR_DIR"] = _OWN_DIR
os.environ["SECRET_KEY"] = "only for tests"
os.environ.setdefault("MODEL_DIR", str(Path(__file__).resolve().parent.parent / "var" / "models"))
for _name in ("DATABASE_URL", "REDIS_URL", "MEDIA_ROOT", "SPEECH", "OCR", "QUESTION_WRITER", "GRADER", "HTTPS_ONLY"):
    os.environ.pop(_name, None)

from quizgen.settings import *  # noqa: E402, F403

# A file and not memory: the workers that tests start are processes of their own.
DATABASES["default"]["TEST"] = {"NAME": f"{_OWN_DIR}/test.sqlite3"}  # noqa: F405
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405  (WhiteNoise warns where it is missing)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
