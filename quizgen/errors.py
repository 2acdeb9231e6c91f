"""What a service refuses, and errors as RFC 9457 problem details."""

from typing import Any

from rest_framework.response import Response
from rest_framework.views import exception_handler


class Refused(Exception):
    """A service will not do this. `sentence` is shown to people, `code` is for machines ("upload.too_large")."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's own handling, in the shape of application/problem+json."""
    response = exception_handler(error, context)
    if response is None:
        return None
    problem: dict[str, Any] = {"type": "about:blank", "status": response.status_code, "title": response.status_text}
    if isinstance(response.data, dict) and set(response.data) == {"detail"}:
        problem["detail"] = str(response.data["detail"])
    else:
        problem["detail"] = "Some fields cannot be used."
        problem["errors"] = response.data
    response.data = problem
    response.content_type = "application/problem+json"
    return response
