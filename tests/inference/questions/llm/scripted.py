"""A chat model that follows a script: by default it writes one sound question about each passage it knows."""

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from inference.llm.chat import OFF, Chosen, Completion, Message, Thinking
from inference.llm.tokens import Tokens
from inference.questions.llm.critic import CONTROLS
from inference.text.passage import Passage, Sentence

USED = Tokens(prompt=100, cached=40, reasoning=7, answer=20, calls=1)
Reply = Callable[[str], Any]
"""From the last message to the data of the answer; it may raise."""


class ScriptedChat:
    """`replies` by task: "drafts", "notes", "critic", "answer", "choices", "summary", "course". Keeps what it was
    asked.

    `knows_cases`: whether its critic judges the known cases right, as a large model's does."""

    fingerprint = "llm.script@1"

    def __init__(self, languages: tuple[str, ...] = (), context: int = 100_000, **replies: Reply) -> None:
        self.languages, self.context, self.knows_cases = languages, context, True
        self.asked: list[tuple[str, str, Thinking]] = []
        self.systems: list[str] = []
        self._replies = {"critic": sees_no_fault, "answer": always("NOT IN THE TEXT"), **replies}
        self._lock = threading.Lock()

    def complete(
        self,
        messages: Sequence[Message],
        *,
        answer_tokens: int,
        schema: Mapping[str, Any] | None = None,
        thinking: Thinking = OFF,
        is_weighed: bool = False,
    ) -> Completion:
        task = str(schema["title"]) if schema else "answer"
        asked = messages[-1].content
        with self._lock:
            self.asked.append((task, asked, thinking))
            self.systems.append(messages[0].content)
        if task == "critic" and self.knows_cases and (said := control(asked)) is not None:
            return Completion("", "", USED, "stop", data=said)
        reply = self._replies[task](asked)
        return Completion(
            content=reply if schema is None else "",
            reasoning="because the lecture says so" if thinking.on else "",
            tokens=USED,
            finish_reason="stop",
            data=reply if schema is not None else None,
        )

    def count(self, task: str) -> int:
        return sum(asked[0] == task for asked in self.asked)

    def choose(self, messages: Sequence[Message], choices: Sequence[str], *, thinking: Thinking = OFF) -> Chosen:
        raise NotImplementedError

    def stream(self, *args: object, **options: object) -> Completion:
        raise NotImplementedError

    def count_tokens(self, text: str) -> int:
        return len(text) // 4


def always(data: Any) -> Reply:
    """The same answer whatever is asked."""
    return lambda _: data


def control(asked: str) -> dict[str, str] | None:
    """The right judgement of a known case, None for any other."""
    for known in CONTROLS:
        if known.stem in asked and known.answer in asked:
            return sees_no_fault(asked) if known.is_good else {**sees_no_fault(asked), "answerable": "no"}
    return None


def sees_no_fault(asked: str) -> dict[str, str]:
    return {"answerable": "yes", "leaks": "no", "ambiguous": "no", "trivial": "no"}


def draft(quote: str, question: str, answer: str, *points: str, level: str = "understand") -> dict[str, Any]:
    return {"quote": quote, "question": question, "answer": answer, "key_points": list(points), "level": level}


def drafts(*several: dict[str, Any]) -> dict[str, Any]:
    return {"questions": list(several)}


def passage(*sentences: str, start: float = 0.0, slide: str = "", number: int = 0) -> Passage:
    """Sentences of five seconds each, long enough to be asked about; segments are numbered from `number`."""
    spoken = tuple(
        Sentence(text, start + 5.0 * n, start + 5.0 * n + 4.5, 0.95, (number + n,)) for n, text in enumerate(sentences)
    )
    end = start + 5.0 * len(sentences)
    return Passage(start, end, "", spoken, 0 if slide else None, slide)
