"""The HTTP side: routes, keys, scripted turns, and what a test may ask about the requests that came."""

import contextlib
import itertools
import json
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.scripted_llm import shapes
from tests.scripted_llm.generation import completion_prompt, generate, render
from tests.scripted_llm.kinds import VLLM, Kind
from tests.scripted_llm.tokenizer import Tokenizer
from tests.scripted_llm.turns import INVENTED, Turn

OF_THE_CHECK = ("Three boxes hold apples", "Say good morning in one short sentence.")
_COUNTER = itertools.count(1)
METRICS = 'vllm:num_requests_running{model_name="scripted"} 0.0\n'


class ScriptedServer:
    """`with ScriptedServer() as server: server.url`. `say` scripts the next answers, `answer_with` all of them; what is
    not scripted is made up. Requests of the capability check use up no turn and are not among `asked`."""

    def __init__(
        self, kind: Kind = VLLM, *, api_key: str = "", model: str = "scripted/model", context: int = 2048
    ) -> None:
        self.kind, self.api_key, self.model, self.context = kind, api_key, model, context
        self.tokenizer = Tokenizer()
        self.asked: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.most_at_once = 0
        self.broken_off = threading.Event()
        # A process remembers what it found of a server by its address, and ports come again.
        self.prefix = f"/{next(_COUNTER)}"
        self._port = 0
        self._at_once = 0
        self._turns: deque[Turn] = deque()
        self._answer_with: Callable[[dict[str, Any]], Turn | None] = _nothing
        self._lock = threading.Lock()

    def __enter__(self) -> "ScriptedServer":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """On a free port, and once stopped on the same one again."""
        handler = type("Handler", (_Handler,), {"site": self})
        self._server = _Server(("127.0.0.1", self._port), handler)
        self._port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """As a process that is killed: whoever is being answered is cut off."""
        self._server.shutdown()
        self._server.server_close()
        self._server.cut_off()
        self._thread.join()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}{self.prefix}/v1"

    def say(self, *turns: Turn | str) -> None:
        self._turns.extend(Turn(content=turn) if isinstance(turn, str) else turn for turn in turns)

    def answer_with(self, answer: Callable[[dict[str, Any]], Turn | None]) -> None:
        """`answer` gets each request's body; None makes something up."""
        self._answer_with = answer

    def turn_for(self, body: dict[str, Any]) -> Turn:
        prompt = completion_prompt(self.tokenizer, body) if "prompt" in body else json.dumps(body["messages"])
        if any(text in prompt for text in OF_THE_CHECK):
            return INVENTED
        with self._lock:
            self.asked.append(body)
            if self._turns:
                return self._turns.popleft()
        return self._answer_with(body) or INVENTED

    def counted(self, change: int) -> None:
        with self._lock:
            self._at_once += change
            self.most_at_once = max(self.most_at_once, self._at_once)


def _nothing(body: dict[str, Any]) -> None:
    """Whatever is asked, something is made up."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, *args: Any) -> None:
        self._open: list[socket.socket] = []
        super().__init__(*args)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.append(request)
        super().process_request(request, client_address)

    def cut_off(self) -> None:
        for request in self._open:
            with contextlib.suppress(OSError):
                request.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no error of ours."""


