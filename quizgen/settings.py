"""Every setting, read once from the environment. The table in README.md lists the ones an operator sets."""

from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from inference.engines import ASKS_A_MODEL, WORDS
from quizgen import environment as env
from quizgen import logs

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var"))).resolve()

DEBUG = env.flag("DEBUG", False)
SECRET_KEY = env.text("SECRET_KEY") or env.kept_secret(VAR_DIR / "secret_key")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
PORT = env.whole("PORT", 8000)

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "quizgen.accounts",
    "quizgen.courses",
    "quizgen.lectures",
    "quizgen.quizzes",
    "quizgen.attempts",
    "workers",
]

MIDDLEWARE = [
    "quizgen.request_ids.RequestIds",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "quizgen.security.ContentSecurityPolicy",
]

ROOT_URLCONF = "quizgen.urls"
WSGI_APPLICATION = "quizgen.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "quizgen.attempts.inbox.inbox",
            ],
            "builtins": ["quizgen.presentation"],
        },
    }
]

# Database -----------------------------------------------------------------------------------------
DATABASES: dict[str, dict[str, Any]] = {
    "default": {**dj_database_url.parse(env.text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'quizgen.sqlite3'}"))}
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    DATABASES["default"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
    # Compiling a page's many small queries takes PostgreSQL longer than running them.
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 5,
        "options": "-c jit=off",
        **DATABASES["default"].get("OPTIONS", {}),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Broker, cache and background work ----------------------------------------------------------------
# `manage.py demo`, `make worker` and `make web` start a broker of their own and set REDIS_URL where it is not set.
REDIS_URL = env.text("REDIS_URL")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL.startswith(("redis://", "rediss://", "unix://"))
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
# Celery writes a unix socket as redis+socket://, redis-py as unix://. One setting serves both.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1) or "memory://"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_PROC_ALIVE_TIMEOUT = 120  # a child that loads its models first is not dead
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A broker that is away must not hold up a page: the minute's `resume` picks up what was not nudged.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "socket_timeout": 5,
    "socket_connect_timeout": 1,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.2,
}

WORKER_QUEUES = env.text("WORKER_QUEUES")  # what `manage.py worker` takes; "-transcribe" is all but that
LEASE_S = env.number("LEASE_S", 60)
RESUME_EVERY_S = env.number("RESUME_EVERY_S", 60)
GIVE_UP_AFTER_S = env.number("GIVE_UP_AFTER_S", 3600)
# One for each kind of worker: lectures that take long must not hold up a grading that was not nudged.
CELERY_BEAT_SCHEDULE = {
    name: {
        "task": f"workers.tasks.{name}",
        "schedule": every_s,
        "options": {"queue": queue, "expires": every_s},
    }
    for name, queue, every_s in (
        ("resume", "default", RESUME_EVERY_S),
        ("resume_grading", "grade", RESUME_EVERY_S),
        ("forget_reasoning", "default", 3600.0),
    )
}
CELERY_BEAT_SCHEDULER = "workers.clock.SteadyScheduler"

# Files ---------------------------------------------------------------------------------------------
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(VAR_DIR / "media")))
ARTIFACT_DIR = VAR_DIR / "artifacts"
# Set to the internal prefix that the front server maps to MEDIA_ROOT ("/protected/") to hand media over to it.
X_ACCEL_REDIRECT = env.text("X_ACCEL_REDIRECT")
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# An object store instead of MEDIA_ROOT, for web and workers that share no disk. Where no key is given, boto3 looks for
# one in its own places.
S3_BUCKET = env.text("S3_BUCKET")
STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "quizgen.object_storage.ObjectStorage",
        "OPTIONS": {
            "bucket_name": S3_BUCKET,
            "endpoint_url": env.text("S3_ENDPOINT_URL") or None,
            "region_name": env.text("S3_REGION") or None,
            "access_key": env.text("S3_ACCESS_KEY") or None,
            "secret_key": env.text("S3_SECRET_KEY") or None,
            "location": env.text("S3_PREFIX"),
            "addressing_style": env.text("S3_ADDRESSING", "auto"),
        },
    }
    if S3_BUCKET
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "quizgen.lectures.receiving.ReceivedFile",
]
FILE_UPLOAD_TEMP_DIR = str(VAR_DIR / "uploads")
Path(FILE_UPLOAD_TEMP_DIR).mkdir(parents=True, exist_ok=True)
MAX_UPLOAD_BYTES = env.whole("MAX_UPLOAD_MB", 4096) * 1024 * 1024
MAX_DURATION_S = env.whole("MAX_DURATION_MINUTES", 360) * 60

# People --------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# Whether anybody who reaches the site may make an account of their own.
ALLOW_SIGN_UP = env.flag("ALLOW_SIGN_UP", True)
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "courses:home"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "en"
USE_TZ = True
TIME_ZONE = env.text("TIME_ZONE", "UTC")

