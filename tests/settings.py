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
_OF_THE_DEVELOPER = (
    "DATABASE_URL",
    "REDIS_URL",
    "MEDIA_ROOT",
    "S3_BUCKET",
    "METRICS_TOKEN",
    "LOG_FORMAT",
    "HTTPS_ONLY",
    "REGRADE_AFTER_OUTAGE",
    "REASONING_KEPT_DAYS",
)
_OF_A_MODEL = [name for name in os.environ if name.startswith(("LLM_", "GRADER_"))]
for _name in (*_OF_THE_DEVELOPER, *_OF_A_MODEL, "SPEECH", "OCR", "QUESTION_WRITER", "GRADER"):
    os.environ.pop(_name, None)
# Where `python -m tests.servers` has started a PostgreSQL for this run.
if "TEST_DATABASE_URL" in os.environ:
    os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]

from quizgen.settings import *  # noqa: E402, F403

# A file and not memory: the workers that tests start are processes of their own.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": f"{_OWN_DIR}/test.sqlite3"}  # noqa: F405
# Every page that any test asks for: a query that is sent once for each row raises.
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]  # noqa: F405
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]  # noqa: F405
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405  (WhiteNoise warns where it is missing)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
