"""What is asked of the model: the texts of inference/prompts/grading, in the order that a server's cache can use.

The question with all that belongs to it comes first, then the answer, then what to do: everything up to the answer is
the same for all learners, everything up to the task the same for both questions about one answer.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from inference.grading.verdict import Exemplar, GradingTask
from inference.llm.chat import Message
from inference.llm.untrusted import fenced
from inference.questions.question import KeyPoint

FOLDER = Path(__file__).resolve().parents[2] / "prompts" / "grading"
LONGEST_QUOTE = 300
"""Characters of a quote."""
CREDITS = {"full": 1.0, "half": 0.5, "none": 0.0}
KINDS = ("answer", "off_topic", "no_answer")
MOST_EXEMPLARS, LONGEST_EXEMPLAR = 6, 400
MOST_REFERENCES = 5


@cache
def prompt(name: str) -> str:
    """The text of a prompt. Raises FileNotFoundError where there is none of that name."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8").strip()


@cache
def digest() -> str:
    """Changes with every word of a prompt: part of the fingerprint."""
    texts = "\n".join(prompt(file.stem) for file in sorted(FOLDER.glob("*.txt")))
    return hashlib.sha256(texts.encode()).hexdigest()[:12]


def points_messages(
    task: GradingTask, rubric: tuple[KeyPoint, ...], answer: str, shown: Sequence[str] = ()
) -> tuple[Message, ...]:
    """Asks for the credit of each key point and the stretch that earns it. `answer` is the response as it is shown;
    `shown` are answers to other questions that people judged, in fences."""
    return _messages(task, rubric, answer, shown, "points")


def verdict_messages(
    task: GradingTask, rubric: tuple[KeyPoint, ...], answer: str, shown: Sequence[str] = ()
) -> tuple[Message, ...]:
    """Asks for one word on the whole answer."""
    return _messages(task, rubric, answer, shown, "verdict")


def points_schema(count: int) -> dict[str, Any]:
    """One object per key point, by number, so that none is left out and none comes twice. The quote comes first."""
    point = _closed({"quote": _text(), "credit": {"enum": list(CREDITS)}})
    numbered = {f"key_point_{number}": point for number in range(1, count + 1)}
    return _closed({**numbered, "contradiction": _text(), "kind": {"enum": list(KINDS)}})


def points_tokens(count: int) -> int:
    """For the longest answer that the schema allows, roughly: a quote is seldom longer than a sentence."""
    return 160 + 140 * count


def phrase_messages(feedback: str, language: str) -> tuple[Message, ...]:
    """The model is shown the decided feedback alone: neither key points nor reference answers, which it might tell."""
    asked = f"{fenced('feedback', feedback)}\n\n{prompt('phrase').format(language=language)}"
    return Message("system", prompt("phrase_system")), Message("user", asked)


def _messages(
    task: GradingTask, rubric: tuple[KeyPoint, ...], answer: str, shown: Sequence[str], asked: str
) -> tuple[Message, ...]:
    parts = [
        *([prompt("shown"), *shown] if shown else []),
        fenced("question", task.question),
        *(fenced(f"reference answer {i}", text) for i, text in enumerate(_references(task), 1)),
        fenced("key points", "\n".join(f"{i}. {_line(point.text)}" for i, point in enumerate(rubric, 1))),
        *(fenced(f"answer {i} of another learner, {_judged(one)}", one.text) for i, one in _exemplars(task)),
        fenced("answer of the learner", answer),
        prompt(asked),
    ]
    return Message("system", prompt("system")), Message("user", "\n\n".join(parts))


def _references(task: GradingTask) -> list[str]:
    return [text for text in task.reference_answers if text.strip()][:MOST_REFERENCES]


def _exemplars(task: GradingTask) -> list[tuple[int, Exemplar]]:
    short = [Exemplar(one.text[:LONGEST_EXEMPLAR], one.credit) for one in task.exemplars[:MOST_EXEMPLARS]]
    return list(enumerate(short, 1))


def _judged(one: Exemplar) -> str:
    return f"to which a person gave {round(100 * min(max(one.credit, 0.0), 1.0))} % of the points"


def _line(text: str) -> str:
    return " ".join(text.split())


def _text() -> dict[str, Any]:
    return {"type": "string", "maxLength": LONGEST_QUOTE}


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
