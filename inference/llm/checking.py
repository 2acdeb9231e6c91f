"""The capability check: a few small requests that find out what a server holds to, whatever it claims.

Servers ignore what they do not know, so nothing is believed that was not seen. The questions do not suggest the form
that is looked for.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from inference.errors import BadInput, EngineUnavailable
from inference.llm.asking import Asked, Asker, Question
from inference.llm.capabilities import Capabilities, Continuation, Tokenizer
from inference.llm.chat import Message, Thinking
from inference.llm.connection import Connection, Failed, Refused
from inference.llm.forms import Form, Json, OneOf
from inference.llm.logprobs import mean_logprob
from inference.llm.profiles import Profile, Switch
from inference.llm.replies import Reply, Where, reasoning_of
from inference.llm.schemas import read_json

ASSUMED_CONTEXT = 4096
SHORT_ANSWER = 24
PUZZLE = (
    Message(
        "user", "Three boxes hold apples, pears, and both. Every label is wrong. Which box do you open first, and why?"
    ),
)
GREETING = (Message("user", "Say good morning in one short sentence."),)
FRUITS = ("medlar", "quince")
BUDGET, SLACK = 16, 8
"""The puzzle takes longer to think about. A server may be off by the end mark and what it has already drafted."""


def find_capabilities(connection: Connection, llm: Mapping[str, Any], profile: Profile) -> Capabilities:
    """Raises EngineUnavailable where the server is away or has not the model."""
    return _Check(connection, llm, profile).run()


class _Check:
    def __init__(self, connection: Connection, llm: Mapping[str, Any], profile: Profile) -> None:
        self._connection, self._profile = connection, profile
        self._two_calls = bool(llm.get("two_calls"))
        listed = _listed(connection.models())
        self._can = Capabilities(**_named(listed, llm, profile))

    def run(self) -> Capabilities:
        self._can = replace(self._can, tokenizer=self._tokenizer())
        self._look_at_thinking()
        if self._can.thinks:
            self._look_at_budget()
        self._look_at_forms()
        return self._can

    def _tokenizer(self) -> Tokenizer:
        url = self._connection.beside("/tokenize")
        for kind, body in _TOKENIZE.items():
            answer = self._tried(lambda body=body: self._connection.post(url, {**body, "model": self._can.model}))
            if answer is not None and answer.get("tokens"):
                return kind
        return "none"

    def _look_at_thinking(self) -> None:
        """On must think and off must not; else the switch is not one, and a profile is of another model or template."""
        of_profile = self._profile.switch if self._profile.switch != "none" else "template"
        always = False
        for switch in dict.fromkeys((of_profile, "template")):
            trial = replace(self._can, switch=switch, reasoning=self._where(switch))
            on = self._asked(Question(PUZZLE, SHORT_ANSWER, thinking=Thinking(on=True, budget=SHORT_ANSWER)), trial)
            off = self._asked(Question(PUZZLE, SHORT_ANSWER), trial)
            if on is None or off is None:
                continue
            if on.reply.reasoning and not off.reply.reasoning:
                self._can = trial
                return
            always = always or bool(off.reply.reasoning)
        self._can = replace(self._can, thinks_always=always)

    def _where(self, switch: Switch) -> Where:
        """A field where the server has a parser. Without one the thinking stands in the text: a template that opens it
        says so, and Nemotron Nano 2 has none."""
        trial = replace(self._can, switch=switch)
        asker, question = self._asker(trial), Question(PUZZLE, SHORT_ANSWER, thinking=Thinking(on=True, budget=BUDGET))
        answer = self._tried(lambda: asker.raw(question))
        if answer is not None and reasoning_of(answer):
            return "field"
        return "inline" if switch == "system" or self._tried(lambda: asker.opens_thinking(question)) else "field"

    def _look_at_budget(self) -> None:
        """Native where the thinking ended in time; else whether an answer can be continued after its thinking."""
        native = replace(self._can, budget="native")
        if not self._two_calls and self._keeps_budget(native):
            self._can = native
            return
        ways: tuple[Continuation, ...] = ("tokens", "message") if self._can.tokenizer == "vllm" else ("message",)
        trials = [replace(self._can, budget="two_calls", continuation=way) for way in ways]
        self._can = next((trial for trial in trials if self._continues(trial)), self._can)

    def _keeps_budget(self, trial: Capabilities) -> bool:
        asked = self._asked(Question(PUZZLE, SHORT_ANSWER, thinking=Thinking(on=True, budget=BUDGET)), trial)
        return asked is not None and 0 < asked.reply.tokens.reasoning <= BUDGET + SLACK

    def _continues(self, trial: Capabilities) -> bool:
        asker, question = self._asker(trial), Question(PUZZLE, SHORT_ANSWER, thinking=Thinking(on=True, budget=BUDGET))
        reply = self._tried(lambda: asker.answer_after(question, "Open the one marked both", was_ended=True))
        return reply is not None and bool(reply.content)

    def _look_at_forms(self) -> None:
        schema = {"type": "object", "properties": {"fruit": {"enum": list(FRUITS)}}, "required": ["fruit"]}
        in_json = Json({**schema, "additionalProperties": False}, is_weighed=True)
        held = replace(self._can, json_schema=True)
        self._can = self._first_held(in_json, replace(held, answer_logprobs=True), held)
        held = replace(self._can, choice=True)
        self._can = self._first_held(OneOf(FRUITS), replace(held, logprobs=True), held)

    def _first_held(self, form: Form, *trials: Capabilities) -> Capabilities:
        """What is known already where the server holds none."""
        return next((trial for trial in trials if self._holds(form, trial)), self._can)

    def _holds(self, form: Form, trial: Capabilities) -> bool:
        """Fruits have nothing to do with a greeting: they only come where the server holds the form."""
        asked = self._asked(Question(GREETING, SHORT_ANSWER, form=form), trial)
        if asked is None:
            return False
        if isinstance(form, Json):
            return _fits(asked.reply.content, form) and (not trial.answer_logprobs or _are_weighed(asked.reply))
        return asked.reply.content in FRUITS and (not trial.logprobs or bool(asked.reply.logprobs))

    def _asked(self, question: Question, trial: Capabilities) -> Asked | None:
        return self._tried(lambda: self._asker(trial).ask(question))

    def _asker(self, trial: Capabilities) -> Asker:
        return Asker(self._connection, self._profile, trial)

    def _tried(self, ask: Any) -> Any:
        """None where the server refuses, or fails over what it does not know; away is away."""
        try:
            return ask()
        except Refused as refused:
            if refused.status in (401, 403):
                raise
            return None
        except (BadInput, Failed):
            return None


_TOKENIZE: dict[Tokenizer, dict[str, Any]] = {
    "vllm": {"prompt": "good morning", "add_special_tokens": False},
    "llama": {"content": "good morning"},
}


def is_listed(answer: Mapping[str, Any], can: Capabilities) -> bool:
    """Whether the server still has the model that was looked at."""
    return any(entry["id"] == can.model for entry in _listed(answer))


def _listed(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    listed = [entry for entry in answer.get("data") or () if isinstance(entry, Mapping) and entry.get("id")]
    if not listed:
        raise EngineUnavailable("The language model's server lists no model.")
    return listed


def _named(listed: list[Mapping[str, Any]], llm: Mapping[str, Any], profile: Profile) -> dict[str, Any]:
    """The model and its context: what the settings say, else the server, else the profile."""
    name = llm.get("model") or profile.model or str(listed[0]["id"])
    entry = next((entry for entry in listed if entry["id"] == name), None)
    if entry is None:
        served = ", ".join(str(entry["id"]) for entry in listed[:5])
        raise EngineUnavailable(f"The language model's server has no model {name!r}; it has {served}. Set LLM_MODEL.")
    meta = entry.get("meta") if isinstance(entry.get("meta"), Mapping) else {}
    known = int(llm.get("context") or entry.get("max_model_len") or (meta or {}).get("n_ctx") or profile.context or 0)
    return {"model": name, "context": known or ASSUMED_CONTEXT, "context_is_assumed": not known}


def _are_weighed(reply: Reply) -> bool:
    """Whether the listed tokens spell the fruit of the answer."""
    return any(mean_logprob(fruit, reply.logprobs) is not None for fruit in FRUITS)


def _fits(content: str, form: Json) -> bool:
    try:
        read_json(content, form.schema)
    except ValueError:
        return False
    return True
