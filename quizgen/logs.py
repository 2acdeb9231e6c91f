"""Lines of the log, for people or for machines, each with the request, the lecture and the stage that it is about."""

import contextlib
import json
import logging
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

FORMATS = ("lines", "json")
REQUEST_ID = "request_id"

_bound: ContextVar[Mapping[str, Any]] = ContextVar("bound", default=MappingProxyType({}))


@contextlib.contextmanager
def bound(**values: object) -> Iterator[None]:
    """Every line logged inside the block, by whomever, names these values: request_id, lecture_id, stage ..."""
    token = _bound.set({**_bound.get(), **values})
    try:
        yield
    finally:
        _bound.reset(token)


def bind_afresh(**values: object) -> None:
    """Binds these and nothing else, until it is called again: for a worker, which does one thing after the other."""
    _bound.set({name: value for name, value in values.items() if value})


def bound_value(name: str) -> Any:
    """None where nothing of this name is bound."""
    return _bound.get().get(name)


class HumanLines(logging.Formatter):
    """`2026-11-24 10:00:00,000 INFO workers.claimed refused [lecture_id=3 stage=align]`"""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s%(values)s")

    def formatMessage(self, record: logging.LogRecord) -> str:
        values = " ".join(f"{name}={value}" for name, value in _values(record).items())
        record.values = f" [{values}]" if values else ""
        return super().formatMessage(record)


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, what is bound, and `exception` with its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            **_values(record),
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def configuration(*, form: str, level: str) -> dict[str, Any]:
    """For logging.config.dictConfig: everything to standard error, in one of FORMATS."""
    formatters = {"lines": {"()": "quizgen.logs.HumanLines"}, "json": {"()": "quizgen.logs.JsonLines"}}
    to_root: dict[str, Any] = {"handlers": [], "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": formatters,
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form}},
        "loggers": {
            # A socket has no host name; kombu finds that worth a warning for each connection.
            "kombu.connection": {"level": "ERROR"},
            # The client of the language model's server names its address with each request.
            "httpx2": {"level": "WARNING"},
            # gunicorn brings handlers of its own.
            "gunicorn.error": to_root,
            # RequestIds logs every request, with more.
            "gunicorn.access": {**to_root, "level": "WARNING"},
            # Django's own handlers would say some things twice.
            "django": to_root,
            "django.server": to_root,
        },
        "root": {"handlers": ["console"], "level": level},
    }


def _values(record: logging.LogRecord) -> dict[str, Any]:
    """What is bound, and what the caller adds by `extra={"values_of_line": {...}}`."""
    return {**_bound.get(), **getattr(record, "values_of_line", {})}
