"""REST: lectures, and what was said and shown in them."""

import hashlib
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.generics import RetrieveAPIView
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.serializers import Serializer

from quizgen.accounts.models import User
from quizgen.claims import Status
from quizgen.courses.models import Course
from quizgen.lectures import services
from quizgen.lectures.media import send_file, slide_etag, webvtt
from quizgen.lectures.models import Lecture, StageRun
from quizgen.lectures.receiving import refuse_unreceived
from quizgen.lectures.serializers import (
    LectureFilter,
    LectureSerializer,
    ProgressSerializer,
    SlideSerializer,
    TranscriptSerializer,
    UploadSerializer,
)
from quizgen.rest import CourseListView, CourseView, UploadParser, asking_user

IF_NONE_MATCH = OpenApiParameter(
    "If-None-Match", str, OpenApiParameter.HEADER, description="The `ETag` of what you have: 304 where it still holds"
)
ETAG = OpenApiParameter("ETag", str, OpenApiParameter.HEADER, response=[200, 304], required=True)
UNCHANGED = OpenApiResponse(description="What you have still holds")
IMAGE_TYPE = "image/webp"


class VisibleLectureView(CourseView):
    """Something of one lecture: of a course that one teaches, or of one that one takes and whose quiz is published."""

    serializer_class: Any = LectureSerializer

    def rows(self, user: User) -> QuerySet:
        return Lecture.objects.visible_to(user).select_related("quiz")


class LecturesView(CourseListView):
    serializer_class = LectureSerializer
    filter_class = LectureFilter
    parser_classes = [UploadParser]

    def rows(self, user: User) -> QuerySet:
        return Lecture.objects.visible_to(user).select_related("quiz").order_by("-uploaded_at", "-pk")

    @extend_schema(operation_id="lectures", summary="List lectures", parameters=[LectureFilter], tags=["lectures"])
    def get(self, request: Request) -> Response:
        return self.list(request)

    @extend_schema(
        operation_id="upload_lecture",
        summary="Upload a recording",
        description="The same recording in the same course is the same lecture: nothing is processed again.",
        request={"multipart/form-data": UploadSerializer},
        responses={
            201: OpenApiResponse(LectureSerializer, description="The lecture; `…/progress` says how far it is"),
            200: OpenApiResponse(LectureSerializer, description="The lecture that has this recording already"),
        },
        parameters=[OpenApiParameter("Location", str, OpenApiParameter.HEADER, response=[200, 201], required=True)],
        tags=["lectures"],
    )
    def post(self, request: Request) -> Response:
        user, began = asking_user(request), timezone.now()
        try:
            sent = request.data
        finally:  # also where the body was cut off
            refuse_unreceived(request._request)
        body = UploadSerializer(data=sent, courses=Course.objects.taught_by(user))
        body.is_valid(raise_exception=True)
        lecture = services.upload_lecture(user=user, **body.validated_data)
        address = reverse("api:lecture", args=[lecture.pk], request=request)
        status = 201 if lecture.uploaded_at >= began else 200
        return Response(self.get_serializer(lecture).data, status=status, headers={"Location": address})


@extend_schema_view(get=extend_schema(operation_id="lecture", summary="Read a lecture", tags=["lectures"]))
class LectureView(VisibleLectureView, RetrieveAPIView):
    pass


class ProgressView(VisibleLectureView):
    serializer_class = ProgressSerializer

    def rows(self, user: User) -> QuerySet:
        return Lecture.objects.taught_by(user)

    @extend_schema(operation_id="lecture_progress", summary="How far the processing is", tags=["lectures"])
    def get(self, request: Request, pk: int) -> Response:
        runs = list(self.get_object().stage_runs.order_by("pk"))
        return Response(self.get_serializer({"state": state_of(runs), "stages": runs}).data)


class TranscriptView(VisibleLectureView):
    serializer_class = TranscriptSerializer

    @extend_schema(
        operation_id="transcript",
        summary="Read what was said",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={200: TranscriptSerializer, 304: UNCHANGED},
        tags=["lectures"],
    )
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        lecture = self.get_object()
        data = self.get_serializer({"language": lecture.language, "segments": lecture.segments.all()}).data
        return unless_unchanged(request, JSONRenderer().render(data), JSONRenderer.media_type)


class WebVttRenderer(BaseRenderer):
    media_type = "text/vtt"
    format = "vtt"
    charset = "utf-8"

    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        return str(data).encode()


class WebVttView(VisibleLectureView):
    renderer_classes = [WebVttRenderer]

    @extend_schema(
        operation_id="transcript_webvtt",
        summary="Read what was said as WebVTT",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={(200, "text/vtt"): OpenApiTypes.STR, 304: UNCHANGED},
        tags=["lectures"],
    )
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        body = webvtt(self.get_object().segments.all()).encode()
        return unless_unchanged(request, body, "text/vtt; charset=utf-8")


class SlidesView(CourseListView):
    serializer_class = SlideSerializer
    filter_class = Serializer

    def rows(self, user: User) -> QuerySet:
        return Lecture.objects.visible_to(user)

    def get_queryset(self) -> QuerySet:
        if getattr(self, "swagger_fake_view", False):
            return super().get_queryset()
        return get_object_or_404(super().get_queryset(), pk=self.kwargs["pk"]).slides.all()

    @extend_schema(operation_id="slides", summary="List the slides of a lecture", tags=["lectures"])
    def get(self, request: Request, pk: int) -> Response:
        return self.list(request)


class WebpRenderer(BaseRenderer):
    media_type = IMAGE_TYPE
    format = "webp"


class SlideImageView(VisibleLectureView):
    renderer_classes = [WebpRenderer]

    @extend_schema(
        operation_id="slide_image",
        summary="The picture of a slide",
        parameters=[IF_NONE_MATCH, ETAG],
        responses={(200, IMAGE_TYPE): OpenApiTypes.BINARY, 304: UNCHANGED},
        tags=["lectures"],
    )
    def get(self, request: Request, pk: int, position: int) -> HttpResponseBase:
        slide = get_object_or_404(self.get_object().slides, position=position)
        return send_file(request._request, slide.image, content_type=IMAGE_TYPE, etag=slide_etag(slide.image))


def state_of(runs: list[StageRun]) -> str:
    if any(run.status == Status.FAILED for run in runs):
        return "failed"
    return "processing" if any(run.status != Status.SUCCEEDED for run in runs) else "done"


def unless_unchanged(request: Request, body: bytes, content_type: str) -> HttpResponseBase:
    """The body with a strong ETag of its own, or 304 where the asker has it (RFC 9110, section 13)."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type=content_type)
    answer = get_conditional_response(request._request, etag=etag, response=response) or response
    answer["ETag"], answer["Cache-Control"] = etag, "private, no-cache"
    return answer
