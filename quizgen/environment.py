"""Typed reads of environment variables, and the secrets that are made once into var/."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from inference.errors import BadInput
from inference.llm import options

TRUE, FALSE = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default)


def flag(name: str, default: bool) -> bool:
    value = os.environ.get(name, str(default)).strip().lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")
    return value in TRUE


def number(name: str, default: float) -> float:
    try:
        return float(os.environ.get(name, default))
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a number, not {os.environ[name]!r}.") from None


def whole(name: str, default: int) -> int:
    return int(number(name, default))


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def one_of(name: str, choices: dict[str, str], default: str) -> str:
    """The dotted path behind a short word; a dotted path passes as it is."""
    word = os.environ.get(name, default)
    if word in choices:
        return choices[word]
    if "." in word:
        return word
    raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)} or a dotted path, not {word!r}.")


def language_model() -> dict[str, Any]:
    """How to reach the language model and how long it may think (inference/llm/options.py)."""
    try:
        return options.from_environment(os.environ)
    except BadInput as bad:
        raise ImproperlyConfigured(bad.sentence) from None


def kept_secret(path: Path) -> str:
    """The secret in `path`, made at first use and readable by its owner only. Two processes that race agree."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    value = secrets.token_urlsafe(50)
    with os.fdopen(descriptor, "w") as file:
        file.write(value)
    return value
