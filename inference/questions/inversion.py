"""From a statement to the body of a question: subject and auxiliary change places, "do" comes where none is."""

from collections.abc import Collection
from dataclasses import dataclass

from lemminflect import getInflection
from spacy.tokens import Token

from inference.questions.grammar import Clause, finite, text_of, without

EXPANDED = {"'re": "are", "'ve": "have", "'ll": "will", "ca": "can", "wo": "will", "sha": "shall"}
COLLECTIVE = {
    "data",
    "people",
    "police",
    "media",
    "criteria",
    "phenomena",
    "number",
    "majority",
    "lot",
    "variety",
    "range",
}
DO_OF_TAG = {"VBZ": "does", "VBP": "do", "VBD": "did"}


@dataclass(frozen=True, slots=True)
class Unaskable(Exception):
    """The clause has no form that a question can take; `reason` names why."""

    reason: str


def inverted(clause: Clause, dropped: Collection[Token] = ()) -> str:
    """ "does the price rise when supply falls" from "When supply falls, the price rises", for a wh-word before it.

    Fronted adjuncts move to the end. `dropped` words are left out. Raises Unaskable without a finite verb.
    """
    carrier = finite(clause)
    if carrier is None:
        raise Unaskable("no finite verb")
    if disagree(clause.head, carrier):
        raise Unaskable("subject and verb disagree")
    subject = text_of(clause.subject)
    after = without(clause.after, dropped)
    tail = text_of(_worth_moving(without(clause.before, dropped)))
    if carrier != clause.verb or carrier.lemma_ == "be":
        front, rest = spelled(carrier), text_of_verbs(without(after, {carrier}))
    else:
        front = DO_OF_TAG.get(carrier.tag_, "")
        if not front:
            raise Unaskable("no finite verb")
        bare = {carrier} | {v for v in carrier.conjuncts if v.tag_ in {carrier.tag_, "VB"} and v in after}
        rest = text_of_verbs(after, bare)
    return " ".join(part for part in (front, subject, rest, tail) if part)


def predicate(clause: Clause, dropped: Collection[Token] = ()) -> str:
    """ "lowers the barrier" from "Enzymes lower the barrier", for "what" or "who" before it, which are singular."""
    carrier = finite(clause)
    if carrier is None or carrier.lower_ in {"'m", "am"}:
        raise Unaskable("no finite verb")
    after = without(clause.after, dropped)
    singular = {carrier: _singular(carrier)}
    if carrier == clause.verb and carrier.tag_ == "VBP":
        singular |= {v: _inflected(v, "VBZ") for v in carrier.conjuncts if v.tag_ == "VBP" and v in after}
    tail = text_of(_worth_moving(without(clause.before, dropped)))
    return " ".join(part for part in (_with_forms(after, singular), tail) if part)


def active(verb: Token) -> str:
    """The finite active form of a passive participle, for "what" before it: "determines" from "is determined"."""
    auxiliary = next((c for c in verb.lefts if c.dep_ == "auxpass"), None)
    past = auxiliary is not None and auxiliary.lower_ in {"was", "were"}
    return _inflected(verb, "VBD" if past else "VBZ")


def spelled(auxiliary: Token) -> str:
    """A finite auxiliary in full: "is" for "'s", "can" for "ca"."""
    short = auxiliary.lower_
    if short in {"'s", "s"}:
        perfect = auxiliary.head.tag_ == "VBN" and auxiliary.dep_ == "aux"
        return "has" if perfect else "is"
    if short in {"'d", "d"}:
        return "would" if auxiliary.head.tag_ == "VB" else "had"
    if short in {"'m", "am"}:
        raise Unaskable("first person")
    return EXPANDED.get(short, short)


def text_of_verbs(tokens: tuple[Token, ...], bare: Collection[Token] = ()) -> str:
    """The words as text, with `bare` verbs as infinitives and "n't" as "not"."""
    return _with_forms(tokens, {verb: verb.lemma_.lower() for verb in bare})


def _with_forms(tokens: tuple[Token, ...], forms: dict[Token, str]) -> str:
    pieces: list[str] = []
    run: list[Token] = []
    for token in tokens:
        form = forms.get(token) or ("not" if token.lower_ in {"n't", "n’t"} else "")
        if form:
            pieces += [text_of(run), form]
            run = []
        else:
            run.append(token)
    pieces.append(text_of(run))
    return " ".join(piece for piece in pieces if piece)


def _singular(verb: Token) -> str:
    if verb.lemma_ == "be":
        return {"are": "is", "'re": "is", "were": "was"}.get(verb.lower_, spelled(verb))
    if verb.tag_ == "VBP":
        return "has" if verb.lemma_ == "have" else _inflected(verb, "VBZ")
    return spelled(verb) if verb.dep_ in {"aux", "auxpass"} else verb.lower_


def _inflected(verb: Token, tag: str) -> str:
    forms = getInflection(verb.lemma_.lower(), tag=tag)
    if not forms:
        raise Unaskable("no known form of the verb")
    return str(forms[0])


def is_plural(noun: Token) -> bool:
    joined = any(c.dep_ == "conj" and c.pos_ in {"NOUN", "PROPN"} for c in noun.children)
    return joined or (noun.tag_ in {"NNS", "NNPS"} and not noun.lower_.endswith("ics"))


def disagree(noun: Token, verb: Token) -> bool:
    """Parses go wrong where a singular verb seems to have a plural subject, or the other way round."""
    if noun.pos_ not in {"NOUN", "PROPN"} or noun.lower_ in COLLECTIVE:
        return False
    singular = verb.tag_ == "VBZ" or verb.lower_ == "was"
    plural = verb.tag_ == "VBP" or verb.lower_ == "were"
    return (singular and is_plural(noun) and noun.pos_ == "NOUN") or (plural and not is_plural(noun))


def _worth_moving(before: tuple[Token, ...]) -> tuple[Token, ...]:
    """Prepositional phrases and clauses say when something holds; single adverbs before the subject do not."""
    kept = tuple(t for t in before if not t.is_punct or t != before[-1])
    return kept if len(kept) > 1 and kept[0].pos_ in {"ADP", "SCONJ"} else ()
