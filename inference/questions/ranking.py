"""Which questions come first: a logistic model over a few features that a person can read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from math import exp
from pathlib import Path

from rapidfuzz import fuzz

from inference.questions.concepts import Concepts, commonness
from inference.questions.definites import bare_definites, is_unanchored
from inference.questions.draft import Draft, Ranked
from inference.questions.stem_filters import is_beside_the_point
from inference.questions.weights import load_weights, text_features

WEIGHTS_FILE = Path(__file__).with_name("weights.json")
SAME_QUESTION = 88
SAME_ANSWER = 84
DIVERSITY = 0.35
PER_SLIDE = 3
USUAL_SALIENCE = 1.0
"""Where too little is said to tell its terms: then all of it is to the point."""
LEAST_SCORE = 0.18
"""Below this a question does an instructor no service, however few there are."""


def weights_digest() -> str:
    return sha256(WEIGHTS_FILE.read_bytes()).hexdigest()[:12]


def rank(draft: Draft, concepts: Concepts, confidence: float) -> Ranked:
    """The draft with its features and its score, the modelled probability that a teacher would publish it."""
    concept, salience = concepts.of(draft.asked)
    features = {
        **text_features(draft.stem, draft.answer, rule=draft.rule, source=draft.source),
        "salience": salience if concepts.salience else USUAL_SALIENCE,
        "beside the point": float(bool(concepts.salience) and is_beside_the_point(draft, concepts)),
        "unknown definite thing": float(is_unanchored(draft, concepts)),
        "bare definite things": float(bare_definites(draft)),
        "rarity of the answer": _rarity(draft),
        "confidence": confidence,
    }
    weights = load_weights(WEIGHTS_FILE)
    logit = sum(weights.get(name, 0.0) * value for name, value in features.items())
    return Ranked(draft, concept, features, 1 / (1 + exp(-logit)))


def is_poor(ranked: Ranked) -> bool:
    return ranked.score < LEAST_SCORE


def best_first(
    ranked: Sequence[Ranked], place: Mapping[int, int], count: int, beside: Sequence[Ranked] = ()
) -> tuple[list[Ranked], int]:
    """At most `count`, each chosen for its score less its likeness to those before it, and the number of doubles.

    `beside` are chosen already. `place` maps a sentence's number to its slide or passage: at most `PER_SLIDE`
    questions come from one.
    """
    pool, chosen, doubles = sorted(ranked, key=lambda r: -r.score), list(beside), 0
    taken = Counter(place.get(r.draft.sentences[0], -1) for r in beside)
    while pool and len(chosen) < len(beside) + count:
        best = max(pool, key=lambda r: r.score - DIVERSITY * _nearness(r, chosen, place))
        pool.remove(best)
        where = place.get(best.draft.sentences[0], -1)
        if any(_is_double(best, other) for other in chosen):
            doubles += 1
        elif where < 0 or taken[where] < PER_SLIDE:
            chosen.append(best)
            taken[where] += 1
    return chosen[len(beside) :], doubles


def _is_double(one: Ranked, other: Ranked) -> bool:
    if set(one.draft.sentences) & set(other.draft.sentences):
        return True
    if fuzz.token_set_ratio(one.draft.stem, other.draft.stem) > SAME_QUESTION:
        return True
    return fuzz.token_set_ratio(one.draft.answer, other.draft.answer) > SAME_ANSWER


def _nearness(candidate: Ranked, chosen: Sequence[Ranked], place: Mapping[int, int]) -> float:
    if not chosen:
        return 0.0
    return max(_likeness(candidate, other, place) for other in chosen)


def _likeness(one: Ranked, other: Ranked, place: Mapping[int, int]) -> float:
    same_term = 0.5 if one.concept == other.concept else 0.0
    near = 0.5 if place.get(one.draft.sentences[0], -1) == place.get(other.draft.sentences[0], -2) else 0.0
    same_kind = 0.3 if one.draft.rule == other.draft.rule else 0.0
    return same_term + near + same_kind


def _rarity(draft: Draft) -> float:
    """How technical the answer's content words are, 0..1."""
    words = [t.lower_ for t in draft.replied if t.pos_ in {"NOUN", "PROPN", "ADJ", "VERB"} and t.is_alpha]
    return sum(max(0.0, 6 - max(commonness(w), 2.5)) for w in words) / (3.5 * len(words)) if words else 0.0
