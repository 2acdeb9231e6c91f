"""An OpenAI-compatible server that answers as vLLM does, over real HTTP, with what a test has scripted."""

from tests.scripted_llm.kinds import LLAMA_CPP, NANO2, OLD_VLLM, PLAIN, VLLM, Kind
from tests.scripted_llm.server import ScriptedServer
from tests.scripted_llm.turns import Turn

__all__ = ["LLAMA_CPP", "NANO2", "OLD_VLLM", "PLAIN", "VLLM", "Kind", "ScriptedServer", "Turn"]
