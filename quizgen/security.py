"""What a browser may load and run on our pages: nothing inline and nothing of others.

Texts of models and people are escaped by the templates; this is the second wall behind that one.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "Content-Security-Policy"
# The page that tries the REST interface out brings a script inline, made from our own schema.
BRINGS_INLINE_SCRIPT = {"api_docs"}


class ContentSecurityPolicy:
    """Adds settings.CONTENT_SECURITY_POLICY to every answer that has none of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if match is None or match.view_name not in BRINGS_INLINE_SCRIPT:
            response.headers.setdefault(HEADER, settings.CONTENT_SECURITY_POLICY)
        return response
