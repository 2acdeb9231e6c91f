"""Requests whose body was cut off on its way: reading one fails, so that half of a file is never taken for a file.

A server tells an application of a connection that was lost only by ending the body early, and a multipart body that
ends early looks to its parser like one that is complete.
"""

from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]


class BodyCutOff(OSError):
    """Fewer bytes have come than Content-Length announced. Django makes an UnreadablePostError of it."""


class WholeBody:
    """`wsgi.input`, but for an end before its time."""

    def __init__(self, stream: Any, length: int) -> None:
        self._stream, self._left = stream, length

    def read(self, size: int = -1) -> bytes:
        return self._checked(self._stream.read(self._wanted(size)), size)

    def readline(self, size: int = -1) -> bytes:
        return self._checked(self._stream.readline(self._wanted(size)), size)

    def _wanted(self, size: int | None) -> int:
        return self._left if size is None or size < 0 else min(size, self._left)

    def _checked(self, got: bytes, size: int) -> bytes:
        self._left -= len(got)
        if not got and size != 0 and self._left > 0:
            raise BodyCutOff(f"{self._left} bytes of the request are missing")
        return got


def whole_bodies(application: Application) -> Application:
    """The WSGI application, with every announced body whole or unreadable."""

    def checking(environ: Environ, start_response: Any) -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or ""
        if length.isdecimal():
            environ["wsgi.input"] = WholeBody(environ["wsgi.input"], int(length))
        return application(environ, start_response)

    return checking
