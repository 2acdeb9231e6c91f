"""From a request to the tokens of its answer, in the order in which vLLM decides: thinking, budget, form, length."""

import hashlib
import math
import random
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from tests.scripted_llm import invention
from tests.scripted_llm.kinds import Kind
from tests.scripted_llm.tokenizer import END, THINK, Tokenizer
from tests.scripted_llm.turns import Turn

OTHER_MASS = 0.01
"""What of each position's probability belongs to tokens that the restriction forbids."""
USUAL_SHARE = 0.9
FENCE = ["```json", "\n"]
"""llama.cpp's server takes it off the answer and leaves it in the list."""


@dataclass(frozen=True, slots=True)
class Generated:
    reasoning: str
    content: str
    finish_reason: str
    prompt_tokens: int
    reasoning_tokens: int
    answer_tokens: int
    logprobs: list[dict[str, Any]] = field(default_factory=list)


def render(kind: Kind, body: dict[str, Any]) -> str:
    """As a chat template does."""
    messages = body["messages"]
    continued = body.get("continue_final_message")
    shown = [f"<|im_start|>{message['role']}\n{message['content']}" for message in messages]
    text = "<|im_end|>\n".join(shown) if continued else "".join(f"{part}<|im_end|>\n" for part in shown)
    if continued or not body.get("add_generation_prompt", True):
        return text
    opening = f"{THINK}\n" if kind.opens else ""
    return f"{text}<|im_start|>assistant\n" + (
        opening if thinks(kind, body) else f"{THINK}{END}" if kind.thinks else ""
    )


def thinks(kind: Kind, body: dict[str, Any]) -> bool:
    if not kind.thinks or "messages" not in body or body.get("continue_final_message"):
        return False
    if kind.switch == "system":
        return not any("/no_think" in message["content"] for message in body["messages"])
    return bool((body.get("chat_template_kwargs") or {}).get("enable_thinking", True))


def generate(kind: Kind, tokenizer: Tokenizer, body: dict[str, Any], prompt: str, turn: Turn) -> Generated:
    rng = random.Random(hashlib.sha256(prompt.encode()).digest())
    most = body.get("max_tokens") or 1000
    thought = tokenizer.pieces(_thought(kind, body, turn, rng))
    if kind.budget and body.get("thinking_token_budget") is not None:
        thought = thought[: max(body["thinking_token_budget"] - 1, 0)]
    thinking = thinks(kind, body)
    held = not (thinking and not kind.field)
    answer = tokenizer.pieces(_answer(kind, body, turn, rng, held=held))
    kept_thought = thought[:most]
    end = 1 if thinking else 0
    kept_answer = answer[: max(most - len(thought) - end, 0)]
    was_cut = len(thought) + end + len(answer) > most
    ended = thinking and len(thought) < most
    return Generated(
        reasoning="".join(kept_thought) + (END if ended and not kind.field else ""),
        content="".join(kept_answer),
        finish_reason=turn.finish_reason or ("length" if was_cut else "stop"),
        prompt_tokens=len(tokenizer.pieces(prompt)),
        reasoning_tokens=len(kept_thought),
        answer_tokens=len(kept_answer) + end,
        logprobs=_logprobs(kind, body, kept_thought, kept_answer, turn=turn, rng=rng),
    )


def _thought(kind: Kind, body: dict[str, Any], turn: Turn, rng: random.Random) -> str:
    if not thinks(kind, body):
        return ""
    return invention.words(rng, 200) if turn.reasoning is None else turn.reasoning


def _answer(kind: Kind, body: dict[str, Any], turn: Turn, rng: random.Random, *, held: bool) -> str:
    """`held`: a form is held from the first token on, which thinking in the text itself would break."""
    if turn.content is not None:
        return turn.content
    choices = (body.get("structured_outputs") or {}).get("choice")
    if held and kind.choice and choices:
        return max(choices, key=lambda choice: turn.sureness.get(choice, rng.random()))
    schema = ((body.get("response_format") or {}).get("json_schema") or {}).get("schema")
    if held and kind.schema and schema:
        return invention.as_json(rng, schema)
    return invention.words(rng, 8)


def _logprobs(
    kind: Kind, body: dict[str, Any], thought: list[str], answer: list[str], *, turn: Turn, rng: random.Random
) -> list[dict[str, Any]]:
    """One entry for each token, thinking included; the choices share what the forbidden tokens leave."""
    if not kind.logprobs or not body.get("logprobs"):
        return []
    choices = (body.get("structured_outputs") or {}).get("choice")
    if not choices:
        fence = FENCE if kind.fences and body.get("response_format") else []
        return [_entry(piece, {piece: 1.0}) for piece in (*thought, *fence)] + _weighed(answer, turn)
    weights = {choice: turn.sureness.get(choice, rng.random()) for choice in choices}
    entries = [_entry(piece, {piece: 1.0}) for piece in thought]
    written = ""
    for piece in answer:
        alive = {choice: weight for choice, weight in weights.items() if choice.startswith(written)}
        total = sum(alive.values()) or 1.0
        shares: dict[str, float] = {"lorem": OTHER_MASS}
        for choice, weight in alive.items():
            start = choice[len(written) : len(written) + len(piece)]
            shares[start] = shares.get(start, 0.0) + (1 - OTHER_MASS) * weight / total
        entries.append(_entry(piece, shares))
        written += piece
    return entries


def _weighed(answer: list[str], turn: Turn) -> list[dict[str, Any]]:
    """Each token as likely as its turn says, 0.9 where it says nothing."""
    content, entries = "".join(answer), []
    for piece, start in zip(answer, accumulate(map(len, answer), initial=0), strict=False):
        shares = [share for stretch, share in turn.unsure.items() if _touches(content, stretch, start, len(piece))]
        entries.append(_entry(piece, {piece: min(shares, default=USUAL_SHARE)}))
    return entries


def _touches(content: str, stretch: str, start: int, length: int) -> bool:
    at = content.find(stretch)
    return at >= 0 and start < at + len(stretch) and start + length > at


def _entry(piece: str, shares: dict[str, float]) -> dict[str, Any]:
    listed = [_named(text, share) for text, share in sorted(shares.items(), key=lambda pair: -pair[1])]
    return {**_named(piece, shares.get(piece, 1e-9)), "top_logprobs": listed}


def _named(text: str, share: float) -> dict[str, Any]:
    return {"token": text, "logprob": math.log(max(share, 1e-9)), "bytes": list(text.encode())}


def completion_prompt(tokenizer: Tokenizer, body: dict[str, Any]) -> str:
    prompt = body["prompt"]
    return tokenizer.decode(prompt) if isinstance(prompt, list) else prompt
