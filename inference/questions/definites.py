""" "The force", "the king": which things a stem takes for known."""

from spacy.tokens import Token

from inference.questions.concepts import Concepts, commonness, lemma
from inference.questions.draft import Draft
from inference.questions.pronouns import OF_ANYONE

ANCHORING = {"prep", "relcl", "acl", "compound", "poss"}
COMMON_ZIPF = 3.4
LEAST_MENTIONS = 3
MENTIONS_OF_A_THEME = 25


def is_unanchored(draft: Draft, concepts: Concepts) -> bool:
    """ "the king" is somebody else in every lecture, unless this one keeps coming back to him."""
    for token in draft.asked:
        if token.lower_ != "the" or token.dep_ != "det":
            continue
        noun = token.head
        anchored = any(c.dep_ in ANCHORING or c.ent_type_ for c in noun.children) or noun.pos_ == "PROPN"
        known = lemma(noun) in concepts.salience or concepts.mentions[lemma(noun)] >= 2 * LEAST_MENTIONS
        superlative = any(c.tag_ == "JJS" for c in noun.children)
        if not (known or (anchored and not superlative)):
            return True
    return False


def bare_definites(draft: Draft) -> int:
    """How many times the stem says "the" of something common that nothing tells apart: "the force", "the medium"."""
    return len(bare_definite_nouns(draft))


def leans_on_things(draft: Draft, concepts: Concepts) -> bool:
    """ "Why does Freud fail the test?": which test? "The price" in a talk on prices may stand."""
    if draft.source != "speech" or not concepts.salience:
        return False
    named = concepts.unique if draft.rule == "is a" else frozenset[str]()
    nouns = [noun for noun in bare_definite_nouns(draft) if noun.tag_ == "NN" and lemma(noun) not in named]
    general = draft.rule in OF_ANYONE | {"when is"}
    return any(not general or concepts.mentions[lemma(noun)] < MENTIONS_OF_A_THEME for noun in nouns)


def bare_definite_nouns(draft: Draft) -> list[Token]:
    return [
        t.head
        for t in draft.asked
        if t.lower_ == "the"
        and t.dep_ == "det"
        and t.head.pos_ == "NOUN"
        and not any(c.dep_ in ANCHORING or c.tag_ == "JJS" or c.ent_type_ for c in t.head.children)
        and commonness(t.head.lower_) > COMMON_ZIPF
    ]
