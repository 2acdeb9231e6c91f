"""A language model tried out: how quick it is, and one question and one grade by the engines that ask it."""

import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from inference.engine import silent
from inference.engines import ASKS_A_MODEL, build_engine
from inference.grading.verdict import Verdict
from inference.llm.chat import ChatModel, Message, UnusableAnswer
from inference.llm.tokens import Tokens
from inference.questions.question import WrittenQuestions
from workers import engines, sample

ESSAY = (Message("user", "Explain in plain words, and at length, why heat flows from a hot body to a cold one."),)
ESSAY_TOKENS = 256


@dataclass(frozen=True, slots=True)
class Pace:
    """Of one request alone: a server that has many at once writes more in all."""

    written: int
    seconds: float

    @property
    def tokens_per_s(self) -> float:
        return self.written / self.seconds if self.seconds else 0.0


def pace(model: ChatModel) -> Pace:
    """Raises EngineUnavailable. An answer that its limit cuts is long enough to be timed."""
    started = time.monotonic()
    try:
        tokens = model.complete(ESSAY, answer_tokens=ESSAY_TOKENS).tokens
    except UnusableAnswer as cut:
        tokens = cut.tokens
    return Pace(tokens.reasoning + tokens.answer, time.monotonic() - started)


def asking_engine(role: str) -> tuple[Any, str]:
    """The engine of the site for `role` where it asks a model, else the one that asks nothing else; and which it is."""
    if settings.ENGINES[role]["BACKEND"] in ASKS_A_MODEL:
        return (engines.question_writer() if role == "questions" else engines.grader()), "the site's own"
    return build_engine(role, "llm", llm=settings.LLM), "not the site's: it asks no model"


def written(writer: Any) -> WrittenQuestions:
    found: WrittenQuestions = writer.write_questions(
        sample.passages(), language=sample.LANGUAGE, count=1, report=silent
    )
    return found


def graded(grader: Any) -> Verdict:
    (verdict,) = grader.grade([sample.task()])
    found: Verdict = verdict
    return found


def for_lecture(tokens: Tokens, minutes: float, words_per_minute: float) -> Tokens:
    """What the sample took, for a lecture of so many minutes: passages are asked about one by one."""
    times = minutes * words_per_minute / sample.WORDS
    return Tokens(
        prompt=round(tokens.prompt * times),
        cached=round(tokens.cached * times),
        reasoning=round(tokens.reasoning * times),
        answer=round(tokens.answer * times),
        calls=round(tokens.calls * times),
    )
