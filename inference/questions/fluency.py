"""Whether a draft reads as written English: what the parser or the lecturer got wrong is not handed on."""

import re

from spacy.tokens import Token

from inference.questions.concepts import Concepts
from inference.questions.draft import Draft
from inference.questions.grammar import SUBJECTS, finite_in
from inference.questions.inversion import disagree

_unsure = re.compile(
    r"\b(?:maybe|perhaps|presumably|hopefully|apparently|somehow|i think|i guess|sort of|kind of|or whatever|"
    r"it's true that|does it in a|stuff like|things like|you guys|gonna|blah|et cetera|so forth|"
    r"or something|in essence)\b|"
    r"^(?:Still|Then|Also|Just|Again|Even|Though|Although|That|At least|No|Not|Any|Either|Sometimes|Somehow)\b",
    re.IGNORECASE,
)
_two_helpers = re.compile(
    r"^(?:Why|How|What|When|Where) (?:do|does|did|is|are|was|were|can|will) .*\b(?:do|does|did) not\b"
)


def disagrees(draft: Draft, _: Concepts) -> bool:
    """ "units that people value doesn't get sold": the parse went wrong, or the lecturer did."""
    pairs = [(t, t.head) for t in (*draft.replied, *draft.asked) if t.dep_ in SUBJECTS and t.head.i > t.i]
    return any((carrier := finite_in(verb)) is not None and disagree(noun, carrier) for noun, verb in pairs)


def runs_on(draft: Draft, _: Concepts) -> bool:
    """ "stretches of DNA and an allele is a version": a new sentence that the parser took for a part of the old one."""
    return any(_begins_anew(t) for t in (*draft.replied, *draft.asked) if t.i + 1 < len(t.doc))


def _begins_anew(noun: Token) -> bool:
    following = noun.nbor(1)
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    if following.pos_ == "PRON" and following.dep_ in SUBJECTS and following.head.dep_ not in {"relcl", "acl", "advcl"}:
        return following.head.i > following.i and noun.i > noun.sent.root.i
    if noun.dep_ != "conj" or following.tag_ not in {"VBZ", "VBP", "VBD", "MD"}:
        return False
    first = noun
    while first.dep_ == "conj":
        first = first.head
    return first.dep_ in {"attr", "dobj", "oprd", "pobj"} and not any(a.dep_ in SUBJECTS for a in first.ancestors)


def is_hedged(draft: Draft, _: Concepts) -> bool:
    return bool(_unsure.search(draft.answer))


def does_not_join(draft: Draft, _: Concepts) -> bool:
    """ "marginal revenue equal marginal cost", "Why do units people value do not get sold?": no reader gets through."""
    triples = zip(draft.asked, draft.asked[1:], draft.asked[2:], strict=False)
    odd = any(
        a.pos_ in {"NOUN", "PROPN"}
        and (b.pos_ == "ADJ" or b.lower_ == "equal")
        and (c.pos_ in {"NOUN", "PROPN"} or b.lower_ == "equal")
        and b.i == a.i + 1
        and c.i == b.i + 1
        for a, b, c in triples
    )
    return odd or bool(_two_helpers.search(draft.stem))
