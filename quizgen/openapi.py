"""What the OpenAPI document says of every address alike: the problems it may answer with, and their headers."""

from collections.abc import Iterator
from typing import Any

from quizgen.errors import PROBLEM_TYPE

METHODS = ("get", "post")
PROBLEMS = {
    400: "The request cannot be read, or a field cannot be used",
    401: "No token, or one that is unknown or revoked",
    403: "The scope of this token does not reach so far",
    404: "There is nothing here for this token",
    406: "This is not written in what `Accept` names",
    409: "There is nothing to do",
    413: "Larger than what is taken",
    415: "The body is of another type",
    422: "The recording cannot be used",
    429: "This token has asked too often",
    507: "There is no room left for recordings",
}
HEADERS = {
    401: {"WWW-Authenticate": {"schema": {"type": "string"}, "required": True}},
    429: {"Retry-After": {"schema": {"type": "integer"}, "required": True, "description": "Seconds"}},
}


def describe_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """A drf-spectacular hook. What a view describes by itself stays as it is."""
    for path, methods in result["paths"].items():
        for method in METHODS:
            if method in methods:
                described = {str(status): _problem(status) for status in _statuses(path, method, methods[method])}
                responses = {**described, **methods[method]["responses"]}
                methods[method]["responses"] = dict(sorted(responses.items()))
    return result


def _statuses(path: str, method: str, operation: dict[str, Any]) -> Iterator[int]:
    yield from (401, 403, 406, 429)
    parameters = {parameter["in"] for parameter in operation.get("parameters", ())}
    if "query" in parameters or "requestBody" in operation:
        yield 400
    if parameters & {"path", "query"}:
        yield 404
    if "requestBody" in operation:
        yield from (413, 415)
    if operation["operationId"] == "publish_quiz":
        yield 409
    if operation["operationId"] == "upload_lecture":
        yield from (422, 507)


def _problem(status: int) -> dict[str, Any]:
    described = {
        "description": PROBLEMS[status],
        "content": {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    return {**described, "headers": HEADERS[status]} if status in HEADERS else described
