"""Recordings, slide images and captions, each after the permission check.

Without byte ranges no browser can seek in a recording, so they are answered here (RFC 9110, section 14) unless
X_ACCEL_REDIRECT hands the file over to the front server, which then does the same after our check.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db.models.fields.files import FieldFile
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from quizgen.accounts.authentication import SignedInRequest
from quizgen.lectures.models import Lecture, TranscriptSegment
from quizgen.storage import local_path, read_range

# A player asks for "everything from here" and then reads as slowly as it plays; without an end of our own each viewer
# would hold a server thread for the whole lecture. A shorter part than asked for is allowed, and players ask on.
OPEN_RANGE_BYTES = 8 * 1024 * 1024

CONTENT_TYPES = {
    ".aac": "audio/aac",
    ".flac": "audio/flac",
    ".m4a": "audio/mp4",
    ".m4v": "video/mp4",
    ".mkv": "video/x-matroska",
    ".mov": "video/quicktime",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".oga": "audio/ogg",
    ".ogg": "audio/ogg",
    ".ogv": "video/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".webm": "video/webm",
    ".webp": "image/webp",
}


class RangeNotSatisfiable(Exception):
    """The range asked for lies outside the file."""


@dataclass(frozen=True, slots=True)
class ByteRange:
    """`first` and `last` are byte positions, both inclusive, as in Content-Range."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


@require_safe
@login_required
def lecture_media(request: SignedInRequest, lecture_id: int) -> HttpResponseBase:
    lecture = get_object_or_404(Lecture.objects.visible_to(request.user), pk=lecture_id)
    content_type = CONTENT_TYPES.get(lecture.suffix.lower(), "application/octet-stream")
    return send_file(request, lecture.media, content_type=content_type, etag=f'"{lecture.sha256}"')


@require_safe
@login_required
def slide_image(request: SignedInRequest, lecture_id: int, position: int, size: str) -> HttpResponseBase:
    """`size` is "image" or "thumbnail"."""
    if size not in ("image", "thumbnail"):
        raise Http404("A slide is kept as image and as thumbnail.")
    lecture = get_object_or_404(Lecture.objects.visible_to(request.user), pk=lecture_id)
    file: FieldFile = getattr(get_object_or_404(lecture.slides, position=position), size)
    return send_file(request, file, content_type="image/webp", etag=slide_etag(file))


@require_safe
@login_required
def captions(request: SignedInRequest, lecture_id: int) -> HttpResponse:
    """WebVTT from the transcript (https://www.w3.org/TR/webvtt1/)."""
    lecture = get_object_or_404(Lecture.objects.visible_to(request.user), pk=lecture_id)
    response = HttpResponse(webvtt(lecture.segments.defer("words")), content_type="text/vtt; charset=utf-8")
    response["Cache-Control"] = "private, no-cache"
    return response


def webvtt(segments: Iterable[TranscriptSegment]) -> str:
    cues = "\n".join(cue(segment) for segment in segments)
    return f"WEBVTT\n\n{cues}"


def cue(segment: TranscriptSegment) -> str:
    """One cue. A blank line would end it and a tag would style it, so white space is folded and markup escaped."""
    text = " ".join(segment.text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"{timestamp(segment.start)} --> {timestamp(segment.end)}\n{text}\n"


def timestamp(seconds: float) -> str:
    """HH:MM:SS.mmm"""
    whole, milliseconds = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{milliseconds:03}"


def slide_etag(file: FieldFile) -> str:
    """A picture's name is never used for another picture."""
    return f'"{hashlib.sha256(f"{file.name}".encode()).hexdigest()}"'


def send_file(request: HttpRequest, file: FieldFile, *, content_type: str, etag: str) -> HttpResponseBase:
    """The file, the part of it that is asked for, or 304 where the browser has it already. 404 where it is gone."""
    if settings.X_ACCEL_REDIRECT and local_path(str(file.name)):
        return _handed_over(file, content_type)
    size = _size_or_404(file)
    response: HttpResponseBase
    if _has_it_already(request, etag):
        response = HttpResponse(status=304)
    else:
        response = _whole_or_part(request, file, size, content_type, etag)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    # Kept by the browser, but asked about each time: whoever leaves the course no longer sees it.
    response["Cache-Control"] = "private, no-cache"
    return response


def wanted_range(header: str, size: int) -> ByteRange | None:
    """The one range that is asked for; None where the whole file answers (no range, several, or not understood).

    Raises RangeNotSatisfiable where it starts behind the end.
    """
    match = re.fullmatch(r"\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*", header, re.ASCII)
    if match is None or not any(match.groups()):
        return None
    first, last = match.groups()
    if not first:
        return _suffix_range(int(last), size)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise RangeNotSatisfiable
    open_end = int(first) + OPEN_RANGE_BYTES - 1
    return ByteRange(int(first), min(int(last) if last else open_end, size - 1))


def _suffix_range(length: int, size: int) -> ByteRange:
    if length == 0 or size == 0:
        raise RangeNotSatisfiable
    return ByteRange(max(0, size - length), size - 1)


def _handed_over(file: FieldFile, content_type: str) -> HttpResponse:
    response = HttpResponse(content_type=content_type)
    response["X-Accel-Redirect"] = f"{settings.X_ACCEL_REDIRECT.rstrip('/')}/{quote(str(file.name))}"
    response["Cache-Control"] = "private, no-cache"
    return response


def _size_or_404(file: FieldFile) -> int:
    if not file:
        raise Http404("There is no such file.")
    try:
        return file.size
    except FileNotFoundError:
        raise Http404("The file is gone.") from None


def _has_it_already(request: HttpRequest, etag: str) -> bool:
    known = {tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(",")}
    return etag in known or "*" in known


def _whole_or_part(
    request: HttpRequest, file: FieldFile, size: int, content_type: str, etag: str
) -> HttpResponse | StreamingHttpResponse:
    try:
        part = wanted_range(_range_header(request, etag), size)
    except RangeNotSatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    sent = part or ByteRange(0, size - 1)
    headers = {"Content-Length": str(sent.length)}
    if part:
        headers["Content-Range"] = f"bytes {part.first}-{part.last}/{size}"
    if request.method == "HEAD":
        return HttpResponse(content_type=content_type, headers=headers)
    status = 206 if part else 200
    body = read_range(str(file.name), sent.first, sent.length)
    return StreamingHttpResponse(body, status=status, content_type=content_type, headers=headers)


def _range_header(request: HttpRequest, etag: str) -> str:
    """Empty where ranges have no meaning: for HEAD, and where If-Range names another state of the file."""
    if request.method != "GET" or request.headers.get("If-Range", etag) != etag:
        return ""
    return request.headers.get("Range", "")