# HTTPS_ONLY is for a site behind TLS; on a laptop's loopback it would lock people out.
HTTPS_ONLY = env.flag("HTTPS_ONLY", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS_ONLY else None
SECURE_SSL_REDIRECT = HTTPS_ONLY
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS_ONLY
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS_ONLY else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data:",
        "media-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)

# REST ----------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["quizgen.accounts.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "quizgen.errors.problem_response",
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_THROTTLE_RATES": {
        "grading": env.text("GRADING_RATE", "1200/min"),
        "courses": env.text("COURSES_RATE", "600/min"),
    },
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "quizgen",
    "VERSION": "1",
    "DESCRIPTION": "Grades answers in free text, and gives lectures, quizzes and results to other systems.",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "quizgen.openapi.describe_problems"],
    "ENUM_NAME_OVERRIDES": {
        "GradingStateEnum": ["pending", "succeeded", "failed"],
        "ProcessingStateEnum": ["processing", "failed", "done"],
        "FeedbackStateEnum": ["pending", "failed", "graded"],
        "QuestionStatusEnum": "quizgen.quizzes.models.QuestionStatus",
        "WorkStatusEnum": "quizgen.claims.Status",
    },
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

LOG_FORMAT = env.text("LOG_FORMAT", "lines")
if LOG_FORMAT not in logs.FORMATS:
    raise ImproperlyConfigured(f"LOG_FORMAT must be one of {', '.join(logs.FORMATS)}, not {LOG_FORMAT!r}.")
LOGGING = logs.configuration(form=LOG_FORMAT, level=env.text("LOG_LEVEL", "INFO"))

# Who may read /metrics: the bearer of this token; where it is not set, the machine itself.
METRICS_TOKEN = env.text("METRICS_TOKEN")

# The language model: LLM_URL, LLM_MODEL, LLM_PROFILE, LLM_API_KEY and how long it may think ------------
LLM: dict[str, Any] = env.language_model()

# Engines -------------------------------------------------------------------------------------------
# A short word, or a dotted path to a class. `inference.evaluation` and `inference.questions` take the same words.
MODEL_DIR = env.text("MODEL_DIR") or str(VAR_DIR / "models")
DEVICE = env.text("DEVICE", "auto")
COMPUTE_TYPE = env.text("COMPUTE_TYPE", "auto")
BATCH_SIZE = env.whole("BATCH_SIZE", 0) or None  # None: the engine's own choice for its device
SPEECH_MODEL = env.text("SPEECH_MODEL", "auto")
OCR_MODEL = env.text("OCR_MODEL", "auto")


# GRADER=cascade: from which confidence (0.5..1) the embedded grader decides alone, from which the language model does,
# how long that is waited for, and whether the embedded grader answers while it is away (never for high stakes).
CASCADE = {
    "sure": env.number("GRADER_SURE", 0.85),
    "accept": env.number("GRADER_ACCEPT", 0.7),
    "patience_s": env.number("GRADER_PATIENCE_S", 30),
    "embedded_when_away": env.flag("GRADER_EMBEDDED_WHEN_AWAY", True),
}
# Whether what was so answered is graded anew once the model is back; the newest grade counts.
REGRADE_AFTER_OUTAGE = env.flag("REGRADE_AFTER_OUTAGE", False)
# Whether the model may word the first step of the feedback anew (checked for leaks; one more call).
GRADER_REPHRASES = env.flag("GRADER_REPHRASES", False)
# What a model thought is kept for staff so long, then emptied.
REASONING_KEPT_DAYS = env.whole("REASONING_KEPT_DAYS", 30)


def _asked(variable: str, role: str) -> dict[str, Any]:
    """An engine that may ask a language model."""
    backend = env.one_of(variable, WORDS[role], "embedded")
    options: dict[str, Any] = {"llm": LLM} if backend in ASKS_A_MODEL else {}
    if backend in ASKS_A_MODEL and role == "grading":
        options["rephrase"] = GRADER_REPHRASES
    if backend == WORDS["grading"]["cascade"]:
        options |= CASCADE
    return {"BACKEND": backend, "OPTIONS": options}


_HARDWARE = {"model_dir": MODEL_DIR, "device": DEVICE, "compute_type": COMPUTE_TYPE, "batch_size": BATCH_SIZE}
ENGINES: dict[str, dict[str, Any]] = {
    "speech": {
        "BACKEND": env.one_of("SPEECH", WORDS["speech"], "embedded"),
        "OPTIONS": {**_HARDWARE, "model": SPEECH_MODEL},
    },
    "slides": {
        "BACKEND": env.one_of("OCR", WORDS["slides"], "embedded"),
        "OPTIONS": {**_HARDWARE, "model": OCR_MODEL},
    },
    "questions": _asked("QUESTION_WRITER", "questions"),
    "grading": _asked("GRADER", "grading"),
}
