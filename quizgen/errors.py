"""What a service refuses, and errors as RFC 9457 problem details."""

from collections.abc import Iterator
from typing import Any

from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.views import exception_handler


class Refused(Exception):
    """A service will not do this. `sentence` is shown to people, `code` is for machines ("upload.too_large")."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


class CannotGrade(APIException):
    """The request is well formed, but the grader cannot use it: `code` and `detail` are those of its BadInput."""

    status_code = 422
    default_detail = "This answer cannot be graded."
    default_code = "grading.input"


class TooLarge(APIException):
    status_code = 413
    default_detail = "This request is larger than any that can be used."
    default_code = "too_large"


class GraderUnavailable(APIException):
    status_code = 503
    default_detail = "The grader cannot answer now. Ask again later."
    default_code = "grading.unavailable"


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's own handling, in the shape of application/problem+json."""
    response = exception_handler(error, context)
    if response is None:
        return None
    problem: dict[str, Any] = {"type": "about:blank", "title": response.status_text, "status": response.status_code}
    if isinstance(response.data, dict) and set(response.data) == {"detail"}:
        problem["detail"] = str(response.data["detail"])
        problem["code"] = getattr(response.data["detail"], "code", "error")
    else:
        problem["detail"] = "Some fields cannot be used."
        problem["code"] = "invalid"
        problem["errors"] = list(pointers(response.data))
    response.data = problem
    response.content_type = "application/problem+json"
    return response


def pointers(errors: Any, pointer: str = "#") -> Iterator[dict[str, str]]:
    """DRF's nested errors as a flat list of JSON pointers (RFC 6901) with a sentence each."""
    if isinstance(errors, dict):
        for name, inner in errors.items():
            yield from pointers(inner, pointer if name == "non_field_errors" else f"{pointer}/{name}")
    elif isinstance(errors, list):
        for position, inner in enumerate(errors):
            yield from pointers(inner, f"{pointer}/{position}" if isinstance(inner, dict) else pointer)
    else:
        yield {"pointer": pointer, "detail": str(errors)}
