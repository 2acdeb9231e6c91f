"""The one way to a model server: over the `openai` package, with time-outs, retries, a limit of calls and a breaker.

What may go wrong becomes EngineUnavailable or BadInput("llm.too_long"). No message holds the key or the address: they
reach rows that instructors read.
"""

import random
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx2
import openai
from openai import OpenAI
from openai.types.chat import ChatCompletionChunk

from inference.errors import BadInput, EngineUnavailable
from inference.llm.breaker import Breaker
from inference.llm.options import NOT_SET

Result = TypeVar("Result")
Body = dict[str, Any]

TOO_LONG = "This material is longer than the language model can take in one piece."
NO_KEY = "EMPTY"
"""Without a key of our own the package would send one that it finds in the environment for OpenAI's service."""

FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 8.0
_TOO_LONG = re.compile(
    r"context.{0,10}(?:length|size|window)|too long|too many tokens|max_model_len"
    r"|exceed\w*.{0,30}(?:context|max\w*.{0,8}len)",
    re.IGNORECASE,
)


class Refused(EngineUnavailable):
    """The server understood and will not do this: a parameter that it does not know, a model that it has not."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class Away(EngineUnavailable):
    """Nobody answers at the address."""


class Failed(EngineUnavailable):
    """The server answered that it failed."""


class Connection:
    """Thread-safe. `concurrency` calls at once; the others wait their turn for as long as one call may take."""

    def __init__(self, llm: Mapping[str, Any], *, sleep: Callable[[float], None] = time.sleep) -> None:
        if not llm.get("url"):
            raise EngineUnavailable(NOT_SET)
        self.address = _with_v1(llm["url"])
        self.timeout_s = float(llm.get("timeout_s", 180.0))
        self.breaker = Breaker(rest_s=float(llm.get("rest_s", 10.0)))
        self._retries = int(llm.get("retries", 2))
        self._turns = threading.BoundedSemaphore(int(llm.get("concurrency", 8)))
        self._sleep = sleep
        self._client = OpenAI(
            base_url=self.address,
            api_key=llm.get("api_key") or NO_KEY,
            timeout=openai.Timeout(self.timeout_s, connect=float(llm.get("connect_timeout_s", 5.0))),
            max_retries=0,
        )

    def chat(self, body: Body) -> Body:
        """POST /v1/chat/completions."""
        return self.post(f"{self.address}/chat/completions", body)

    def complete(self, body: Body) -> Body:
        """POST /v1/completions."""
        return self.post(f"{self.address}/completions", body)

    def post(self, url: str, body: Body) -> Body:
        return _mapping(self._patiently(lambda: self._client.post(url, cast_to=object, body=body)))

    def models(self, *, within_s: float | None = None) -> Body:
        """GET /v1/models: the least that a server can be asked."""
        client = self._client if within_s is None else self._client.with_options(timeout=within_s)
        return _mapping(self._patiently(lambda: client.get(f"{self.address}/models", cast_to=object)))

    def beside(self, path: str) -> str:
        """The address of what servers offer next to /v1: tokenizer, health, properties."""
        return self.address.removesuffix("/v1") + path

    def stream(self, body: Body) -> Iterator[Body]:
        """The events of a streamed chat. Retried until the first one came; closed, and so cancelled on the server, as
        soon as the caller stops."""
        ends_at = time.monotonic() + self.timeout_s
        with self._turn():
            chunks = self._retried(lambda: self._open(body))
            with closing(chunks), _named(self.breaker, self.timeout_s):
                for chunk in chunks:
                    if time.monotonic() > ends_at:
                        raise EngineUnavailable(_too_slow(self.timeout_s))
                    yield chunk.to_dict()

    def _open(self, body: Body) -> Any:
        url = f"{self.address}/chat/completions"
        return self._client.post(
            url, cast_to=ChatCompletionChunk, body=body, stream=True, stream_cls=openai.Stream[ChatCompletionChunk]
        )

    def _patiently(self, ask: Callable[[], Result]) -> Result:
        with self._turn():
            return self._retried(ask)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._turns.acquire(timeout=self.timeout_s):
            raise EngineUnavailable("The language model has more to do than it can.")
        try:
            yield
        finally:
            self._turns.release()

    def _retried(self, ask: Callable[[], Result]) -> Result:
        """Again after what may pass: too many requests, a fault of the server, no connection. Not after a time-out:
        the server is still busy with the first."""
        attempt = 0
        while True:
            self.breaker.let_through()
            try:
                with _named(self.breaker, self.timeout_s):
                    return ask()
            except EngineUnavailable as error:
                wait_s = _wait_s(error.__cause__, attempt)
                if wait_s is None or attempt == self._retries:
                    raise
            self._sleep(wait_s)
            attempt += 1


def _with_v1(url: str) -> str:
    """Where only the server is named, the interface of OpenAI is under /v1."""
    return url.rstrip("/") if urlsplit(url).path.strip("/") else f"{url.rstrip('/')}/v1"


def _mapping(answer: object) -> Body:
    if not isinstance(answer, dict):
        raise Refused(200, "What answers is not a language model's server.")
    return answer


@contextmanager
def _named(breaker: Breaker, timeout_s: float) -> Iterator[None]:
    """Errors of the package by our names; the breaker hears of what speaks for or against the server's health."""
    try:
        yield
    except openai.APIStatusError as error:
        (breaker.failed if error.status_code >= 500 else breaker.succeeded)()
        raise _of_status(error) from error
    except openai.APITimeoutError as error:
        breaker.failed()
        raise EngineUnavailable(_too_slow(timeout_s)) from error
    except openai.APIConnectionError as error:
        breaker.failed()
        raise Away("The language model's server cannot be reached.") from error
    except httpx2.TimeoutException as error:
        breaker.failed()
        raise EngineUnavailable(_too_slow(timeout_s)) from error
    except (openai.OpenAIError, httpx2.HTTPError, ValueError) as error:
        breaker.failed()
        raise EngineUnavailable("The language model's server broke off its answer.") from error
    breaker.succeeded()


