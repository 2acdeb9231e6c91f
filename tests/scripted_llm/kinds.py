"""What kinds of servers there are: each knows some of what a vLLM of today knows, and ignores or refuses the rest."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Kind:
    """`field`: where reasoning goes, "" for into the text. `refuses_budget`: with 400, else a budget that it does not
    know is ignored. `opens`: the template writes `<think>`, not the model. `fences`: what is listed with
    log-probabilities begins with a fence that the answer has no more."""

    thinks: bool = True
    switch: Literal["template", "system", "none"] = "template"
    field: str = "reasoning"
    opens: bool = True
    budget: bool = True
    refuses_budget: bool = False
    schema: bool = True
    choice: bool = True
    logprobs: bool = True
    tokenize: Literal["vllm", "llama", "none"] = "vllm"
    continues: bool = True
    lists_context: bool = True
    details: bool = True
    fences: bool = False


VLLM = Kind()
OLD_VLLM = Kind(field="reasoning_content", budget=False, details=False)
NANO2 = Kind(switch="system", field="", budget=False)
LLAMA_CPP = Kind(
    thinks=False, switch="none", budget=False, choice=False, tokenize="llama", lists_context=False, fences=True
)
PLAIN = Kind(
    thinks=False,
    switch="none",
    budget=False,
    schema=False,
    choice=False,
    logprobs=False,
    tokenize="none",
    continues=False,
    lists_context=False,
    details=False,
)
"""Speaks the protocol and nothing else."""
