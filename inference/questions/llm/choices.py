"""Wrong choices for a multiple-choice variant, each with the misconception that would lead to it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from rapidfuzz import fuzz

from inference.llm.chat import ChatModel, Message
from inference.llm.tokens import Tokens
from inference.llm.untrusted import fenced
from inference.questions.llm.checks import length
from inference.questions.llm.languages import is_in
from inference.questions.llm.prompts import language_name, prompt
from inference.questions.question import Distractor, WrittenQuestion

WANTED, FEWEST = 3, 2
ANSWER_TOKENS = 420
LONGEST_CHOICE, LONGEST_MISCONCEPTION = 240, 160
MOST_CREDIT = 0.25
TOO_LIKE = 85
SHARE_OF_LENGTH = (0.4, 2.5)
IS_RIGHT = "choice: right in part"
IS_ODD = "choice: too like another, too short or too long"
UNNAMED = "choice: names no misconception"
Credit = Callable[[WrittenQuestion, str], float]
"""The share of the points, 0..1, that a text earns as an answer to a question."""

SCHEMA: dict[str, Any] = {
    "title": "choices",
    "type": "object",
    "properties": {
        "choices": {
            "type": "array",
            "minItems": 1,
            "maxItems": WANTED,
            "items": {
                "type": "object",
                "properties": {
                    "misconception": {"type": "string", "maxLength": LONGEST_MISCONCEPTION},
                    "wrong_answer": {"type": "string", "minLength": 1, "maxLength": LONGEST_CHOICE},
                },
                "required": ["misconception", "wrong_answer"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["choices"],
    "additionalProperties": False,
}


def with_choices(
    chat: ChatModel, question: WrittenQuestion, *, language: str, credit: Credit, drops: Counter[str]
) -> tuple[WrittenQuestion, Tokens]:
    """The question with two or three wrong choices, or without any where too few are sound. Raises EngineUnavailable
    and UnusableAnswer."""
    said = chat.complete(_messages(question, language), answer_tokens=ANSWER_TOKENS, schema=SCHEMA)
    kept: list[Distractor] = []
    for item in said.data["choices"]:
        choice = Distractor(" ".join(item["wrong_answer"].split()), " ".join(item["misconception"].split()))
        if flaw := _flaw(choice, question, kept, language, credit):
            drops[flaw] += 1
        else:
            kept.append(choice)
    distractors = tuple(kept) if len(kept) >= FEWEST else ()
    return replace(question, distractors=distractors), said.tokens


def _messages(question: WrittenQuestion, language: str) -> list[Message]:
    name = language_name(language)
    asked = "\n\n".join(
        [
            fenced("text", question.evidence.text),
            fenced("question", question.stem),
            fenced("right answer", question.reference_answers[0]),
        ]
    )
    task = prompt("choices.task", language=name)
    return [Message("system", prompt("choices", language=name)), Message("user", f"{asked}\n\n{task}")]


def _flaw(choice: Distractor, question: WrittenQuestion, kept: list[Distractor], language: str, credit: Credit) -> str:
    right = question.reference_answers[0]
    share = length(choice.text) / max(1, length(right))
    others = [right, *(other.text for other in kept)]
    if not SHARE_OF_LENGTH[0] <= share <= SHARE_OF_LENGTH[1] or not is_in(choice.text, language):
        return IS_ODD
    if any(fuzz.ratio(choice.text.lower(), other.lower()) > TOO_LIKE for other in others):
        return IS_ODD
    if length(choice.misconception) < 2:
        return UNNAMED
    return IS_RIGHT if credit(question, choice.text) > MOST_CREDIT else ""
