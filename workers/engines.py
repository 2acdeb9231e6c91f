"""settings.ENGINES -> objects. Each process makes its own at first use, which in a worker is after the fork."""

import contextlib
from functools import cache
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from inference.errors import EngineUnavailable
from inference.grading.verdict import Grader
from inference.llm.capabilities import Capabilities
from inference.llm.chat import ChatModel
from inference.questions.question import QuestionWriter
from inference.slides.slide import SlideReader
from inference.speech.transcript import Transcriber
from quizgen.engines import note_engine


class LanguageModel(ChatModel, Protocol):
    def look(self) -> Capabilities:
        """What it can do, after a short question whether it is there. Raises EngineUnavailable."""
        ...


def transcriber() -> Transcriber:
    return _engine("speech")


def slide_reader() -> SlideReader:
    return _engine("slides")


def question_writer() -> QuestionWriter:
    return _engine("questions")


def grader() -> Grader:
    return _engine("grading")


def language_model() -> LanguageModel:
    """What `settings.LLM` names. Its module is loaded by who asks for it: most workers need no client."""
    return import_string("inference.llm.server.chat_model")(settings.LLM)


@cache
def _engine(role: str) -> Any:
    named: dict[str, Any] = settings.ENGINES[role]
    engine = import_string(named["BACKEND"])(**named["OPTIONS"])
    # One whose model's server is away says what it is when it is made anew.
    with contextlib.suppress(EngineUnavailable):
        note_engine(role=role, fingerprint=engine.fingerprint)
    return engine
