"""Every request has an id: the one that a front server sent, or a new one. It stands in the answer and in the log."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from quizgen.logs import REQUEST_ID, bound

HEADER = "X-Request-ID"
USABLE = re.compile(r"[A-Za-z0-9._-]{1,64}")
# Asked every few seconds by machines; a line for each would bury the others.
UNLOGGED = frozenset({"/healthz", "/readyz", "/metrics"})

logger = logging.getLogger(__name__)


class RequestIds:
    """Binds the id to the log, returns it in X-Request-ID, and logs one line per request with its duration."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = _request_id(request)
        with bound(**{REQUEST_ID: request_id}):
            began = time.monotonic()
            response = self.get_response(request)
            response[HEADER] = request_id
            if request.path not in UNLOGGED:
                _log(request, response, time.monotonic() - began)
            return response


def _request_id(request: HttpRequest) -> str:
    """What does not look like an id is not repeated: it would be somebody else's text in our log."""
    sent = request.headers.get(HEADER, "")
    return sent if USABLE.fullmatch(sent) else uuid.uuid4().hex


def _log(request: HttpRequest, response: HttpResponse, took_s: float) -> None:
    values = {"method": request.method, "path": request.path, "status": response.status_code}
    # The user where a view has read it already: a line of the log is worth no query.
    user = getattr(request, "_cached_user", None)
    if user is not None and user.pk:
        values["user_id"] = user.pk
    milliseconds = round(took_s * 1000)
    logger.info(
        "%s %s %s in %d ms",
        request.method,
        request.path,
        response.status_code,
        milliseconds,
        extra={"values_of_line": {**values, "duration_ms": milliseconds}},
    )
