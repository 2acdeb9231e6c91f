"""What every engine shares: a fingerprint, a way to report progress and a place for partial work."""

import hashlib
from collections.abc import Callable
from typing import Protocol

Report = Callable[[float], None]
"""Called with the fraction done, 0..1, as often as the engine likes. It may raise: the engine then stops."""


class PartialWork(Protocol):
    """What a long run keeps so that a resumed one can skip it. Names are short ASCII words."""

    def load(self, name: str) -> bytes | None: ...

    def save(self, name: str, data: bytes) -> None: ...


class NothingKept:
    """Partial work for callers that do not resume."""

    def load(self, name: str) -> bytes | None:
        return None

    def save(self, name: str, data: bytes) -> None:
        pass


NOTHING_KEPT: PartialWork = NothingKept()


def silent(fraction: float) -> None:
    """A report that nobody reads."""


def fingerprint(backend: str, **parts: object) -> str:
    """Names what decides an engine's output, for example `speech.whisper:base-int8@1f3a9c02d1e4`.

    `parts` are model, options and digests; addresses and devices stay out: the same model elsewhere is the same engine.
    """
    canonical = "\n".join(f"{name}={parts[name]!r}" for name in sorted(parts))
    digest = hashlib.sha256(f"{backend}\n{canonical}".encode()).hexdigest()[:12]
    return f"{backend}@{digest}"
