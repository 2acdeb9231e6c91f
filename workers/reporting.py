"""What a worker tells the site of the language model: whether it answers, and what it can do."""

import threading

from django.conf import settings
from django.utils import timezone

from inference.engines import ASKS_A_MODEL
from inference.errors import EngineUnavailable
from quizgen.engines import ModelNow, note_model
from workers.engines import LanguageModel, language_model

_looking = threading.Lock()


def look_at_model_soon(role: str) -> threading.Thread | None:
    """Beside the work, so that no learner waits for a model that hangs; not at all where this role asks none."""
    if settings.ENGINES[role]["BACKEND"] not in ASKS_A_MODEL:
        return None
    looking = threading.Thread(target=_look_unless_looking, args=(language_model(),), daemon=True)
    looking.start()
    return looking


def look_at(model: LanguageModel) -> ModelNow:
    """Asks the server, and its capabilities where they are not known yet."""
    try:
        can = model.look()
    except EngineUnavailable as away:
        return ModelNow(wrong=str(away), seen_at=timezone.now())
    return ModelNow("", model.fingerprint, can.as_row(), timezone.now())


def _look_unless_looking(model: LanguageModel) -> None:
    if _looking.acquire(blocking=False):
        try:
            note_model(look_at(model))
        finally:
            _looking.release()
