"""Which engines answer, as the workers said last. The web asks no engine and no model itself: it loads none.

What is said is kept in the cache that web and workers share. It is news and no record: what made a transcript, a
question or a grade stands with these.
"""

import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from redis.exceptions import RedisError

from inference.engines import ASKS_A_MODEL, WORDS

logger = logging.getLogger(__name__)

ROLES = {"speech": "Speech", "slides": "Slides", "questions": "Questions", "grading": "Grading"}
KEPT_S = 30 * 24 * 3600
STALE_AFTER_S = 600.0
NOT_LOOKED_YET = "No worker has looked at the language model yet."
AWAY = "The language model does not answer."


@dataclass(frozen=True, slots=True)
class ModelNow:
    """What a worker found when it looked at the language model last. `wrong`: a sentence for staff, "" where it
    answers. `capabilities`: a row of `inference.llm.capabilities`, {} where it did not answer."""

    wrong: str
    fingerprint: str = ""
    capabilities: Mapping[str, Any] = field(default_factory=dict)
    seen_at: datetime | None = None

    @property
    def answers(self) -> bool:
        return not self.wrong and not self.is_stale

    @property
    def is_stale(self) -> bool:
        """Nobody has looked for so long that it says nothing of now."""
        return self.seen_at is None or (timezone.now() - self.seen_at).total_seconds() > STALE_AFTER_S


@dataclass(frozen=True, slots=True)
class EngineNow:
    role: str
    word: str
    fingerprint: str
    asks_a_model: bool


def engines_now() -> list[EngineNow]:
    """Of every role, in the order of the work."""
    return [_engine_now(role) for role in ROLES]


def a_model_is_asked() -> bool:
    return any(named["BACKEND"] in ASKS_A_MODEL for named in settings.ENGINES.values())


def model_now() -> ModelNow:
    said = _kept("model")
    return ModelNow(**said) if said else ModelNow(wrong=NOT_LOOKED_YET)


def note_engine(*, role: str, fingerprint: str) -> None:
    """A worker has made its engine."""
    _keep(f"engine:{role}", fingerprint)


def note_model(now: ModelNow) -> None:
    """A worker has looked at the language model."""
    _keep("model", asdict(now))


def _engine_now(role: str) -> EngineNow:
    backend = settings.ENGINES[role]["BACKEND"]
    word = next((word for word, path in WORDS[role].items() if path == backend), backend)
    return EngineNow(ROLES[role], word, _kept(f"engine:{role}") or "", backend in ASKS_A_MODEL)


def _kept(name: str) -> Any:
    try:
        return cache.get(f"now:{name}")
    except RedisError as error:
        logger.warning("The cache is away, what workers said of engines is not known: %s", error)
        return None


def _keep(name: str, value: object) -> None:
    try:
        cache.set(f"now:{name}", value, KEPT_S)
    except RedisError as error:
        logger.warning("The cache is away, nobody learns of the engines of this worker: %s", error)
