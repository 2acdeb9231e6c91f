"""What a server sent, read: answer and reasoning apart, tokens by kind. Servers differ in where they put either."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from inference.llm.tokens import Tokens

Where = Literal["none", "field", "inline"]
"""Where reasoning stands: nowhere, in a field of its own (the server has a parser), before `</think>` in the text."""

THINK, END = "<think>", "</think>"


@dataclass(frozen=True, slots=True)
class Reply:
    """`logprobs`: the server's list of tokens with their log-probabilities, () where it gave none."""

    content: str
    reasoning: str
    finish_reason: str
    tokens: Tokens
    logprobs: tuple[Mapping[str, Any], ...] = ()

    @property
    def was_cut(self) -> bool:
        return self.finish_reason == "length"

    @property
    def is_lost_in_thought(self) -> bool:
        """It reasoned and never came to answer."""
        return bool(self.reasoning.strip()) and not self.content.strip()


def read_chat(answer: Mapping[str, Any], *, thinks_inline: bool = False) -> Reply:
    """`thinks_inline`: the server has no parser and the template has opened the thinking, so that text without
    `</think>` is thinking all of it."""
    choice = _first(answer)
    message = choice.get("message") or {}
    content, reasoning = split(str(message.get("content") or ""), thinks_inline=thinks_inline)
    reasoning = reasoning_of(message) or reasoning
    return Reply(
        content=content,
        reasoning=reasoning,
        finish_reason=str(choice.get("finish_reason") or "stop"),
        tokens=tokens_of(answer.get("usage"), content, reasoning),
        logprobs=_logprobs(choice),
    )


def read_completion(answer: Mapping[str, Any]) -> Reply:
    """Of /v1/completions, which knows no reasoning: whatever comes is the answer."""
    choice = _first(answer)
    content = str(choice.get("text") or "").strip()
    finish_reason = str(choice.get("finish_reason") or "stop")
    return Reply(content, "", finish_reason, tokens_of(answer.get("usage"), content, ""), _as_of_chat(choice))


def reasoning_of(part: Mapping[str, Any]) -> str:
    """`reasoning` of vLLM since 0.11 and of others, `reasoning_content` of older ones, llama.cpp and DeepSeek."""
    return str(part.get("reasoning") or part.get("reasoning_content") or "")


def split(text: str, *, thinks_inline: bool = False) -> tuple[str, str]:
    """Answer and reasoning of one text. The tag is a string to find, never a set of characters to strip."""
    before, tag, after = text.partition(END)
    if tag:
        return after.strip(), before.replace(THINK, "", 1).strip()
    if thinks_inline or text.lstrip().startswith(THINK):
        return "", text.replace(THINK, "", 1).strip()
    return text.strip(), ""


def tokens_of(usage: object, content: str, reasoning: str) -> Tokens:
    """By kind. Where the server does not tell reasoning from answer, by their share of the text."""
    counts = usage if isinstance(usage, Mapping) else {}
    written = _count(counts, "completion_tokens")
    thought = _detail(counts, "completion_tokens_details", "reasoning_tokens")
    if not thought and reasoning:
        thought = round(written * len(reasoning) / (len(reasoning) + len(content)))
    return Tokens(
        prompt=_count(counts, "prompt_tokens"),
        cached=_detail(counts, "prompt_tokens_details", "cached_tokens"),
        reasoning=min(thought, written),
        answer=max(written - thought, 0),
        calls=1,
    )


def _first(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    choices = answer.get("choices")
    return choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], Mapping) else {}


def _logprobs(choice: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    found = choice.get("logprobs")
    return tuple(found.get("content") or ()) if isinstance(found, Mapping) else ()


def _as_of_chat(choice: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """The log-probabilities of /v1/completions, which come as three lists, in the shape of a chat's."""
    found = choice.get("logprobs")
    if not isinstance(found, Mapping):
        return ()
    tokens, own, listed = (found.get(name) or () for name in ("tokens", "token_logprobs", "top_logprobs"))
    return tuple(
        {"token": token, "logprob": value, "top_logprobs": [{"token": t, "logprob": p} for t, p in (top or {}).items()]}
        for token, value, top in zip(tokens, own, listed, strict=False)
    )


def _count(counts: Mapping[str, Any], name: str) -> int:
    value = counts.get(name)
    return value if isinstance(value, int) else 0


def _detail(counts: Mapping[str, Any], group: str, name: str) -> int:
    details = counts.get(group)
    return _count(details, name) if isinstance(details, Mapping) else 0
