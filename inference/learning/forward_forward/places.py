"""Where a reproduction reads, works and leaves what it found, and how long it may take."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    data: Path
    """Holds learning/mnist and learning/imdb."""
    work: Path
    """Networks and histories in the making; a run that was stopped goes on from here."""
    results: Path
    pictures: Path
    budget_min: float
    """Processor minutes of training at most."""
    tell: Callable[[str], object] = lambda _line: None
    """Hears one line for each step."""
