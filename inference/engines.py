"""Short words for engines, and the way from a word or a dotted path to an object."""

import importlib
import os
from typing import Any

from inference.errors import BadInput
from inference.llm.options import from_environment

WORDS = {
    "speech": {
        "embedded": "inference.speech.whisper.WhisperTranscriber",
        "fake": "inference.speech.fake.ScriptedTranscriber",
    },
    "slides": {
        "embedded": "inference.slides.rapid.RapidSlideReader",
        "paddle": "inference.slides.paddle.PaddleSlideReader",
        "fake": "inference.slides.fake.ScriptedSlideReader",
    },
    "questions": {
        "embedded": "inference.questions.rules.RuleQuestionWriter",
        "llm": "inference.questions.llm.LlmQuestionWriter",
        "combined": "inference.questions.combined.CombinedQuestionWriter",
        "fake": "inference.questions.fake.ScriptedQuestionWriter",
    },
    "grading": {
        "embedded": "inference.grading.embedded.EmbeddedGrader",
        "forward_forward": "inference.grading.forward_forward.ForwardForwardGrader",
        "llm": "inference.grading.llm.LlmGrader",
        "cascade": "inference.grading.cascade.CascadeGrader",
        "fake": "inference.grading.fake.ScriptedGrader",
    },
}
_MODEL_WORDS = (("questions", "llm"), ("questions", "combined"), ("grading", "llm"), ("grading", "cascade"))
ASKS_A_MODEL = frozenset(WORDS[role][word] for role, word in _MODEL_WORDS)
"""Engines that ask a language model: they are built as `Engine(llm=inference.llm.options.from_environment(...))`."""


def build_engine(role: str, word: str = "embedded", **options: object) -> Any:
    """The engine behind a short word or a dotted path. Raises BadInput("engine.unknown") with a sentence."""
    path = WORDS[role].get(word, word)
    module_name, _, name = path.rpartition(".")
    try:
        backend = getattr(importlib.import_module(module_name), name)
    except (ImportError, AttributeError, ValueError) as error:
        known = ", ".join(WORDS[role])
        raise BadInput("engine.unknown", f"There is no engine {word!r}: name {known} or a dotted path.") from error
    return backend(**options)


def engine_of_environment(role: str, word: str) -> Any:
    """The same for commands: one that asks a language model is told what the environment says of it."""
    asks = WORDS[role].get(word, word) in ASKS_A_MODEL
    return build_engine(role, word, **({"llm": from_environment(os.environ)} if asks else {}))
