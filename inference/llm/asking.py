"""One question to a model, the way its server takes it: thinking switched and bounded, the form of the answer held."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from inference.llm.capabilities import Capabilities
from inference.llm.chat import OFF, Mechanism, Message, Thinking
from inference.llm.connection import Connection
from inference.llm.forms import FREE, Form
from inference.llm.profiles import Profile
from inference.llm.replies import END, THINK, Reply, read_chat, read_completion
from inference.llm.streaming import read_stream
from inference.llm.untrusted import without_control

UNBOUNDED_TOKENS = 8192
"""For thinking without a budget; half of the context where that is less."""
UNASKED_TOKENS = 1024
"""For the thinking of a model that cannot be kept from it."""
RENDERED = ("model", "messages", "chat_template_kwargs")
"""What decides the text that a template makes of a chat."""
OnText = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Question:
    messages: tuple[Message, ...]
    answer_tokens: int
    form: Form = FREE
    thinking: Thinking = OFF
    on_text: OnText | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """`budget_hit`: the thinking was ended by its budget."""

    reply: Reply
    mechanism: Mechanism = "none"
    budget_hit: bool = False


class Asker:
    def __init__(self, connection: Connection, profile: Profile, can: Capabilities) -> None:
        self._connection, self._profile, self._can = connection, profile, can

    def ask(self, question: Question) -> Asked:
        """Raises what Connection raises. Whether the answer is of use is not looked at."""
        thinking = question.thinking
        if not self._can.thinks or not thinking.on:
            return Asked(self._chat(replace(question, thinking=OFF)))
        if thinking.budget is None or self._can.budget == "none":
            return Asked(self._chat(question))
        if self._can.budget == "two_calls":
            return self._in_two_calls(question, thinking.budget)
        reply = self._chat(question, thinking_token_budget=thinking.budget)
        # The server ends it a token or two early, to have room for the end mark.
        return Asked(reply, "native", budget_hit=reply.tokens.reasoning >= thinking.budget - 2)

    def raw(self, question: Question) -> Mapping[str, Any]:
        """The message as the server sends it, unread."""
        answer = self._connection.chat({**self._body(question), "max_tokens": self.tokens_at_most(question)})
        return answer["choices"][0]["message"]

    def opens_thinking(self, question: Question) -> bool:
        """Whether the template opens the thinking itself, which a server tells that has vLLM's /tokenize."""
        return self._can.tokenizer == "vllm" and _ends_in_thinking(self._rendered(self._body(question)))

    def tokens_at_most(self, question: Question) -> int:
        """`max_tokens` covers the thinking and the answer, so that neither eats up the other."""
        thinking = question.thinking
        if not thinking.on or not self._can.thinks:
            return question.answer_tokens + (UNASKED_TOKENS if self._can.thinks_always else 0)
        unbounded = min(UNBOUNDED_TOKENS, self._can.context // 2)
        return question.answer_tokens + thinking.grace + (thinking.budget or unbounded)

    def _chat(self, question: Question, **fields: Any) -> Reply:
        body = {**self._body(question), "max_tokens": self.tokens_at_most(question), **fields}
        inline = self._thinks_inline(question)
        if question.on_text is None:
            return read_chat(self._connection.chat(body), thinks_inline=inline)
        streamed = {**body, "stream": True, "stream_options": {"include_usage": True}}
        return read_stream(self._connection.stream(streamed), question.on_text, thinks_inline=inline)

    def _body(self, question: Question) -> dict[str, Any]:
        """Without `max_tokens`. Where thinking stands in the text itself, a constraint would hold from its first word
        on, so the form is asked for in words."""
        on = question.thinking.on
        constraint = {} if self._thinks_inline(question) else question.form.constraint(self._can)
        sampling = self._profile.thinking_on if on else self._profile.thinking_off
        words = "" if constraint else question.form.words
        switched = {"chat_template_kwargs": {"enable_thinking": on}} if self._can.switch == "template" else {}
        return {
            "model": self._can.model,
            "messages": [_sent(message) for message in self._messages(question.messages, on, words)],
            "temperature": sampling.temperature,
            "top_p": sampling.top_p,
            **switched,
            **constraint,
        }

    def _thinks_inline(self, question: Question) -> bool:
        return question.thinking.on and self._can.reasoning == "inline"

    def _messages(self, messages: Sequence[Message], on: bool, words: str) -> list[Message]:
        """New ones: the caller's list stays as it is."""
        clean = [replace(message, content=without_control(message.content)) for message in messages]
        if words:
            clean[-1] = replace(clean[-1], content=clean[-1].content + words)
        if self._can.switch != "system":
            return clean
        word = "/think" if on else "/no_think"
        if clean[0].role == "system":
            return [replace(clean[0], content=f"{clean[0].content}\n{word}"), *clean[1:]]
        return [Message("system", word), *clean]

    # Two calls --------------------------------------------------------------------------------------
    def _in_two_calls(self, question: Question, budget: int) -> Asked:
        """The first may think for the budget; where it has not answered by then, its thinking is ended for it and the
        second one answers (arXiv 2512.20856, 2.7). Also for servers that know no budget."""
        body = {**self._body(question), "max_tokens": budget}
        first = read_chat(self._connection.chat(body), thinks_inline=self._thinks_inline(question))
        if first.content and not first.was_cut:
            _say(question.on_text, first.content)
            return Asked(first, "two_calls")
        thought = replace(first.tokens, reasoning=first.tokens.reasoning + first.tokens.answer, answer=0)
        second = self.answer_after(question, first.reasoning, was_ended=first.was_cut and not first.content)
        _say(question.on_text, second.content)
        reply = replace(second, reasoning=first.reasoning, tokens=thought + second.tokens)
        return Asked(reply, "two_calls", budget_hit=first.was_cut and not first.content)

    def answer_after(self, question: Question, reasoning: str, *, was_ended: bool) -> Reply:
        """The answer that follows from `reasoning`. An unfinished sentence gets its full stop."""
        thought = f"{reasoning}{'.' if was_ended else ''}\n{END}\n\n"
        if self._can.continuation == "tokens":
            return self._continue_tokens(question, thought)
        return self._continue_message(question, f"{THINK}\n{thought}")

    def _continue_tokens(self, question: Question, thought: str) -> Reply:
        """Token numbers leave the template out of it: it may drop the thinking of earlier messages."""
        on = self._body(question)
        opened = self._rendered(on)
        text = thought if _ends_in_thinking(opened) else f"{THINK}\n{thought}"
        closed = self._tokenize({"model": self._can.model, "prompt": text, "add_special_tokens": False})
        body = {
            **{name: on[name] for name in ("model", "temperature", "top_p")},
            "prompt": [*opened["tokens"], *closed["tokens"]],
            "max_tokens": question.answer_tokens,
            **_for_completions(question.form.constraint(self._can)),
        }
        return read_completion(self._connection.complete(body))

    def _continue_message(self, question: Question, thought: str) -> Reply:
        on = self._body(question)
        body = {
            **on,
            "messages": [*on["messages"], {"role": "assistant", "content": thought}],
            "add_generation_prompt": False,
            "continue_final_message": True,
            "max_tokens": question.answer_tokens,
            **question.form.constraint(self._can),
        }
        reply = read_chat(self._connection.chat(body))
        # A parser that was not told of the end of the thinking takes the answer for more of it.
        return replace(reply, content=reply.content or reply.reasoning, reasoning="")

    def _rendered(self, body: dict[str, Any]) -> dict[str, Any]:
        """The tokens that the template makes of a chat."""
        chat = {name: value for name, value in body.items() if name in RENDERED}
        return self._tokenize({**chat, "add_generation_prompt": True, "return_token_strs": True})

    def _tokenize(self, body: dict[str, Any]) -> dict[str, Any]:
        return self._connection.post(self._connection.beside("/tokenize"), body)


def _ends_in_thinking(rendered: Mapping[str, Any]) -> bool:
    """Whether the rendered prompt, as /tokenize of vLLM gives it, ends inside of an opened thinking."""
    end = "".join(map(str, rendered.get("token_strs") or ()))[-3 * len(THINK) :]
    return THINK in end and END not in end


def _sent(message: Message) -> dict[str, str]:
    return {"role": message.role, "content": message.content}


def _for_completions(constraint: dict[str, Any]) -> dict[str, Any]:
    """/v1/completions has the number of alternatives in `logprobs` itself."""
    if "top_logprobs" not in constraint:
        return constraint
    rest = {name: value for name, value in constraint.items() if name != "top_logprobs"}
    return {**rest, "logprobs": constraint["top_logprobs"]}


def _say(on_text: OnText | None, text: str) -> None:
    if on_text is not None and text:
        on_text(text)
