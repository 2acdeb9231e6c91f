"""The JSON that vLLM 0.32 sends: answers, events of a stream, lists, errors."""

from collections.abc import Iterator
from typing import Any

from tests.scripted_llm.generation import Generated
from tests.scripted_llm.kinds import Kind
from tests.scripted_llm.tokenizer import Tokenizer

KINDS_OF_ERROR = {400: "BadRequestError", 404: "NotFoundError", 429: "RateLimitError", 500: "InternalServerError"}


def chat(kind: Kind, model: str, generated: Generated) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": generated.content or None}
    if kind.field:
        message[kind.field] = generated.reasoning or None
    elif generated.reasoning:
        message["content"] = f"{generated.reasoning}\n\n{generated.content}"
    choice = {
        "index": 0,
        "message": message,
        "logprobs": {"content": generated.logprobs} if generated.logprobs else None,
        "finish_reason": generated.finish_reason,
        "stop_reason": None,
        "token_ids": None,
    }
    return {**_head("chat.completion", model), "choices": [choice], "usage": usage(kind, generated)}


def completion(kind: Kind, model: str, generated: Generated) -> dict[str, Any]:
    logprobs = _in_three_lists(generated.logprobs) if generated.logprobs else None
    choice = {"index": 0, "text": generated.content, "logprobs": logprobs, "finish_reason": generated.finish_reason}
    return {**_head("text_completion", model), "choices": [choice], "usage": usage(kind, generated)}


def events(kind: Kind, tokenizer: Tokenizer, model: str, generated: Generated) -> Iterator[dict[str, Any]]:
    head = _head("chat.completion.chunk", model)
    yield {**head, "choices": [_delta({"role": "assistant", "content": ""})]}
    for piece in tokenizer.pieces(generated.reasoning):
        yield {**head, "choices": [_delta({kind.field or "content": piece})]}
    for piece in tokenizer.pieces(generated.content):
        yield {**head, "choices": [_delta({"content": piece})]}
    yield {**head, "choices": [_delta({}, generated.finish_reason)]}
    yield {**head, "choices": [], "usage": usage(kind, generated)}


def usage(kind: Kind, generated: Generated) -> dict[str, Any]:
    written = generated.reasoning_tokens + generated.answer_tokens
    counted = {
        "prompt_tokens": generated.prompt_tokens,
        "total_tokens": generated.prompt_tokens + written,
        "completion_tokens": written,
    }
    if not kind.details:
        return {**counted, "prompt_tokens_details": None}
    cached = generated.prompt_tokens // 16 * 16
    return {
        **counted,
        "prompt_tokens_details": {"cached_tokens": cached},
        "completion_tokens_details": {"reasoning_tokens": generated.reasoning_tokens},
    }


def models(kind: Kind, model: str, context: int) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": model,
        "object": "model",
        "created": 1_700_000_000,
        "owned_by": "vllm",
        "root": model,
    }
    if kind.lists_context:
        entry["max_model_len"] = context
    return {"object": "list", "data": [entry]}


def error(status: int, message: str, param: str | None = None) -> dict[str, Any]:
    return {"error": {"message": message, "type": KINDS_OF_ERROR.get(status, "Error"), "param": param, "code": status}}


def too_long(context: int, asked: int, prompt: int) -> dict[str, Any]:
    sentence = (
        f"This model's maximum context length is {context} tokens. However, you requested {asked} output tokens and "
        f"your prompt contains at least {prompt} input tokens, for a total of at least {asked + prompt} tokens. Please "
        "reduce the length of the input prompt or the number of requested output tokens."
    )
    return error(400, sentence, "input_tokens")


def too_much(context: int, asked: int) -> dict[str, Any]:
    sentence = f"max_tokens={asked} cannot be greater than max_model_len={context}. Please request fewer output tokens."
    return error(400, f"{sentence} (parameter=max_tokens, value={asked})", "max_tokens")


def _in_three_lists(entries: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "tokens": [entry["token"] for entry in entries],
        "token_logprobs": [entry["logprob"] for entry in entries],
        "top_logprobs": [{top["token"]: top["logprob"] for top in entry["top_logprobs"]} for entry in entries],
    }


def _head(name: str, model: str) -> dict[str, Any]:
    return {"id": "chatcmpl-scripted", "object": name, "created": 1_700_000_000, "model": model}


def _delta(delta: dict[str, Any], finish_reason: str | None = None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish_reason}
