"""REST: one answer is graded."""

import uuid
from collections.abc import Mapping
from typing import IO, Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework.exceptions import NotAuthenticated
from rest_framework.generics import GenericAPIView
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from quizgen.accounts.models import ApiToken
from quizgen.attempts import services
from quizgen.attempts.models import GradingRequest
from quizgen.attempts.serializers import (
    GradeRequestSerializer,
    GradeResultSerializer,
    GradeStateSerializer,
    ProblemSerializer,
)
from quizgen.claims import Status
from quizgen.errors import CannotGrade, GraderUnavailable, TooLarge

WAIT_S = 5.0
MAX_BODY_BYTES = 1024 * 1024  # the longest fields that are taken, with every character escaped
PROBLEM_TYPE = "application/problem+json"
STATES = {Status.PENDING: "pending", Status.RUNNING: "pending", Status.SUCCEEDED: "succeeded", Status.FAILED: "failed"}

EXAMPLE = OpenApiExample(
    "Entropy",
    request_only=True,
    value={
        "question": "What is entropy?",
        "reference_answers": ["A measure of the disorder of a system."],
        "key_points": ["measure of disorder", {"text": "of a system", "points": 0.5}],
        "response": "It measures how disordered a system is.",
        "language": "en",
    },
)


class BoundedJSONParser(JSONParser):
    """DRF reads a body of any length into memory; what is too long is refused before it is read."""

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        request = (parser_context or {})["request"]
        if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BODY_BYTES:
            raise TooLarge
        return super().parse(stream, media_type, parser_context)


def asking_token(request: Request) -> ApiToken:
    token = request.auth
    if not isinstance(token, ApiToken):
        raise NotAuthenticated
    return token


def problem(description: str) -> OpenApiResponse:
    return OpenApiResponse(ProblemSerializer, description=description)


class GradeView(GenericAPIView):
    serializer_class = GradeRequestSerializer
    parser_classes = [BoundedJSONParser]

    @extend_schema(
        operation_id="grade",
        summary="Grade one answer",
        examples=[EXAMPLE],
        responses={
            200: OpenApiResponse(GradeResultSerializer, description="The grade"),
            202: OpenApiResponse(GradeStateSerializer, description="Not graded within 5 s: ask at `Location`."),
            (400, PROBLEM_TYPE): problem("A field cannot be used"),
            (401, PROBLEM_TYPE): problem("No token, or one that is unknown or revoked"),
            (413, PROBLEM_TYPE): problem("More than 1 MiB"),
            (422, PROBLEM_TYPE): problem("The grader does not know this language"),
            (503, PROBLEM_TYPE): problem("The grader cannot answer now"),
        },
    )
    def post(self, request: Request) -> Response:
        body = self.get_serializer(data=request.data)
        body.is_valid(raise_exception=True)
        asked = services.request_grading(token=asking_token(request), body=body.validated_data)
        asked = services.wait_for(asked, WAIT_S)
        if asked.status == Status.SUCCEEDED:
            return Response(asked.result)
        if asked.status == Status.FAILED:
            raise failure(asked)
        address = reverse("api:grade_state", args=[asked.pk], request=request)
        return Response(state_of(asked), status=202, headers={"Location": address, "Retry-After": "2"})


class GradeStateView(GenericAPIView):
    serializer_class = GradeStateSerializer

    @extend_schema(
        operation_id="grade_state",
        summary="Ask for a grade that took longer",
        responses={
            200: OpenApiResponse(GradeStateSerializer, description="The state, and the grade once there is one"),
            (401, PROBLEM_TYPE): problem("No token, or one that is unknown or revoked"),
            (404, PROBLEM_TYPE): problem("This token has asked for no such grading"),
        },
    )
    def get(self, request: Request, grading_request_id: uuid.UUID) -> Response:
        asked = get_object_or_404(GradingRequest, pk=grading_request_id, token=asking_token(request))
        return Response(state_of(asked))


def state_of(asked: GradingRequest) -> dict[str, object]:
    return {"id": str(asked.pk), "state": STATES[Status(asked.status)], "result": asked.result, "error": asked.error}


def failure(asked: GradingRequest) -> CannotGrade | GraderUnavailable:
    """A BadInput of the grader has a code of its own; without a sentence the grader was not there."""
    if asked.error_code.startswith("grading.") and asked.error_code != GraderUnavailable.default_code:
        return CannotGrade(detail=asked.error or None, code=asked.error_code)
    return GraderUnavailable()
