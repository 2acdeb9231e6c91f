"""What a server and its model can do, as the capability check found it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from inference.llm.chat import Mechanism
from inference.llm.profiles import Switch
from inference.llm.replies import Where

Tokenizer = Literal["none", "vllm", "llama"]
Continuation = Literal["none", "tokens", "message"]
"""How an answer is continued after its thinking was ended: from token numbers on /v1/completions, or as the last
message of a chat."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """`model`: the name that the server knows. `context` in tokens; `context_is_assumed` where neither the server, the
    settings nor the profile say it. `switch`: how thinking is turned on and off; "none" and `thinks_always`: not at
    all; "none" alone: it does not think. `json_schema`, `choice` and `logprobs` (of a choice) are what the server holds
    and gives; `answer_logprobs`: of each token of an answer in JSON."""

    model: str
    context: int
    context_is_assumed: bool = False
    switch: Switch = "none"
    thinks_always: bool = False
    reasoning: Where = "none"
    budget: Mechanism = "none"
    continuation: Continuation = "none"
    json_schema: bool = False
    choice: bool = False
    logprobs: bool = False
    answer_logprobs: bool = False
    tokenizer: Tokenizer = "none"

    @property
    def thinks(self) -> bool:
        return self.switch != "none"

    def as_row(self) -> dict[str, Any]:
        return asdict(self)


def in_words(found: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Capabilities, or their row, as pairs of a name and what was found, for people."""
    budgets = {"native": "kept by the server", "two_calls": "kept by two calls", "none": "not kept"}
    held = {True: "held by the server", False: "asked for in words, checked here"}
    thinking = {"template": "by the chat template", "system": "by the system message", "none": "it does not think"}
    by_schema = found["json_schema"] and not found["choice"]
    assumed = " tokens, assumed: set LLM_CONTEXT" if found["context_is_assumed"] else " tokens"
    return [
        ("Model", found["model"]),
        ("Context", f"{found['context']:,}{assumed}"),
        ("Thinking is turned on and off", "it cannot be" if found["thinks_always"] else thinking[found["switch"]]),
        ("Budget of thinking", budgets[found["budget"]] if found["switch"] != "none" else "not needed"),
        ("JSON schema", held[found["json_schema"]]),
        ("Choice of one of several", "held as JSON" if by_schema else held[found["choice"]]),
        ("Probability of a choice", "given" if found["logprobs"] else "not given"),
        ("Probability of its words", "given" if found["answer_logprobs"] else "not given"),
        ("Tokenizer", "offered by the server" if found["tokenizer"] != "none" else "not offered: tokens are estimated"),
    ]