def _of_status(error: openai.APIStatusError) -> Exception:
    status, said = error.status_code, _said(error)
    if status in (400, 413, 422, 500) and _TOO_LONG.search(said):
        return BadInput("llm.too_long", TOO_LONG)
    if status in (401, 403):
        return Refused(status, "The language model's server refuses the key: LLM_API_KEY is not the one it was given.")
    if status == 404:
        return Refused(status, f"The language model's server has not what was asked for: {said}")
    if status == 429:
        return EngineUnavailable("The language model's server has more to do than it can.")
    if status >= 500:
        return Failed(f"The language model's server failed with status {status}.")
    return Refused(status, f"The language model's server refused the request: {said}")


def _said(error: openai.APIStatusError) -> str:
    """The server's own words, cut: it may quote what it was sent."""
    body = error.body if isinstance(error.body, dict) else {}
    inner = body.get("error", body)
    message = inner.get("message", "") if isinstance(inner, dict) else inner
    return str(message or error.response.reason_phrase)[:300]


def _wait_s(cause: BaseException | None, attempt: int) -> float | None:
    """Seconds until the next try, with full jitter (Brooker, AWS 2015) so that many do not come at once; None where
    another try is of no use."""
    if isinstance(cause, openai.APIStatusError):
        if cause.status_code != 429 and cause.status_code < 500:
            return None
    elif isinstance(cause, openai.APITimeoutError) or not isinstance(cause, openai.APIConnectionError):
        return None
    return max(_asked_wait_s(cause), random.uniform(0.0, min(LONGEST_WAIT_S, FIRST_WAIT_S * 2**attempt)))


def _asked_wait_s(cause: BaseException | None) -> float:
    """What Retry-After says, in seconds; a date or nothing is 0."""
    header = cause.response.headers.get("retry-after", "") if isinstance(cause, openai.APIStatusError) else ""
    return min(float(header), LONGEST_WAIT_S) if re.fullmatch(r"\d+(\.\d+)?", header) else 0.0


def _too_slow(timeout_s: float) -> str:
    return f"The language model did not answer within {timeout_s:g} seconds."
