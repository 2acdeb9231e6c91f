"""What `manage.py check` says about a bad configuration, before anything runs with it."""

import re
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from inference import cuda
from inference.engines import ASKS_A_MODEL

RATE = re.compile(r"[1-9][0-9]*/(sec|min|hour|day)")
BROKER_SCHEMES = ("redis://", "rediss://", "unix://")


@register()
def check_engines(**_: Any) -> list[CheckMessage]:
    """Every engine's module is there. It is looked for and not imported: the web loads no model library."""
    return [
        Error(
            f"The engine {named['BACKEND']} for {role!r} is not installed.",
            hint="Name an engine by a word of README.md's table or by a dotted path to a class.",
            id="quizgen.E001",
        )
        for role, named in settings.ENGINES.items()
        if not _module_exists(named["BACKEND"].rpartition(".")[0])
    ]


@register()
def check_language_model(**_: Any) -> list[CheckMessage]:
    """An engine that asks a model is given one."""
    asking = [role for role, named in settings.ENGINES.items() if named["BACKEND"] in ASKS_A_MODEL]
    if settings.LLM["url"] or not asking:
        return []
    sentence = f"The engines for {' and '.join(asking)} ask a language model, and LLM_URL names none."
    hint = "Set LLM_URL to an OpenAI-compatible server (docs/llm.md); manage.py check_llm then says what it can do."
    return [Error(sentence, hint=hint, id="quizgen.E006")]


@register()
def check_device(**_: Any) -> list[CheckMessage]:
    """A wish for a GPU where none can be is a warning: only the workers that have its engines need one."""
    if settings.DEVICE not in cuda.DEVICES:
        hint = f"Name one of {', '.join(cuda.DEVICES)}."
        return [Error(f"DEVICE {settings.DEVICE!r} is no device.", hint=hint, id="quizgen.E004")]
    if settings.DEVICE in cuda.ON_CUDA and not cuda.driver_is_there():
        return [
            Warning(
                f"DEVICE is {settings.DEVICE}, but this machine has no NVIDIA driver (libcuda.so.1).",
                hint="Speech and slides wait for a worker that has one; DEVICE=auto takes the CPU instead.",
                id="quizgen.W002",
            )
        ]
    return []


@register()
def check_intervals(**_: Any) -> list[CheckMessage]:
    if settings.LEASE_S > 1 and settings.RESUME_EVERY_S > 0:
        return []
    return [
        Error(
            "LEASE_S must be more than one second and RESUME_EVERY_S more than nothing.",
            hint="A lease is renewed at most once a second; with a shorter one no worker keeps its work.",
            id="quizgen.E002",
        )
    ]


@register()
def check_broker(**_: Any) -> list[CheckMessage]:
    if not settings.REDIS_URL or settings.REDIS_URL.startswith(BROKER_SCHEMES):
        return []
    return [
        Error(
            f"REDIS_URL {settings.REDIS_URL!r} is no address of a Redis server.",
            hint=f"It begins with one of {', '.join(BROKER_SCHEMES)}.",
            id="quizgen.E003",
        )
    ]


@register()
def check_rates(**_: Any) -> list[CheckMessage]:
    """How often a token may ask is looked at with its first request, which is too late to learn of a slip."""
    rates: Any = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]
    return [
        Error(
            f"The rate {rate!r} for {name} cannot be read.",
            hint="Write GRADING_RATE and COURSES_RATE as a number per sec, min, hour or day: 1200/min.",
            id="quizgen.E005",
        )
        for name, rate in rates.items()
        if not RATE.fullmatch(rate)
    ]


@register(deploy=True)
def check_broker_is_set(**_: Any) -> list[CheckMessage]:
    if settings.REDIS_URL:
        return []
    return [Warning("REDIS_URL is not set: no worker hears of new work.", hint="Set it.", id="quizgen.W001")]


def _module_exists(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False
