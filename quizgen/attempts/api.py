"""REST: one answer is graded, or a batch of them."""

import uuid
from typing import Any

from django.conf import settings
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.exceptions import APIException, NotAuthenticated, ValidationError
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from inference.errors import BadInput
from inference.grading.languages import refuse_unknown
from quizgen.accounts.models import ApiToken
from quizgen.accounts.permissions import MayGrade
from quizgen.accounts.throttling import GradingThrottle
from quizgen.attempts import services
from quizgen.attempts.models import GradingRequest
from quizgen.attempts.prefer import LONGEST_WAIT_S, preference_of
from quizgen.attempts.serializers import (
    GRADE_REQUEST,
    GRADE_RESULT,
    GradeBatchSerializer,
    GradeRequestSerializer,
    GradeStateSerializer,
    ProblemSerializer,
)
from quizgen.claims import Status
from quizgen.errors import PROBLEM_TYPE, CannotGrade, GraderUnavailable, problem_of
from quizgen.rest import NestedJSONParser

WAIT_S, WAIT_FOR_BATCH_S = 5.0, 0.0
ASK_AGAIN_AFTER_S = 2
MAX_KEY_CHARACTERS = 255
STATES = {Status.PENDING: "pending", Status.RUNNING: "pending", Status.SUCCEEDED: "succeeded", Status.FAILED: "failed"}

ENTROPY = {
    "question": "What is entropy?",
    "reference_answers": ["A measure of the disorder of a system."],
    "key_points": ["measure of disorder", {"text": "of a system", "points": 0.5}],
    "response": "It measures how disordered a system is.",
    "language": "en",
}
EXAMPLES = [
    OpenApiExample("One answer", request_only=True, value=ENTROPY),
    OpenApiExample("A batch", request_only=True, value={"items": [ENTROPY, {**ENTROPY, "response": "disorder"}]}),
]
HEADERS = [
    OpenApiParameter(
        "Prefer",
        str,
        OpenApiParameter.HEADER,
        description=f"`wait=n` (RFC 7240): wait for at most n seconds, {LONGEST_WAIT_S} at most. "
        "Left out: 5 for one answer, 0 for a batch",
    ),
    OpenApiParameter(
        "Idempotency-Key",
        str,
        OpenApiParameter.HEADER,
        description=f"Of your choice, at most {MAX_KEY_CHARACTERS} characters: within a day the same key and body "
        "give the same grading, the same key with another body is refused",
    ),
    OpenApiParameter("Preference-Applied", str, OpenApiParameter.HEADER, response=[200, 202]),
    OpenApiParameter("Location", str, OpenApiParameter.HEADER, response=[202], required=True),
    OpenApiParameter("Retry-After", int, OpenApiParameter.HEADER, response=[202], required=True),
]


class GradeView(GenericAPIView):
    serializer_class = GradeRequestSerializer
    parser_classes = [NestedJSONParser]
    permission_classes = [MayGrade]
    throttle_classes = [GradingThrottle]

    @extend_schema(
        operation_id="grade",
        summary="Grade an answer, or a batch of up to 256",
        examples=EXAMPLES,
        parameters=HEADERS,
        request=GRADE_REQUEST,
        responses={
            200: OpenApiResponse(GRADE_RESULT, description="The grade; of a batch, its results in order"),
            202: OpenApiResponse(GradeStateSerializer, description="Not graded yet: ask at `Location`"),
            (422, PROBLEM_TYPE): OpenApiResponse(
                ProblemSerializer, description="The grader cannot use this, or the key was sent with another body"
            ),
            (503, PROBLEM_TYPE): OpenApiResponse(ProblemSerializer, description="The grader cannot answer now"),
        },
        tags=["grading"],
    )
    def post(self, request: Request) -> Response:
        body = batch_of(request.data) if is_batch(request.data) else item_of(request.data)
        preference = preference_of(
            request.headers.get("Prefer", ""), WAIT_FOR_BATCH_S if is_batch(request.data) else WAIT_S
        )
        asked = services.request_grading(token=asking_token(request), body=body, key=key_of(request))
        answer = answer_to(services.wait_for(asked, preference.wait_s), request)
        if preference.applied:
            answer["Preference-Applied"] = preference.applied
        return answer


