"""A second look at a draft by the model itself: answerable from the evidence alone? leaks? ambiguous? trivial?"""

from dataclasses import dataclass
from typing import Any

from inference.llm.chat import ChatModel, Message, Thinking
from inference.llm.tokens import NO_TOKENS, Tokens
from inference.llm.untrusted import fenced
from inference.questions.llm.prompts import prompt

ANSWER_TOKENS = 80
DOUBTS = {
    "answerable": ("no", "critic: not answerable from the evidence"),
    "leaks": ("yes", "critic: gives the answer away"),
    "ambiguous": ("yes", "critic: ambiguous"),
    "trivial": ("yes", "critic: not worth asking"),
}
"""What is asked, which answer counts against a draft, and the name by which it is counted."""


def _schema() -> dict[str, Any]:
    said = {"type": "string", "enum": ["yes", "no"]}
    return {
        "title": "critic",
        "type": "object",
        "properties": dict.fromkeys(DOUBTS, said),
        "required": list(DOUBTS),
        "additionalProperties": False,
    }


SCHEMA = _schema()


@dataclass(frozen=True, slots=True)
class Judged:
    """`doubt`: the first that was raised, "" for none."""

    doubt: str
    reasoning: str = ""
    tokens: Tokens = NO_TOKENS


@dataclass(frozen=True, slots=True)
class Control:
    """A text, a question about it and an answer, of which it is known whether a teacher would ask it."""

    text: str
    stem: str
    answer: str
    is_good: bool


CONTROLS = (
    Control(
        "When you heat a gas the molecules hit the walls harder and more often, so the pressure goes up.",
        "Why does the pressure of a gas rise when it is heated?",
        "Its molecules hit the walls harder and more often.",
        is_good=True,
    ),
    Control(
        "A catalyst speeds up a reaction without being used up.",
        "What is a catalyst?",
        "Something that speeds up a reaction without being used up.",
        is_good=True,
    ),
    Control(
        "So we take the second one and put it over there, and then it works.",
        "What happens to the second one?",
        "It is put over there.",
        is_good=False,
    ),
    Control(
        "A catalyst speeds up a reaction without being used up.",
        "Which scientist discovered the first catalyst?",
        "Berzelius discovered it.",
        is_good=False,
    ),
)
"""Known cases for `is_trustworthy`."""


def judge(chat: ChatModel, *, text: str, stem: str, answer: str, thinking: Thinking) -> Judged:
    """Raises EngineUnavailable and UnusableAnswer."""
    asked = "\n\n".join([fenced("text", text), fenced("question", stem), fenced("answer", answer)])
    messages = [
        Message("system", prompt("critic")),
        Message("user", f"{asked}\n\n{prompt('critic.task')}"),
    ]
    said = chat.complete(messages, answer_tokens=ANSWER_TOKENS, schema=SCHEMA, thinking=thinking)
    doubts = [name for question, (against, name) in DOUBTS.items() if said.data[question] == against]
    return Judged(doubts[0] if doubts else "", said.reasoning, said.tokens)


def is_trustworthy(chat: ChatModel, thinking: Thinking) -> tuple[bool, Tokens]:
    """Whether the model tells the known good from the known bad: a small one may not, and would throw dice. The first
    case that it gets wrong decides."""
    tokens = NO_TOKENS
    for control in CONTROLS:
        judged = judge(chat, text=control.text, stem=control.stem, answer=control.answer, thinking=thinking)
        tokens += judged.tokens
        if (not judged.doubt) != control.is_good:
            return False, tokens
    return True, tokens