class _Handler(BaseHTTPRequestHandler):
    site: ScriptedServer
    protocol_version = "HTTP/1.1"
    # Head and body in one packet: a second small one would wait for the first one's acknowledgement.
    wbufsize = 65536
    disable_nagle_algorithm = True

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        self._seen()
        if self.path == "/health":
            self._send(200, b"")
        elif self.path == "/metrics":
            self._send(200, METRICS.encode(), "text/plain; version=0.0.4")
        elif not self._is_allowed():
            self._json(401, {"error": "Unauthorized"})
        elif self.path == "/v1/models":
            self._json(200, shapes.models(self.site.kind, self.site.model, self.site.context))
        else:
            self._json(404, {"detail": "Not Found"})

    def do_POST(self) -> None:
        self._seen()
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path.startswith("/v1/") and not self._is_allowed():
            self._json(401, {"error": "Unauthorized"})
        elif self.path == "/tokenize" and self.site.kind.tokenize != "none":
            self._tokenize(body)
        elif self.path not in ("/v1/chat/completions", "/v1/completions"):
            self._json(404, {"detail": "Not Found"})
        elif body.get("model") != self.site.model:
            self._json(404, shapes.error(404, f"The model `{body.get('model')}` does not exist.", "model"))
        else:
            self._generate(body)

    def _seen(self) -> None:
        self.path = self.path.removeprefix(self.site.prefix)
        self.site.paths.append(self.path)
        self.site.headers.append({name.lower(): value for name, value in self.headers.items()})

    def _is_allowed(self) -> bool:
        return not self.site.api_key or self.headers.get("Authorization") == f"Bearer {self.site.api_key}"

    def _tokenize(self, body: dict[str, Any]) -> None:
        tokenizer = self.site.tokenizer
        if self.site.kind.tokenize == "llama":
            self._json(200, {"tokens": tokenizer.encode(body.get("content", ""))})
            return
        if "messages" not in body and "prompt" not in body:
            self._json(400, shapes.error(400, "Field required", "prompt"))
            return
        text = render(self.site.kind, body) if "messages" in body else body["prompt"]
        pieces = tokenizer.pieces(text) if body.get("return_token_strs") else None
        numbers = tokenizer.encode(text)
        shape = {"count": len(numbers), "max_model_len": self.site.context, "tokens": numbers, "token_strs": pieces}
        self._json(200, shape)

    def _generate(self, body: dict[str, Any]) -> None:
        self.site.counted(1)
        try:
            self._answer(body, self.site.turn_for(body))
        finally:
            self.site.counted(-1)

    def _answer(self, body: dict[str, Any], turn: Turn) -> None:
        time.sleep(turn.delay_s)
        site = self.site
        if turn.status != 200:
            self._json(turn.status, shapes.error(turn.status, turn.message), dict(turn.headers))
            return
        if turn.raw is not None:
            self._send(200, turn.raw.encode(), "application/json")
            return
        is_chat = "messages" in body
        prompt = render(site.kind, body) if is_chat else completion_prompt(site.tokenizer, body)
        if refusal := self._refusal(body, len(site.tokenizer.pieces(prompt))):
            self._json(400, refusal)
            return
        generated = generate(site.kind, site.tokenizer, body, prompt, turn)
        if body.get("stream"):
            self._stream(shapes.events(site.kind, site.tokenizer, site.model, generated), turn)
            return
        shape = shapes.chat if is_chat else shapes.completion
        self._json(200, shape(site.kind, site.model, generated), cut_after=turn.cut_after)

    def _refusal(self, body: dict[str, Any], length: int) -> dict[str, Any] | None:
        site, asked = self.site, body.get("max_tokens") or 0
        if body.get("thinking_token_budget") is not None and site.kind.refuses_budget:
            return shapes.error(400, "thinking_token_budget is set but reasoning_config is not configured.")
        if body.get("continue_final_message") and not site.kind.continues:
            return shapes.error(400, "continue_final_message is not known.")
        if asked > site.context:
            return shapes.too_much(site.context, asked)
        return shapes.too_long(site.context, asked, length) if length + asked > site.context else None

    def _stream(self, events: Any, turn: Turn) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            for count, event in enumerate(events):
                if turn.cut_after is not None and count >= turn.cut_after:
                    return
                self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
                self.wfile.flush()
            self.wfile.write(b"data: [DONE]\n\n")
        except OSError:
            self.site.broken_off.set()

    def _json(
        self, status: int, value: object, headers: dict[str, str] | None = None, cut_after: int | None = None
    ) -> None:
        self._send(status, json.dumps(value).encode(), "application/json", headers, cut_after)

    def _send(
        self,
        status: int,
        content: bytes,
        kind: str = "text/plain",
        headers: dict[str, str] | None = None,
        cut_after: int | None = None,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(content[:cut_after])
        except OSError:
            self.site.broken_off.set()
        if cut_after is not None:
            self.close_connection = True
