"""A question on its way: what a rule proposes, before filters and ranking."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from inference.questions.question import Bloom, Source, Wh


@dataclass(frozen=True, slots=True)
class Draft:
    """`asked` are the lecture's words that stand in the stem: they must make sense by themselves.

    `answer` is a full sentence; `variants` are shorter ways to say it; `points` are the texts of its key points.
    `doubt` says what an instructor should look at twice, "" where nothing is doubtful.
    """

    rule: str
    stem: str
    wh: Wh
    bloom: Bloom
    answer: str
    variants: tuple[str, ...]
    points: tuple[str, ...]
    asked: tuple[Token, ...]
    replied: tuple[Token, ...]
    sentences: tuple[int, ...]
    source: Source = "speech"
    why: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A draft that passed the filters, with its features and score."""

    draft: Draft
    concept: str
    features: dict[str, float] = field(default_factory=dict)
    score: float = 0.0
