"""How vLLM serves each profile, in one place: `python -m inference.llm.serving` writes deploy/vllm/ from it.

Nothing here is imported by the site. docs/serving.md says what each flag is for.
"""

import json
import shlex
from pathlib import Path

from inference.llm.profiles import PROFILES, Profile

FOLDER = Path(__file__).resolve().parents[2] / "deploy" / "vllm"
PORT = 8000
IMAGE = "vllm/vllm-openai:v0.32.0"
FORMS = ("--structured-outputs-config", '{"backend":"guidance","disable_any_whitespace":true}')
"""With xgrammar, or with white space left free, noise never ends a JSON answer (seen with random weights)."""
PRIVATE = {"VLLM_NO_USAGE_STATS": "1", "DO_NOT_TRACK": "1"}


def served() -> tuple[Profile, ...]:
    """The profiles that name a model."""
    return tuple(profile for profile in PROFILES.values() if profile.model)


def flags(profile: Profile) -> tuple[str, ...]:
    """What follows `vllm serve MODEL`, but for host and port."""
    parser = ("--reasoning-parser", profile.reasoning_parser) if profile.reasoning_parser else ()
    parallel = ("--tensor-parallel-size", str(profile.gpus)) if profile.gpus > 1 else ()
    return ("--max-model-len", str(profile.context), *profile.serve_flags, *parser, *FORMS, *parallel)


def environment(profile: Profile) -> dict[str, str]:
    """Without the key, which comes from the operator."""
    long = {"VLLM_ALLOW_LONG_MAX_MODEL_LEN": "1"} if profile.context > 262_144 else {}
    return {**PRIVATE, **long}


def shell() -> str:
    """deploy/vllm/serve: one entry for each profile."""
    entries = "\n".join(_shell_entry(profile) for profile in served())
    return _SHELL.format(names="|".join(profile.name for profile in served()), entries=entries, port=PORT)


def compose() -> str:
    """deploy/vllm/compose.yaml: one service for each profile."""
    services = "\n".join(_compose_service(profile) for profile in served())
    return _COMPOSE.format(image=IMAGE, services=services, port=PORT)


def main() -> None:
    script = FOLDER / "serve"
    FOLDER.mkdir(exist_ok=True)
    script.write_text(shell())
    script.chmod(0o755)
    (FOLDER / "compose.yaml").write_text(compose())


def _shell_entry(profile: Profile) -> str:
    exports = " ".join(f"{name}={value}" for name, value in environment(profile).items())
    words = " ".join(shlex.quote(word) for word in (profile.model, *flags(profile)))
    return f'{profile.name})\n    export {exports}\n    set -- {words} "$@" ;;'


def _compose_service(profile: Profile) -> str:
    words = json.dumps([profile.model, *flags(profile), "--host", "0.0.0.0", "--port", str(PORT)])
    given = "".join(f"\n      {name}: {json.dumps(value)}" for name, value in environment(profile).items())
    return (
        f"  {profile.name}:\n    <<: *vllm\n    profiles: [{profile.name}]\n    environment:\n"
        f"      <<: *key{given}\n    command: {words}\n    deploy: {_gpus(profile.gpus)}\n"
    )


def _gpus(count: int) -> str:
    device = {"driver": "nvidia", "count": count, "capabilities": ["gpu"]}
    return json.dumps({"resources": {"reservations": {"devices": [device]}}})


_SHELL = """#!/bin/sh
# Serves one profile by vLLM: LLM_API_KEY=… deploy/vllm/serve nano3-fp8 [more flags of vLLM]
# Written by `python -m inference.llm.serving` from inference/llm/profiles.py.
# HOST is the address to listen at: the loopback one, unless you name that of a private network; PORT is {port}.
set -eu

profile=${{1:?which profile? {names}}}
shift
VLLM_API_KEY=${{LLM_API_KEY:?the key that the site sends as well}}
export VLLM_API_KEY

case "$profile" in
{entries}
*)
    echo "There is no profile $profile: {names}" >&2
    exit 2 ;;
esac

exec "${{VLLM:-vllm}}" serve "$@" --host "${{HOST:-127.0.0.1}}" --port "${{PORT:-{port}}}"
"""

_COMPOSE = """# vLLM with NVIDIA Nemotron, one service for each profile (docs/serving.md). Written by
# `python -m inference.llm.serving` from inference/llm/profiles.py.
# Beside the site, on its private network:
#   docker compose --file deploy/compose.yaml --file deploy/vllm/compose.yaml --profile nano3-fp8 up --detach
# Alone on a machine with a GPU (LLM_BIND is its address in a private network):
#   docker compose --env-file deploy/.env --file deploy/vllm/compose.yaml --profile nano3-fp8 up --detach

x-key: &key
  VLLM_API_KEY: ${{LLM_API_KEY:?set it in deploy/.env}}

x-vllm: &vllm
  image: ${{VLLM_IMAGE:-{image}}}
  restart: unless-stopped
  init: true
  shm_size: 16gb
  security_opt: ["no-new-privileges:true"]
  networks: {{default: {{aliases: [llm]}}}}
  ports: ["${{LLM_BIND:-127.0.0.1}}:${{LLM_PORT:-8001}}:{port}"]
  volumes: ["models:/root/.cache/huggingface"]
  stop_grace_period: 60s
  healthcheck:
    test: [CMD, python3, -c, "from urllib.request import urlopen; urlopen('http://127.0.0.1:{port}/health', timeout=5)"]
    interval: 15s
    timeout: 10s
    retries: 4
    # The first start fetches the weights.
    start_period: 60m

services:
{services}
volumes:
  models:
"""


if __name__ == "__main__":
    main()
