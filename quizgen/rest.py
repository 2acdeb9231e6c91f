"""What all REST views share: pages of a list, filters, limits on a body, and an answer where there is no address."""

from collections.abc import Mapping
from typing import IO, Any, ClassVar

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from rest_framework.exceptions import NotFound, ParseError, ValidationError
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.pagination import BasePagination, PageNumberPagination
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import IntegerField, Serializer
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from quizgen.accounts.models import User
from quizgen.accounts.permissions import MayUseCourses
from quizgen.accounts.throttling import CourseThrottle
from quizgen.errors import TooLarge

FORM_BYTES = 64 * 1024
"""What a form adds to the file in it: its other fields and the boundaries."""


class KeyField(IntegerField):
    """A row's key in a filter."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=2**63 - 1, required=False, **kwargs)


class WantedRows(Serializer):
    page_size = IntegerField(min_value=1, max_value=200, default=50)
    after = KeyField()


class WantedPage(Serializer):
    page = IntegerField(min_value=1, default=1)
    page_size = IntegerField(min_value=1, max_value=200, default=50)


PAGE_SIZES = {"type": "integer", "minimum": 1, "maximum": 200, "default": 50}


class Pages(PageNumberPagination):
    """DRF's, but a number that cannot be used is refused and not passed over."""

    page_size_query_param = "page_size"
    parameters = frozenset({"page", "page_size"})

    def get_page_size(self, request: Request) -> int:
        asked = WantedPage(data=request.query_params.dict())
        asked.is_valid(raise_exception=True)
        return int(asked.validated_data["page_size"])

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any] | None:
        """The keys of the page first, then its rows: a page far behind passes over keys and not over whole rows."""
        keys = queryset.select_related(None).prefetch_related(None).values_list("pk", flat=True)
        page: list[Any] | None = super().paginate_queryset(keys, request, view)
        return None if page is None else list(queryset.filter(pk__in=page))

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return [
            {"name": "page", "in": "query", "schema": {"type": "integer", "minimum": 1, "default": 1}},
            {"name": "page_size", "in": "query", "schema": PAGE_SIZES},
        ]


class PagesByKey(BasePagination):
    """Of lists that grow with every answer: in the order of their keys, each page from the last key of the one before.

    Without a number of pages and of rows: to count 100,000 rows takes longer than to send 50 of them.
    """

    parameters = frozenset({"after", "page_size"})

    def paginate_queryset(self, queryset: Any, request: Request, view: APIView | None = None) -> list[Any]:
        """The keys first, for a database that sorts whole rows else, and one more than fit on the page."""
        wanted = WantedRows(data=request.query_params.dict())
        wanted.is_valid(raise_exception=True)
        size, after = wanted.validated_data["page_size"], wanted.validated_data.get("after", 0)
        further = queryset.filter(pk__gt=after).order_by("pk").select_related(None).prefetch_related(None)
        keys = list(further.values_list("pk", flat=True)[: size + 1])
        self.next = replace_query_param(request.build_absolute_uri(), "after", keys[size - 1]) if keys[size:] else None
        return list(queryset.filter(pk__in=keys[:size]).order_by("pk"))

    def get_paginated_response(self, data: Any) -> Response:
        return Response({"next": self.next, "results": data})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        address = {"type": "string", "nullable": True, "format": "uri", "description": "Of the next page"}
        return {
            "type": "object",
            "required": ["next", "results"],
            "properties": {"next": address, "results": schema},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        after = {"type": "integer", "minimum": 1, "maximum": 2**63 - 1}
        described = "Only rows with a key above this one"
        return [
            {"name": "after", "in": "query", "description": described, "schema": after},
            {"name": "page_size", "in": "query", "schema": PAGE_SIZES},
        ]


class NestedJSONParser(JSONParser):
    """A body that is too long Django refuses by itself; one that is too deep would be a bug of ours."""

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError("This JSON is nested too deeply.") from None


class UploadParser(MultiPartParser):
    """Refuses by its announced length what is longer than any recording that is taken."""

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        request = (parser_context or {})["request"]
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.MAX_UPLOAD_BYTES + FORM_BYTES:
            raise TooLarge
        return super().parse(stream, media_type, parser_context)


class CourseView(GenericAPIView):
    """A view of rows that belong to courses. `rows` says which of them this user may see."""

    permission_classes = [MayUseCourses]
    throttle_classes = [CourseThrottle]

    def rows(self, user: User) -> QuerySet:
        raise NotImplementedError

    def get_queryset(self) -> QuerySet:
        if getattr(self, "swagger_fake_view", False):  # the OpenAPI document is written without a user
            described: Any = self.get_serializer_class()
            return described.Meta.model._default_manager.none()
        return self.rows(asking_user(self.request))


class CourseListView(CourseView, ListAPIView):
    """A list in pages. The fields of `filter_class` are the query parameters; their `source` is a lookup."""

    pagination_class: type[Pages] | type[PagesByKey] = Pages
    filter_class: ClassVar[type[Serializer]]

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        asked = self.filter_class(data=self.request.query_params.dict())
        known = {*asked.fields, *self.pagination_class.parameters}
        # A filter with a slip of the pen would else be a list of everything.
        if unknown := set(self.request.query_params) - known:
            raise ValidationError({name: ["There is no such parameter."] for name in sorted(unknown)})
        asked.is_valid(raise_exception=True)
        return queryset.filter(**asked.validated_data)


def asking_user(request: Request) -> User:
    """Whose token this is. The permission has let nobody else come here."""
    user = request.user
    assert isinstance(user, User)
    return user


class NoSuchAddress(APIView):
    """Every other address under /api/, for every method and everybody."""

    authentication_classes = []
    permission_classes = []
    schema = None

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        raise NotFound("There is no such address.")

    options = http_method_not_allowed
