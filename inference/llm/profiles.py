"""What is known of each model before it is asked: how it is served, how it thinks, what it may be used for."""

from dataclasses import dataclass
from functools import partial
from typing import Literal

Switch = Literal["template", "system", "none"]
"""How thinking is turned on and off: `chat_template_kwargs.enable_thinking`, `/think` and `/no_think` in the system
message, or not at all (a model that does not think, or of which nothing is known)."""


@dataclass(frozen=True, slots=True)
class Sampling:
    temperature: float
    top_p: float = 1.0


GREEDY = Sampling(temperature=0.0)
LANGUAGES = ("en", "de", "es", "fr", "it", "ja")


@dataclass(frozen=True, slots=True)
class Profile:
    """`model`: the name on the hub, "" for whatever the server serves. `context` in tokens, 0 for what the server says;
    `long_context` is reached with VLLM_ALLOW_LONG_MAX_MODEL_LEN=1. `gpu_memory_gb` of the weights alone, over `gpus`.
    `serve_flags` come on top of what every profile is served with (`inference/llm/serving.py`)."""

    name: str
    model: str = ""
    context: int = 0
    long_context: int = 0
    gpu_memory_gb: float = 0.0
    gpus: int = 1
    thinking_on: Sampling = GREEDY
    thinking_off: Sampling = GREEDY
    switch: Switch = "none"
    reasoning_parser: str = ""
    tool_parser: str = ""
    serve_flags: tuple[str, ...] = ()
    licence: str = ""
    languages: tuple[str, ...] = ()
    knows_until: str = ""


_nemotron3 = partial(
    Profile,
    context=262_144,
    long_context=1_048_576,
    thinking_on=Sampling(1.0, 1.0),
    switch="template",
    reasoning_parser="nemotron_v3",
    tool_parser="qwen3_coder",
    licence="NVIDIA Nemotron Open Model License",
    languages=LANGUAGES,
    knows_until="2025-11-28",
)
_EIGHT = ("--max-num-seqs", "8")
_NEMOTRON = ("--trust-remote-code", "--async-scheduling", "--mamba-ssm-cache-dtype", "float32", *_EIGHT)
_FP8_CACHE = ("--kv-cache-dtype", "fp8")


def _mtp(tokens: int) -> tuple[str, str]:
    """Multi-token prediction, which Super and Ultra were trained with (arXiv 2512.20856, 2.3)."""
    return "--speculative-config", f'{{"method":"mtp","num_speculative_tokens":{tokens}}}'


_ALL: tuple[Profile, ...] = (
    Profile(name="any"),
    _nemotron3(
        name="nano3-bf16",
        model="nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16",
        gpu_memory_gb=72,
        serve_flags=_NEMOTRON,
    ),
    _nemotron3(
        name="nano3-fp8",
        model="nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-FP8",
        gpu_memory_gb=35,
        serve_flags=(*_NEMOTRON, *_FP8_CACHE),
    ),
    _nemotron3(
        name="nano3-nvfp4",
        model="nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-NVFP4",
        gpu_memory_gb=20,
        serve_flags=(*_NEMOTRON, *_FP8_CACHE),
    ),
    _nemotron3(
        name="nano3-4b",
        model="nvidia/NVIDIA-Nemotron-3-Nano-4B-BF16",
        gpu_memory_gb=10,
        serve_flags=_NEMOTRON,
    ),
    _nemotron3(
        name="nano3-4b-fp8",
        model="nvidia/NVIDIA-Nemotron-3-Nano-4B-FP8",
        gpu_memory_gb=5,
        serve_flags=(*_NEMOTRON, *_FP8_CACHE),
    ),
    Profile(
        name="nano2-9b",
        model="nvidia/NVIDIA-Nemotron-Nano-9B-v2",
        context=131_072,
        gpu_memory_gb=22,
        thinking_on=Sampling(0.6, 0.95),
        switch="system",
        serve_flags=("--trust-remote-code", "--dtype", "bfloat16", "--mamba-ssm-cache-dtype", "float32", *_EIGHT),
        licence="NVIDIA Open Model License",
        languages=LANGUAGES,
        knows_until="2024-09",
    ),
    _nemotron3(
        name="super",
        model="nvidia/NVIDIA-Nemotron-3-Super-120B-A12B-FP8",
        gpu_memory_gb=149,
        gpus=4,
        serve_flags=(*_NEMOTRON, *_FP8_CACHE, *_mtp(3)),
    ),
    _nemotron3(
        name="ultra",
        model="nvidia/NVIDIA-Nemotron-3-Ultra-550B-A55B-NVFP4",
        gpu_memory_gb=330,
        gpus=8,
        serve_flags=(*_NEMOTRON, *_FP8_CACHE, *_mtp(5)),
    ),
    _nemotron3(
        name="lightning35",
        model="nvidia/NVIDIA-Nemotron-3.5-Lightning-30B-A3B-NVFP4",
        gpu_memory_gb=18,
        serve_flags=(*_NEMOTRON, *_FP8_CACHE),
        context=1_048_576,
    ),
)
PROFILES: dict[str, Profile] = {profile.name: profile for profile in _ALL}
