"""Where a long stretch of speech is best cut into passages."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import fmean, pstdev

from inference.text.passage import Sentence

WORDS_WANTED = 160
LONGEST_WORDS = 320
WINDOW = 5
"""Sentences on either side of a possible cut whose words are compared (TextTiling, Hearst 1997)."""
PAUSE_S = 1.5
OPENERS = re.compile(
    r"^(?:so now|now|ok(?:ay)?|all right|alright|next|let's|let us|the (?:next|first|second|third|last)|"
    r"finally|another|turning to|moving on)\b",
    re.IGNORECASE,
)
CONTINUING = re.compile(
    r"^(?:(?:and|but|so|or),? )?(?:and|but|however|because|since|which|whereas|it|they|he|she|this|"
    r"these|those|that(?:'s| is| was| means)|for (?:example|instance)|in other words|otherwise|therefore|also|then|"
    r"as a result|why|so (?!now|let|today|just|far|the next)|now (?:we have|this|that|it)|in (?:this|that) case|"
    r"yes|yep|right|exactly)\b",
    re.IGNORECASE,
)
"""How a sentence begins that goes on explaining what the one before it says."""
ANNOUNCING = re.compile(
    r"^(?:(?:so|now|okay|ok|and|but|well),? )*(?:let's|let us|let me|consider|suppose|imagine|take|remember|"
    r"i'm going to|i will|we're going to|we will|what about|here is|here's)\b",
    re.IGNORECASE,
)
"""How a sentence begins with which a new topic has begun already."""
GOES_ON = 1.0
OPENED = 0.5
FEW_WORDS = 3
SMALL_SPREAD = 0.05
_TERM = re.compile(r"[^\W\d_]{4,}")


def cut_by_topic(sentences: Sequence[Sentence]) -> list[Sequence[Sentence]]:
    """Runs of about WORDS_WANTED words, cut where the vocabulary changes, a pause falls or an opener begins.

    The cheapest set of cuts by dynamic programming: each run costs its squared distance from the wanted length, each
    cut earns its strength (about -1..1).
    """
    if not sentences:
        return []
    lengths = [len(sentence.text.split()) for sentence in sentences]
    strengths = _strengths(sentences)
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(sentences) + 1):
        options, words = [], 0
        for start in range(end - 1, -1, -1):
            words += lengths[start]
            if words > LONGEST_WORDS and start < end - 1:
                break
            gain = strengths[start] if start else 0.0
            options.append((best[start][0] + (words / WORDS_WANTED - 1) ** 2 - gain, start))
        best.append(min(options))
    cuts, at = [len(sentences)], len(sentences)
    while at:
        at = best[at][1]
        cuts.append(at)
    return [sentences[start:end] for start, end in pairwise(reversed(cuts))]


def topic_shifts(texts: Sequence[str]) -> list[float]:
    """How strongly a new topic begins with each of a lecture's sentences, -1..1, 0 where it is as usual or unknown.

    Lexical cohesion in standard deviations, halved; a word of opening counts for it, one that goes on against it.
    """
    strengths = _strengths([Sentence(text, None, None, 1.0, ()) for text in texts])
    spread = max(pstdev(strengths), SMALL_SPREAD) if len(strengths) > 1 else 1.0
    said = (_said_of(before, text) for before, text in zip(["", *texts], texts, strict=False))
    return [min(1.0, max(-1.0, shift / spread / 2 + told)) for shift, told in zip(strengths, said, strict=True)]


def _said_of(before: str, text: str) -> float:
    """What the words themselves tell of the cut between two sentences."""
    if _goes_on(before, text):
        return -GOES_ON
    return OPENED if OPENERS.match(text) else 0.0


def _goes_on(before: str, text: str) -> bool:
    """Whether the two belong together: question and answer, announcement and what was announced, claim and reason."""
    asked = before.rstrip().endswith("?") and "question" not in before.lower()
    answered = len(text.split()) <= FEW_WORDS and not OPENERS.match(text)
    return asked or answered or bool(CONTINUING.match(text) or ANNOUNCING.match(before))


def _strengths(sentences: Sequence[Sentence]) -> list[float]:
    """How much better than usual the lecture can be cut before each sentence."""
    terms = [Counter(term.lower()[:6] for term in _TERM.findall(sentence.text)) for sentence in sentences]
    rarity = _rarity(terms)
    strengths = [0.0] if sentences else []
    for at in range(1, len(sentences)):
        before, after = terms[max(0, at - WINDOW) : at], terms[at : at + WINDOW]
        shift = 1 - _likeness(sum(before, Counter()), sum(after, Counter()), rarity)
        pause = 0.6 if _pause_s(sentences[at - 1], sentences[at]) >= PAUSE_S else 0.0
        opener = 0.3 if OPENERS.match(sentences[at].text) else 0.0
        strengths.append(shift + pause + opener)
    usual = fmean(strengths[1:]) if len(sentences) > 1 else 0.0
    return [strength - usual for strength in strengths]


def _rarity(terms: Sequence[Counter[str]]) -> dict[str, float]:
    """Inverse document frequency: words that most sentences share say nothing about a topic."""
    shared = Counter(term for counts in terms for term in counts)
    return {term: math.log(len(terms) / count) for term, count in shared.items()}


def _likeness(one: Counter[str], other: Counter[str], rarity: Mapping[str, float]) -> float:
    """The cosine of two bags of words (shortened to their first letters), 0..1."""
    first = {term: count * rarity[term] for term, count in one.items()}
    second = {term: count * rarity[term] for term, count in other.items()}
    length = math.hypot(*first.values()) * math.hypot(*second.values())
    return sum(weight * second.get(term, 0.0) for term, weight in first.items()) / length if length else 0.0


def _pause_s(one: Sentence, other: Sentence) -> float:
    return other.start - one.end if one.end is not None and other.start is not None else 0.0