class GradeStateView(GenericAPIView):
    serializer_class = GradeStateSerializer
    permission_classes = [MayGrade]
    throttle_classes = [GradingThrottle]

    @extend_schema(
        operation_id="grade_state",
        summary="Ask for a grade that took longer",
        responses={
            200: OpenApiResponse(GradeStateSerializer, description="The state, and the grade once there is one"),
        },
        tags=["grading"],
    )
    def get(self, request: Request, grading_request_id: uuid.UUID) -> Response:
        asked = get_object_or_404(GradingRequest.objects.kept(), pk=grading_request_id, token=asking_token(request))
        return Response(state_of(asked))


def is_batch(data: Any) -> bool:
    return isinstance(data, dict) and "items" in data


def batch_of(data: Any) -> dict[str, Any]:
    """The items, each checked; in the place of one that cannot be used stands {"problem": ...}."""
    batch = GradeBatchSerializer(data=data)
    batch.is_valid(raise_exception=True)
    return {"items": [_item_or_problem(item, i) for i, item in enumerate(batch.validated_data["items"])]}


def item_of(data: Any) -> dict[str, Any]:
    """Raises ValidationError, or CannotGrade for a language that the grader is known not to read."""
    item = GradeRequestSerializer(data=data)
    item.is_valid(raise_exception=True)
    try:
        refuse_unknown(item.validated_data["language"], settings.ENGINES["grading"]["BACKEND"])
    except BadInput as bad:
        raise CannotGrade(bad.sentence, bad.code) from bad
    return dict(item.validated_data)


def _item_or_problem(data: Any, position: int) -> dict[str, Any]:
    try:
        return item_of(data)
    except ValidationError as invalid:
        return {"problem": problem_of(invalid.detail, invalid.status_code, f"#/items/{position}")}
    except APIException as refused:
        return {"problem": problem_of({"detail": refused.detail}, refused.status_code)}


def key_of(request: Request) -> str:
    """The Idempotency-Key, which may be quoted as a structured field is (RFC 8941); empty without one."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > MAX_KEY_CHARACTERS or not key.isprintable():
        raise ValidationError({"Idempotency-Key": [f"A key has at most {MAX_KEY_CHARACTERS} printable characters."]})
    return key[1:-1] if len(key) > 1 and key[0] == key[-1] == '"' else key


def asking_token(request: Request) -> ApiToken:
    token = request.auth
    if not isinstance(token, ApiToken):
        raise NotAuthenticated
    return token


def answer_to(asked: GradingRequest, request: Request) -> Response:
    if asked.status == Status.SUCCEEDED:
        return Response(asked.result)
    if asked.status == Status.FAILED:
        raise failure(asked)
    address = reverse("api:grade_state", args=[asked.pk], request=request)
    headers = {"Location": address, "Retry-After": str(ASK_AGAIN_AFTER_S)}
    return Response(state_of(asked), status=202, headers=headers)


def state_of(asked: GradingRequest) -> dict[str, object]:
    """While it is put off a grading has an error, too; only one that has failed is over."""
    has_failed = asked.status == Status.FAILED
    return {
        "id": str(asked.pk),
        "state": STATES[Status(asked.status)],
        "result": asked.result,
        "code": failure(asked).get_codes() if has_failed else "",
        "error": asked.error if has_failed else "",
    }


def failure(asked: GradingRequest) -> CannotGrade | GraderUnavailable:
    """Where the grader could not use what was asked, its own words; else it was not there."""
    if services.is_refused(asked):
        return CannotGrade(detail=asked.error or None, code=asked.error_code)
    return GraderUnavailable()
