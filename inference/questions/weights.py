"""What can be read off a question's own words, and the weights that say what it counts."""

import json
import re
from functools import lru_cache
from pathlib import Path

from inference.questions.words import SECOND_PERSON, THIRD_PERSON, VAGUE

LONG_STEM, LONG_ANSWER, SHORT_ANSWER = 12, 28, 9
ANYONE = SECOND_PERSON | {"we", "us", "our"}
_word = re.compile(r"[\w']+")


def text_features(stem: str, answer: str, *, rule: str, source: str) -> dict[str, float]:
    """The features that need no lecture at hand, so that a decision about a stored question can teach them."""
    asked, said = _words(stem), _words(answer)
    return {
        "bias": 1.0,
        f"rule: {rule}": 1.0,
        f"source: {source}": 1.0,
        "stem words over 12": max(0, len(asked) - LONG_STEM) / 5,
        "answer words over 28": max(0, len(said) - LONG_ANSWER) / 10,
        "answer words under 9": max(0, SHORT_ANSWER - len(said)) / 4,
        "pronouns in the answer": float(sum(word in THIRD_PERSON for word in said)),
        "you in the answer": float(any(word in ANYONE for word in said)),
        "you in the stem": float(any(word in SECOND_PERSON | {"we"} for word in asked)),
        "vague words in the answer": float(sum(word in VAGUE for word in said)),
        "digits in the stem": float(any(word.isdigit() for word in asked)),
        "definite things in the stem": float(asked.count("the")),
    }


@lru_cache(maxsize=4)
def load_weights(path: Path) -> dict[str, float]:
    """Of each feature, in units of log odds. A feature that the file does not name weighs nothing."""
    weights: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return weights


def _words(text: str) -> list[str]:
    return _word.findall(text.lower())
