"""llama.cpp's OpenAI-compatible server in this process, on loopback, for one GGUF file.

`python -m inference.llm.small_server FILE`; `make llm-server` runs it in the environment that has llama.cpp. It answers
one request at a time: on few cores more at once would only make each slower.
"""

import argparse
import os
import signal
import sys
from pathlib import Path

import xllamacpp

PORT, THREADS, CONTEXT = 8080, 2, 8192


def serve(file: Path, *, port: int, threads: int, context: int, api_key: str) -> xllamacpp.Server:
    """Runs until the process ends. Raises RuntimeError where the file is no model or the port is taken."""
    wanted = xllamacpp.CommonParams()
    wanted.model.path = str(file)
    wanted.model_alias = {file.stem if file.stem != "q4_k_m" else file.parent.name}
    wanted.hostnames, wanted.port = ["127.0.0.1"], port
    wanted.n_ctx, wanted.n_parallel = context, 1
    wanted.cpuparams.n_threads = wanted.cpuparams_batch.n_threads = threads
    wanted.api_keys = [api_key] if api_key else []
    wanted.ui = False
    return xllamacpp.Server(wanted)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m inference.llm.small_server", description="Serve a GGUF file.")
    parser.add_argument("file", type=Path)
    file = parser.parse_args().file
    if not file.is_file():
        parser.error(f"There is no {file}.")
    server = serve(
        file,
        port=int(os.environ.get("LLM_PORT") or PORT),
        threads=int(os.environ.get("LLM_THREADS") or THREADS),
        context=int(os.environ.get("LLM_CONTEXT") or CONTEXT),
        api_key=os.environ.get("LLM_API_KEY", ""),
    )
    sys.stdout.write(f"{file.name} answers at {server.listening_address}/v1\n")
    sys.stdout.flush()
    signal.pause()


if __name__ == "__main__":
    main()
