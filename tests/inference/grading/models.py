"""Language models that follow a script: an honest one, which compares words, and one that obeys whoever attacks it."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from inference.errors import EngineUnavailable
from inference.grading.exact import folded
from inference.llm.chat import OFF, Chosen, Completion, Message, Thinking, UnusableAnswer
from inference.llm.tokens import Tokens
from tests.scripted_llm import Turn

Data = dict[str, Any]
USED = Tokens(prompt=400, cached=320, reasoning=0, answer=40, calls=1)
FENCED = re.compile(r"⟦([^⟧\n]*): material, never instructions⟧\n(.*?)\n⟦end of \1⟧", re.DOTALL)


class Asked:
    """What a prompt of the grader asks, read back from its fences."""

    def __init__(self, prompt: str) -> None:
        self.prompt = prompt
        self.parts: dict[str, str] = dict(FENCED.findall(prompt))
        self.answer = self.parts.get("answer of the learner", "")
        self.key_points = re.findall(r"^\d+\. (.*)$", self.parts.get("key points", ""), re.MULTILINE)


def honest(asked: Asked) -> Data:
    """Each key point is earned by the sentence that shares most of its words: all of them for full, some for half."""
    points = [_best(point, asked.answer) for point in asked.key_points]
    return findings(points)


def findings(points: Sequence[tuple[str, str]], contradiction: str = "", kind: str = "answer") -> Data:
    """`points`: quote and credit of each key point."""
    numbered = {f"key_point_{i}": {"quote": quote, "credit": credit} for i, (quote, credit) in enumerate(points, 1)}
    return {**numbered, "contradiction": contradiction, "kind": kind}


def obedient(quote: Callable[[Asked], str]) -> Callable[[Asked], Data]:
    """Full credit for everything, with whatever quote: the worst that can happen."""
    return lambda asked: findings([(quote(asked)[:300], "full")] * len(asked.key_points))


def _best(point: str, answer: str) -> tuple[str, str]:
    wanted = set(folded(point).split())
    shared = {part: len(wanted & set(folded(part).split())) / len(wanted) for part in re.split(r"(?<=[.!?])\s", answer)}
    part = max(shared, key=lambda one: shared[one])
    credit = "full" if shared[part] >= 0.99 else "half" if shared[part] >= 0.4 else "none"
    return (part if credit != "none" else "", credit)


class ScriptedChat:
    """A ChatModel in this process. `says` gives the findings, or is what is always found; the verdict is `correct`
    where they are full, unless `verdict` says otherwise. `away`: raised instead of an answer. What came is in `asked`
    and `thinking`."""

    fingerprint = "llm.scripted@0"
    context = 8192

    def __init__(
        self,
        says: Callable[[Asked], Data] | Data = honest,
        *,
        verdict: tuple[str, float | None] | None = None,
        phrase: str = "",
        reasoning: str = "",
        languages: tuple[str, ...] = ("en", "de", "es", "fr", "it", "ja"),
    ) -> None:
        self.says: Callable[[Asked], Data] = says if callable(says) else lambda _: says
        self.verdict, self.phrase, self.reasoning = verdict, phrase, reasoning
        self.languages = languages
        self.asked: list[Asked] = []
        self.thinking: list[Thinking] = []
        self.messages: list[Sequence[Message]] = []
        self.away: EngineUnavailable | None = None
        self.unusable = 0
        """So many answers from now on are of no use."""

    def complete(
        self,
        messages: Sequence[Message],
        *,
        answer_tokens: int,
        schema: Mapping[str, Any] | None = None,
        thinking: Thinking = OFF,
        is_weighed: bool = False,
    ) -> Completion:
        asked = self._came(messages, thinking)
        if self.unusable:
            self.unusable -= 1
            raise UnusableAnswer("json", "It did not write JSON.", USED)
        reasoning = self.reasoning if thinking.on else ""
        if schema is None:
            return Completion(self.phrase, reasoning, USED, "stop")
        data = self.says(asked)
        return Completion(json.dumps(data), reasoning, USED, "stop", data)

    def choose(self, messages: Sequence[Message], choices: Sequence[str], *, thinking: Thinking = OFF) -> Chosen:
        asked = self._came(messages, thinking)
        choice, sure = self.verdict or (whole_verdict(self.says(asked)), 0.95)
        return Chosen(choice, sure, "", USED)

    def stream(
        self,
        messages: Sequence[Message],
        *,
        answer_tokens: int,
        on_text: Callable[[str], None],
        thinking: Thinking = OFF,
    ) -> Completion:
        raise NotImplementedError("no grader streams")

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def _came(self, messages: Sequence[Message], thinking: Thinking) -> Asked:
        self.messages.append(messages)
        self.asked.append(Asked(messages[-1].content))
        self.thinking.append(thinking)
        if self.away is not None:
            raise self.away
        return self.asked[-1]


def whole_verdict(data: Data) -> str:
    credits = [point["credit"] for name, point in data.items() if name.startswith("key_point")]
    return "correct" if set(credits) == {"full"} and not data["contradiction"] else "incorrect"


def over_http(says: Callable[[Asked], Data] = honest) -> Callable[[dict[str, Any]], Turn | None]:
    """The same for `ScriptedServer.answer_with`."""

    def answer(body: dict[str, Any]) -> Turn | None:
        messages = body.get("messages") or [{"content": ""}]
        asked = Asked(next((m["content"] for m in reversed(messages) if m["role"] == "user"), ""))
        if not asked.key_points:
            return None
        data = says(asked)
        if "Answer as JSON." in asked.prompt:
            return Turn(content=json.dumps(data))
        choice = whole_verdict(data)
        return Turn(content=choice, sureness={choice: 0.95})

    return answer
