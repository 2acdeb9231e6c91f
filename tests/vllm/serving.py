"""A real vLLM on loopback, from the environment that VLLM_PYTHON names, with a random Nemotron; gone with its block."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
MAKE_MODEL = Path(__file__).with_name("random_model.py")
TEXTS = ("README.md", "docs/architecture.md", "docs/grading.md", "docs/quality.md", "docs/operations.md")
"""What the tokenizer learns its words from."""
MODEL = "quizgen/random-nemotron"
KEY = "sk-of-the-suite"
CONTEXT = 4096
START_TIMEOUT_S = 780.0
STOP_TIMEOUT_S = 20.0
FLAGS = [
    *("--host", "127.0.0.1", "--served-model-name", MODEL, "--max-model-len", str(CONTEXT), "--max-num-seqs", "8"),
    *("--enforce-eager", "--dtype", "bfloat16", "--reasoning-parser", "nemotron_v3"),
    *("--mamba-ssm-cache-dtype", "float32"),
    # On a CPU vLLM 0.32 has no states of Mamba between the blocks of a prompt, and dies of one that is to be cached.
    "--no-enable-prefix-caching",
    *("--structured-outputs-config", '{"backend":"guidance","disable_any_whitespace":true}'),
]
OFFLINE = {
    "VLLM_CPU_KVCACHE_SPACE": "1",
    "VLLM_TARGET_DEVICE": "cpu",
    "VLLM_NO_USAGE_STATS": "1",
    "DO_NOT_TRACK": "1",
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "VLLM_API_KEY": KEY,
}


class Vllm:
    """Use it as a context. `start` after `stop` serves the same model at the same address again."""

    def __init__(self, python: Path, folder: Path) -> None:
        self._python, self._folder = python, folder
        self._port = _free_port()
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Vllm":
        self._make_model()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def options(self) -> Mapping[str, Any]:
        """As the client takes them."""
        return {"url": f"{self.root}/v1", "api_key": KEY, "model": MODEL, "timeout_s": 300.0, "retries": 1}

    @property
    def log(self) -> str:
        return (self._folder / "vllm.log").read_text(errors="replace")

    def start(self) -> None:
        """Returns when the server answers. Raises AssertionError with the end of its log where it does not."""
        command = [self._python, "-m", "vllm.entrypoints.openai.api_server", "--model", self._folder / "model", *FLAGS]
        # The server ends with the tests, however they end; its own children end with it.
        tied = ["setpriv", "--pdeathsig=TERM", *map(str, command), "--port", str(self._port)]
        with (self._folder / "vllm.log").open("ab") as log:
            self._server = subprocess.Popen(
                tied, env=self._environment(), stdout=log, stderr=log, start_new_session=True, cwd=self._folder
            )
        deadline = time.monotonic() + START_TIMEOUT_S
        while not self.answers():
            assert self._server.poll() is None, f"vLLM has ended:\n{self.log[-4000:]}"
            assert time.monotonic() < deadline, f"vLLM does not start:\n{self.log[-4000:]}"
            time.sleep(0.5)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        """The whole process group: first as asked for, what is left then by force."""
        if self._server is None:
            return
        with contextlib.suppress(ProcessLookupError):
            self._server.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._server.wait(STOP_TIMEOUT_S)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._server.pid, signal.SIGKILL)
        self._server.wait()
        self._server = None

    def answers(self) -> bool:
        try:
            with urlopen(f"{self.root}/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def _make_model(self) -> None:
        texts = [str(ROOT / name) for name in TEXTS]
        made = subprocess.run(
            [self._python, MAKE_MODEL, self._folder / "model", *texts],
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert made.returncode == 0, made.stderr[-4000:]

    def _environment(self) -> dict[str, str]:
        return offline(self._python, self._folder)


def offline(python: Path, folder: Path) -> dict[str, str]:
    """Caches and temporary files of vLLM in the test's own folder, so that nothing is left behind."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VLLM_", "HF_", "PYTHON"))}
    own = {name: str(folder) for name in ("HOME", "XDG_CACHE_HOME", "TMPDIR", "VLLM_CACHE_ROOT")}
    return {**kept, **OFFLINE, **own, "PATH": f"{python.parent}:{os.environ['PATH']}"}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def vllm_python() -> Path | None:
    """The interpreter of vLLM's environment, named by `make test-vllm`; None elsewhere."""
    named = os.environ.get("VLLM_PYTHON", "")
    return (ROOT / named) if named else None


if __name__ == "__main__":
    # python -m tests.vllm.serving FOLDER: to look at it by hand.
    python = vllm_python()
    if python is None:
        raise SystemExit("VLLM_PYTHON names no interpreter.")
    with Vllm(python, Path(sys.argv[1])) as server:
        sys.stdout.write(f"{dict(server.options)}\n")
        sys.stdout.flush()
        signal.pause()
