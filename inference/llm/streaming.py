"""A streamed answer: what belongs to the answer is passed on as it comes, what belongs to the thinking is not."""

from collections.abc import Callable, Iterator
from typing import Any

from inference.errors import EngineUnavailable
from inference.llm.replies import END, THINK, Reply, reasoning_of, tokens_of


def read_stream(events: Iterator[dict[str, Any]], on_text: Callable[[str], None], *, thinks_inline: bool) -> Reply:
    """Raises EngineUnavailable where the stream ends before the answer does. What `on_text` raises closes it."""
    parts = _Parts(on_text, thinks_inline)
    finish_reason, usage = "", None
    try:
        for event in events:
            usage = event.get("usage") or usage
            for choice in (event.get("choices") or ())[:1]:
                parts.take(choice.get("delta") or {})
                finish_reason = str(choice.get("finish_reason") or finish_reason)
    finally:
        close = getattr(events, "close", None)
        if close is not None:
            close()
    if not finish_reason:
        raise EngineUnavailable("The language model's server broke off its answer.")
    content, reasoning = parts.ended()
    return Reply(content, reasoning, finish_reason, tokens_of(usage, content, reasoning))


class _Parts:
    """Tells answer from thinking, also where both come in one text and the tag between them is cut in two."""

    def __init__(self, on_text: Callable[[str], None], thinks_inline: bool) -> None:
        self._on_text = on_text
        self._is_thinking: bool | None = True if thinks_inline else None
        self._held = ""
        self._reasoning: list[str] = []
        self._content: list[str] = []

    def take(self, delta: dict[str, Any]) -> None:
        self._reasoning.append(reasoning_of(delta))
        self._held += str(delta.get("content") or "")
        if self._is_thinking is None:
            self._look_for_opening()
        if self._is_thinking:
            self._look_for_end()
        if self._is_thinking is False:
            self._pass_on()

    def ended(self) -> tuple[str, str]:
        """Content and reasoning. What was held back as the possible beginning of a tag is what it looks like."""
        if self._is_thinking is None:
            self._is_thinking = False
        if self._is_thinking:
            self._reasoning.append(self._held)
        else:
            self._pass_on()
        return "".join(self._content).strip(), "".join(self._reasoning).strip()

    def _look_for_opening(self) -> None:
        begun = self._held.lstrip()
        if not THINK.startswith(begun[: len(THINK)]):
            self._is_thinking = False
        elif begun.startswith(THINK):
            self._is_thinking, self._held = True, begun.removeprefix(THINK)

    def _look_for_end(self) -> None:
        before, tag, after = self._held.partition(END)
        if tag:
            self._reasoning.append(before.replace(THINK, "", 1))
            self._is_thinking, self._held = False, after

    def _pass_on(self) -> None:
        text = self._held if self._content else self._held.lstrip()
        self._held = ""
        if text:
            self._content.append(text)
            self._on_text(text)
