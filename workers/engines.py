"""settings.ENGINES -> objects. Each process makes its own at first use, which in a worker is after the fork."""

from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from inference.grading.verdict import Grader
from inference.questions.question import QuestionWriter
from inference.slides.slide import SlideReader
from inference.speech.transcript import Transcriber


def transcriber() -> Transcriber:
    return _engine("speech")


def slide_reader() -> SlideReader:
    return _engine("slides")


def question_writer() -> QuestionWriter:
    return _engine("questions")


def grader() -> Grader:
    return _engine("grading")


@cache
def _engine(role: str) -> Any:
    named: dict[str, Any] = settings.ENGINES[role]
    return import_string(named["BACKEND"])(**named["OPTIONS"])
