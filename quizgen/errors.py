"""What a service refuses, and errors as RFC 9457 problem details."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.views import defaults
from rest_framework.exceptions import APIException, ErrorDetail
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import exception_handler

PROBLEM_TYPE = "application/problem+json"
API_PREFIX = "/api/"
STATUS_OF_REFUSED = {"upload.too_large": 413, "upload.no_room": 507, "quiz.nothing_approved": 409}
"""All others are 422."""


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


class CutOff(APIException):
    status_code = 400
    default_detail = "This request ended before its announced length. Nothing was kept."
    default_code = "cut_off"


class GraderUnavailable(APIException):
    status_code = 503
    default_detail = "The grader cannot answer now. Ask again later."
    default_code = "grading.unavailable"


class RefusedByService(APIException):
    """A Refused on its way to another system."""

    def __init__(self, refusal: Refused) -> None:
        super().__init__(refusal.sentence, refusal.code)
        self.status_code = STATUS_OF_REFUSED.get(refusal.code, 422)


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's own handling, in the shape of application/problem+json."""
    response = exception_handler(_as_api_exception(error), context)
    if response is None:
        return None
    response.data = problem_of(response.data, response.status_code)
    response.content_type = PROBLEM_TYPE
    # A problem is JSON, whatever the view would have written.
    context["request"].accepted_renderer = JSONRenderer()
    context["request"].accepted_media_type = JSONRenderer.media_type
    return response


def _as_api_exception(error: Exception) -> Exception:
    if isinstance(error, Refused):
        return RefusedByService(error)
    if isinstance(error, UnreadablePostError):
        return CutOff()
    return TooLarge() if isinstance(error, RequestDataTooBig) else error


def problem_of(data: Any, status: int, pointer: str = "#") -> dict[str, Any]:
    """DRF's `data` of an error as a problem. `pointer` is where in the request the data that it speaks of begins."""
    problem = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    if isinstance(data, dict) and isinstance(data.get("detail"), ErrorDetail):
        return {**problem, "detail": str(data["detail"]), "code": data["detail"].code}
    errors = list(pointers(data, pointer))
    return {**problem, "detail": "Some fields cannot be used.", "code": "invalid", "errors": errors}


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


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django itself refuses before a view sees it."""
    if request.path.startswith(API_PREFIX):
        return _problem(400, "This request cannot be read.", "bad_request")
    return defaults.bad_request(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    if request.path.startswith(API_PREFIX):
        return _problem(500, "Something went wrong on our side. It has been noted.", "internal")
    return defaults.server_error(request)


def _problem(status: int, detail: str, code: str) -> HttpResponse:
    problem = problem_of({"detail": ErrorDetail(detail, code)}, status)
    return JsonResponse(problem, status=status, content_type=PROBLEM_TYPE)
