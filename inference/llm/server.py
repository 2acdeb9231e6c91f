"""The ChatModel behind any OpenAI-compatible server: vLLM with Nemotron, llama.cpp, Ollama."""

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from inference import engine
from inference.errors import BadInput
from inference.llm.asking import Asked, Asker, Question
from inference.llm.capabilities import Capabilities
from inference.llm.chat import OFF, Chosen, Completion, Message, Thinking, UnusableAnswer
from inference.llm.checking import find_capabilities, is_listed
from inference.llm.choices import probability
from inference.llm.connection import TOO_LONG, Away, Connection, Refused
from inference.llm.forms import Json, OneOf
from inference.llm.profiles import PROFILES
from inference.llm.schemas import LONGEST_QUOTED, REPAIR, NotJson, NotThisSchema, check_limits, read_json
from inference.llm.tokens import NO_TOKENS, Tokens

FRAME_TOKENS = 16
"""Around each message: roles, marks, an opened thinking."""
LEAST_THINKING_TOKENS = 32
"""Less is not worth it."""
LOOK_WITHIN_S = 5.0
OF_ENGINES = ("budgets",)
OF_PATIENCE = ("timeout_s", "connect_timeout_s", "retries", "concurrency")
"""Options that say nothing of the server."""


@dataclass(slots=True)
class Known:
    """What the check has found, for all that ask the same server for the same model."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    found: Capabilities | None = None


class ServedChatModel:
    """Asks the server nothing until it is asked something itself. `llm` is what `options.from_environment` gives."""

    def __init__(self, llm: Mapping[str, Any], known: "Known | None" = None) -> None:
        self._llm = dict(llm)
        self.profile = PROFILES[self._llm.get("profile") or "any"]
        self._lock = threading.RLock()
        self._connection: Connection | None = None
        self._known = known or Known()

    @property
    def connection(self) -> Connection:
        """Raises EngineUnavailable where no server is set."""
        with self._lock:
            if self._connection is None:
                self._connection = Connection(self._llm)
            return self._connection

    @property
    def fingerprint(self) -> str:
        """Raises EngineUnavailable where only the server knows which model it is, and is away."""
        model = self._llm.get("model") or self.profile.model or self.capabilities.model
        sampling = (self.profile.thinking_on, self.profile.thinking_off)
        return engine.fingerprint(f"llm.{model}", profile=self.profile.name, sampling=sampling)

    @property
    def context(self) -> int:
        return self.capabilities.context

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self._llm.get("languages") or self.profile.languages)

    @property
    def capabilities(self) -> Capabilities:
        """Found at first use and kept by this process. Raises EngineUnavailable."""
        with self._known.lock:
            if self._known.found is None:
                self._known.found = find_capabilities(self.connection, self._llm, self.profile)
            return self._known.found

    def look(self) -> Capabilities:
        """As `capabilities`, but asks the server whether it is still there. Raises EngineUnavailable within seconds
        where it is away."""
        listed = self.connection.models(within_s=LOOK_WITHIN_S)
        if (found := self._known.found) is not None and not is_listed(listed, found):
            self.forget_capabilities()
        return self.capabilities

    def forget_capabilities(self) -> None:
        """For a server that may have been started anew, with another model."""
        with self._known.lock:
            self._known.found = None

    def complete(
        self,
        messages: Sequence[Message],
        *,
        answer_tokens: int,
        schema: Mapping[str, Any] | None = None,
        thinking: Thinking = OFF,
        is_weighed: bool = False,
    ) -> Completion:
        if schema is None:
            return _completion(self._answer(Question(tuple(messages), answer_tokens, thinking=thinking)))
        check_limits(schema)
        return self._json(Question(tuple(messages), answer_tokens, Json(schema, is_weighed), thinking), schema)

    def choose(self, messages: Sequence[Message], choices: Sequence[str], *, thinking: Thinking = OFF) -> Chosen:
        form = OneOf(tuple(choices))
        # A byte is a token at most; two quotation marks where the choice comes as JSON.
        longest = max(len(choice.encode()) for choice in choices) + 4
        asked = self._answer(Question(tuple(messages), longest, form, thinking))
        choice = form.chosen(asked.reply.content)
        tokens = asked.reply.tokens
        if choice is None:
            asked = self._repaired(Question(tuple(messages), longest, form), asked, "It is none of the choices.")
            choice, tokens = form.chosen(asked.reply.content), tokens + asked.reply.tokens
        if choice is None:
            raise UnusableAnswer("choice", "The language model chose none of what it was to choose from.", tokens)
        sure = probability(choice, choices, asked.reply.logprobs)
        return Chosen(choice, sure, asked.reply.reasoning, tokens)

    def stream(
        self,
        messages: Sequence[Message],
        *,
        answer_tokens: int,
        on_text: Callable[[str], None],
        thinking: Thinking = OFF,
    ) -> Completion:
        question = Question(tuple(messages), answer_tokens, thinking=thinking, on_text=on_text)
        return _completion(self._answer(question))

    def count_tokens(self, text: str) -> int:
        kind = self.capabilities.tokenizer
        if kind == "none":
            return estimated_tokens(text)
        body = {"prompt": text, "add_special_tokens": False} if kind == "vllm" else {"content": text}
        url = self.connection.beside("/tokenize")
        answer = self.connection.post(url, {**body, "model": self.capabilities.model})
        return int(answer.get("count") or len(answer.get("tokens") or ()))

    def _json(self, question: Question, schema: Mapping[str, Any]) -> Completion:
        """One repair, without thinking: what is wrong is known."""
        asked = self._answer(question)
        try:
            return _completion(asked, read_json(asked.reply.content, schema))
        except (NotJson, NotThisSchema) as wrong:
            again = self._repaired(replace(question, thinking=OFF), asked, str(wrong))
        tokens = asked.reply.tokens + again.reply.tokens
        kept = replace(asked, reply=replace(again.reply, reasoning=asked.reply.reasoning, tokens=tokens))
        try:
            return _completion(kept, read_json(again.reply.content, schema))
        except NotJson as wrong:
            raise UnusableAnswer(
                "json", "The language model did not write JSON, also when asked again.", tokens
            ) from wrong
        except NotThisSchema as wrong:
            sentence = "The language model did not fill in what it was given, also when asked again."
            raise UnusableAnswer("schema", sentence, tokens) from wrong

    def _repaired(self, question: Question, asked: Asked, wrong: str) -> Asked:
        said = Message("assistant", asked.reply.content[:LONGEST_QUOTED])
        again = replace(question, messages=(*question.messages, said, Message("user", REPAIR.format(wrong=wrong))))
        return self._answer(again, before=asked.reply.tokens)

    def _answer(self, question: Question, before: Tokens = NO_TOKENS) -> Asked:
        """An answer that has words and an end. One that is lost in thought is asked for again without thinking."""
        asked = self._ask(self._fitted(question))
        if asked.reply.is_lost_in_thought and question.thinking.on:
            again = self._ask(replace(question, thinking=OFF))
            tokens = asked.reply.tokens + again.reply.tokens
            asked = replace(asked, reply=replace(again.reply, reasoning=asked.reply.reasoning, tokens=tokens))
        tokens = before + asked.reply.tokens
        if not asked.reply.content.strip():
            raise UnusableAnswer("empty", "The language model answered nothing.", tokens)
        if asked.reply.was_cut and not isinstance(question.form, OneOf):
            raise UnusableAnswer("length", "The language model's answer was longer than it may be.", tokens)
        return asked

    def _ask(self, question: Question) -> Asked:
        """A server that went away or no longer takes what it took may come back as another one: it is checked anew."""
        try:
            return self._asker.ask(question)
        except (Away, Refused):
            self.forget_capabilities()
            raise

    @property
    def _asker(self) -> Asker:
        return Asker(self.connection, self.profile, self.capabilities)

    def _fitted(self, question: Question) -> Question:
        """With less thinking, or none, where the context has no room for all of it. Raises BadInput("llm.too_long")
        before anything is sent, where that can be told."""
        context, wanted = self.capabilities.context, self._asker.tokens_at_most(question)
        text = "".join(message.content for message in question.messages) + question.form.words
        frame = FRAME_TOKENS * (len(question.messages) + 1)
        if estimated_tokens(text) + frame + wanted <= context:
            return question
        room = context - self.count_tokens(text) - frame
        if wanted <= room:
            return question
        if question.answer_tokens > room:
            raise BadInput("llm.too_long", TOO_LONG)
        return replace(question, thinking=_shortened(question.thinking, room - question.answer_tokens))


def _shortened(thinking: Thinking, room: int) -> Thinking:
    budget = room - thinking.grace
    return replace(thinking, budget=budget) if budget >= LEAST_THINKING_TOKENS else OFF


def chat_model(llm: Mapping[str, Any]) -> ServedChatModel:
    """The model of this process for these options: engines that ask the same one share its limits. Those that are only
    more or less patient with it share what was found of it."""
    same_server = _key(llm, but=(*OF_ENGINES, *OF_PATIENCE))
    with _MODELS_LOCK:
        known = _KNOWN.setdefault(same_server, Known())
        return _MODELS.setdefault(_key(llm, but=OF_ENGINES), ServedChatModel(llm, known))


def _key(llm: Mapping[str, Any], *, but: Collection[str]) -> str:
    return repr(sorted((name, value) for name, value in llm.items() if name not in but))


_MODELS: dict[str, ServedChatModel] = {}
_KNOWN: dict[str, Known] = {}
_MODELS_LOCK = threading.Lock()


def estimated_tokens(text: str) -> int:
    """An upper estimate for any language: three ASCII characters or two other bytes to a token."""
    ascii_count = sum(character.isascii() for character in text)
    return ascii_count // 3 + (len(text.encode()) - ascii_count) // 2 + 1


def _completion(asked: Asked, data: Any = None) -> Completion:
    reply = asked.reply
    return Completion(
        content=reply.content,
        reasoning=reply.reasoning,
        tokens=reply.tokens,
        finish_reason=reply.finish_reason,
        data=data,
        budget_hit=asked.budget_hit,
        mechanism=asked.mechanism,
        logprobs=reply.logprobs,
    )
