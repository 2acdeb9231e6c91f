"""Which stems make no fair question."""

import re

from spacy.tokens import Token

from inference.questions.concepts import Concepts, commonness, lemma
from inference.questions.definites import LEAST_MENTIONS
from inference.questions.draft import Draft
from inference.questions.pronouns import is_addressed, stands_alone, unresolved
from inference.questions.words import DANGLING, LEANING, ODD, POINTING, RELATIVES, VAGUE

LEAST_STEM, MOST_STEM = 3, 17
JUNK_ZIPF = 1.2
COMMON_ZIPF = 4.0
BEGINNINGS = ("under", "over", "non", "anti", "re", "un", "pre", "sub", "inter", "multi", "super", "micro", "macro")
NOBODY = {"fact", "guy", "guys", "folks", "somebody", "someone", "anybody", "anyone", "everybody", "whoever"}
MOST_ASKED_TWICE = 6
LONGEST_SUBJECT = 7
RARE_ZIPF = 3.9
LEAST_SALIENCE = 0.12
OF_THE_LECTURE = 0.3
_odd = re.compile(ODD, re.IGNORECASE)
_hedged = re.compile(
    r"\b(?:maybe|perhaps|going to|gonna|but|only|exactly|implausibly|yet|somehow|kind of|sort of|the an?|"
    r"(?:was|were|is|are) [^?]* doing|want to do)\b|\. ",
    re.IGNORECASE,
)


def is_stem_odd(draft: Draft, _: Concepts) -> bool:
    words = draft.stem.split()
    if not LEAST_STEM <= len(words) <= MOST_STEM or draft.stem.count(",") > 1:
        return True
    return bool(_odd.search(draft.stem) or _hedged.search(draft.stem)) or words[-1].rstrip("?").lower() in DANGLING


def points_away(draft: Draft, concepts: Concepts) -> bool:
    return any(t.lower_ in POINTING and not _points_at_nothing(t, concepts) for t in draft.asked)


def has_pronoun(draft: Draft, _: Concepts) -> bool:
    if any(is_addressed(t, draft) for t in draft.asked):
        return True
    return bool(unresolved(draft.asked)) or any(stands_alone(t, draft.asked) for t in draft.asked)


def leans(draft: Draft, _: Concepts) -> bool:
    comparison = any(t.tag_ in {"JJR", "RBR"} and t.lower_ != "more" for t in draft.asked)
    than = any(t.lower_ == "than" for t in draft.asked)
    expletive = any(t.lower_ == "it" for t in draft.asked)
    return any(t.lower_ in LEANING and t.dep_ != "prep" for t in draft.asked) or (
        comparison and not than and not expletive
    )


def is_vague(draft: Draft, _: Concepts) -> bool:
    heads = [t for t in draft.asked if t.pos_ in {"NOUN", "PRON"} and t.dep_ not in {"compound", "poss"}]
    if any(t.lower_ in NOBODY for t in draft.asked):
        return True
    whole = any(t.lower_ in VAGUE and not _has_complement(t) for t in heads if t.lower_ not in RELATIVES)
    if not draft.asked:
        return False
    return whole or not any(t.pos_ in {"NOUN", "PROPN"} for t in draft.asked)


def is_beside_the_point(draft: Draft, concepts: Concepts) -> bool:
    rare = any(t.pos_ in {"NOUN", "PROPN"} and commonness(t.lower_) < RARE_ZIPF for t in draft.asked)
    return draft.source == "speech" and not rare and concepts.of(draft.asked)[1] < LEAST_SALIENCE


def is_misheard(draft: Draft, concepts: Concepts) -> bool:
    return any(
        t.is_alpha
        and commonness(t.lower_) < JUNK_ZIPF
        and concepts.mentions[lemma(t)] < LEAST_MENTIONS
        and t.ent_type_ not in {"PERSON", "GPE"}
        and not _is_built(t.lower_)
        for t in draft.asked
    )


def lacks_article(draft: Draft, concepts: Concepts) -> bool:
    """ "Why is molecule stable?": a noun that is counted elsewhere in the lecture stands bare."""
    return any(
        t.tag_ == "NN"
        and t.dep_ in {"nsubj", "nsubjpass", "attr", "dobj", "pobj"}
        and lemma(t) in concepts.countable
        and not any(c.dep_ in {"det", "poss", "nummod", "amod", "compound", "predet"} for c in t.children)
        for t in draft.asked
    )


def says_a_word_twice(draft: Draft, _: Concepts) -> bool:
    """ "passing some resolutions that are known as the Virginia Resolutions"."""
    said = [lemma(t) for t in draft.asked if t.pos_ in {"NOUN", "PROPN", "VERB"} and t.is_alpha]
    return len(said) > len(set(said)) and len(draft.asked) > MOST_ASKED_TWICE


def subject_runs_on(draft: Draft, _: Concepts) -> bool:
    """ "What can the focus of pleasure shifts to the genitals and fixation lead to?"."""
    heads = [t for t in draft.asked if t.dep_ in {"nsubj", "nsubjpass"}]
    subjects = [[t for t in head.subtree if t in draft.asked] for head in heads]
    return any(len(words) > LONGEST_SUBJECT and any(t.dep_ == "conj" for t in words) for words in subjects)


def _is_built(word: str) -> bool:
    """ "underproduce": a common word with a beginning that any word may take."""
    return any(word.startswith(part) and commonness(word.removeprefix(part)) > COMMON_ZIPF for part in BEGINNINGS)


def _points_at_nothing(word: Token, concepts: Concepts) -> bool:
    """ "that" before a clause, "there is", and "this" before a term of the lecture, which means the term at large."""
    if word.lower_ == "that" and word.tag_ in {"IN", "WDT"}:
        return True
    if word.lower_ == "there" and word.dep_ == "expl":
        return True
    named = tuple(t for t in word.head.subtree if word.i < t.i <= word.head.i)
    term = word.dep_ == "det" and word.head.pos_ in {"NOUN", "PROPN"} and len(named) > 1
    return term and concepts.of(named)[1] >= OF_THE_LECTURE


def _has_complement(token: Token) -> bool:
    """ "the end of meiosis", "its highest point": what makes a vague noun definite."""
    return any(c.dep_ in {"prep", "relcl", "acl", "ccomp", "compound"} or c.tag_ == "JJS" for c in token.children)
